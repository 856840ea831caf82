/** Opens the database of the settings, or leaves with the one line that says why it cannot be. */
import type { Database } from '../db/database.ts';
import { realWorld } from '../outerWorld.ts';
import { leave, reasonOf } from './settings.ts';

export async function openOrLeave(databaseUrl: string): Promise<Database> {
  return realWorld
    .openDatabase(databaseUrl)
    .catch((error: unknown) =>
      leave(`The database cannot be opened: ${reasonOf(error)} Look at DATABASE_URL.`),
    );
}

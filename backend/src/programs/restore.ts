/**
 * `npm run restore -- FILE`: a backup takes the place of the database, which is kept aside. Not
 * while the server runs, and never with a file that is broken or not ours.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { formatInstant } from '../../../core/time/instant.ts';
import { databaseFile } from '../db/database.ts';
import { copySqliteFile, lookInto, replaceSqliteFile } from '../db/sqliteFiles.ts';
import { realWorld } from '../outerWorld.ts';
import { leave, readSettings, reasonOf } from './settings.ts';

const refusals = {
  'no-database': 'is no database that can be read',
  damaged: 'is damaged',
  'not-ours': 'was not written by Compass',
  newer: 'was written by a newer Compass; update this one first',
} as const;

const [backup] = process.argv.slice(2);
const { databaseUrl } = await readSettings();
const path = databaseFile(databaseUrl);
if (backup === undefined) leave('Name the backup: npm run restore -- compass-backup.db');
if (path === null) leave('The data lies in PostgreSQL. Restore it with pg_restore or psql.');
const looked = lookInto(backup);
if (looked.kind === 'refused') leave(`${backup} ${refusals[looked.reason]}. Nothing was changed.`);

const stamp = formatInstant(realWorld.now()).replaceAll(':', '-');
const beside = `${path}.restoring-${stamp}`;
const aside = `${path}.before-${stamp}`;
await restore(backup, path).catch((error: unknown) =>
  leave(
    `${backup} cannot be restored: ${reasonOf(error)} What was there is at ${path} or ${aside}.`,
  ),
);

async function restore(from: string, to: string): Promise<void> {
  mkdirSync(dirname(to), { recursive: true });
  await copySqliteFile(from, beside);
  switch (replaceSqliteFile(to, beside, aside)) {
    case 'in-use':
      rmSync(beside);
      return leave(`${to} is in use. Stop the server, then restore again. Nothing was changed.`);
    case 'replaced':
      process.stdout.write(`${from} is restored. What was there before is kept at ${aside}.\n`);
      return;
    case 'new':
      process.stdout.write(`${from} is restored to ${to}.\n`);
  }
}

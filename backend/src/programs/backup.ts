/**
 * `npm run backup -- FILE`: the database into a file, while the server runs or not. It changes
 * nothing, so it may be an older database than this program's, just before an update.
 */
import { existsSync } from 'node:fs';
import { databaseFile } from '../db/database.ts';
import { copySqliteFile } from '../db/sqliteFiles.ts';
import { leave, readSettings, reasonOf } from './settings.ts';

const [target] = process.argv.slice(2);
const { databaseUrl } = await readSettings();
const source = databaseFile(databaseUrl);
if (target === undefined) leave('Name the file to write: npm run backup -- compass-backup.db');
if (source === null) leave('The data lies in PostgreSQL. Back it up with pg_dump.');
if (!existsSync(source)) leave(`There is no database at ${source} yet. Look at DATABASE_URL.`);
if (existsSync(target)) leave(`${target} is there already. Name another file, or move it away.`);
await copySqliteFile(source, target).catch((error: unknown) =>
  leave(`${source} cannot be copied to ${target}: ${reasonOf(error)}`),
);
process.stdout.write(`${source} is backed up to ${target}.\n`);

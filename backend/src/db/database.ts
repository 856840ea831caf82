/**
 * The one way to a database. It is migrated before anybody gets hold of it. Reads never see an
 * uncommitted write, and a write's promise settles only after its commit is on disk.
 */
import type { Dialect } from './dialect.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import type { ReadConnection, Write } from './transaction.ts';

export type Database = Readonly<{
  dialect: Dialect;
  reader: ReadConnection;
  write: Write;
  /** One snapshot into a file; null where the database has tools of its own for that. */
  copyTo: ((path: string) => Promise<void>) | null;
  /** Waits for the writes that were already asked for. */
  close(): Promise<void>;
}>;

/** `file:./data/compass.db` or `postgres://user@host/name`. */
export async function openDatabase(url: string): Promise<Database> {
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url);
  const path = databaseFile(url);
  if (path === null || path === ':memory:') throw new Error(unusableUrl(url));
  return openSqlite(path);
}

/** Where the file of a database lies; null where it is no file. */
export function databaseFile(url: string): string | null {
  return /^file:(?:\/\/(?=\/))?(.+)$/.exec(url)?.[1] ?? null;
}

/** Names the scheme alone: the rest of the address may hold a password. */
function unusableUrl(url: string): string {
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0] ?? 'an address without a scheme';
  return (
    `DATABASE_URL cannot be used (${scheme}): ` +
    'give file:./data/compass.db for a file, or postgres://user@host/name for PostgreSQL.'
  );
}

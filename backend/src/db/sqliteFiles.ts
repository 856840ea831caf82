/**
 * SQLite databases as files: copied while others write, looked into, and put in each other's
 * place.
 *
 *   copy      one snapshot, a hundred pages a turn: no writer waits, no request for long
 *   restore   copy beside ─▶ old file aside ─▶ copy in its place
 *
 * Invariant: a file that any program has open is not replaced, and what is replaced is kept.
 */
import { existsSync, renameSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import BetterSqlite, { type Database as Handle } from 'better-sqlite3';
import { isKnownMigration } from './migrate.ts';

const pagesPerTurn = 100;

/**
 * The open transaction keeps the snapshot still. Without it the copy would begin anew with each
 * commit of another connection, and under load never end. `VACUUM INTO` was refused: it is one
 * statement, and holds up everything else in this process until it is done.
 */
export async function copySqliteFile(from: string, to: string): Promise<void> {
  const source = new BetterSqlite(from, { fileMustExist: true });
  try {
    source.pragma('query_only = on');
    source.exec('begin');
    source.prepare('select count(*) from sqlite_master').get();
    await source.backup(to, { progress: () => pagesPerTurn });
    source.exec('commit');
  } finally {
    source.close();
  }
  await flush(to);
}

type Looked =
  | Readonly<{ kind: 'ours' }>
  | Readonly<{ kind: 'refused'; reason: 'no-database' | 'damaged' | 'not-ours' | 'newer' }>;

/** Reads all of it: a page that is broken anywhere is found here and not in a year. */
export function lookInto(path: string): Looked {
  const refused = (reason: Extract<Looked, { kind: 'refused' }>['reason']): Looked => {
    return { kind: 'refused', reason };
  };
  let handle: Handle | null = null;
  try {
    handle = new BetterSqlite(path, { fileMustExist: true });
    handle.pragma('query_only = on');
    if (handle.pragma('integrity_check', { simple: true }) !== 'ok') return refused('damaged');
    const names = migrationsOf(handle);
    if (names.length === 0) return refused('not-ours');
    return names.every(isKnownMigration) ? { kind: 'ours' } : refused('newer');
  } catch (error) {
    if (!(error instanceof BetterSqlite.SqliteError)) throw error;
    return refused(error.code === 'SQLITE_CORRUPT' ? 'damaged' : 'no-database');
  } finally {
    handle?.close();
  }
}

/** None in a file that another program wrote. */
function migrationsOf(handle: Handle): string[] {
  const tables = handle.prepare("select name from sqlite_master where type = 'table'");
  const names = tables.pluck().all();
  if (!names.includes('kysely_migration') || !names.includes('slice_change')) return [];
  return handle.prepare<[], string>('select name from kysely_migration').pluck().all();
}

/** What comes in its place lies in the same folder, so that it is there whole or not at all. */
export function replaceSqliteFile(
  path: string,
  by: string,
  aside: string,
): 'replaced' | 'new' | 'in-use' {
  const hadOne = existsSync(path);
  if (hadOne && foldLog(path) === 'in-use') return 'in-use';
  // A log stays only beside a file that is damaged. Beside the new one it would damage that.
  for (const part of ['', '-wal', '-shm']) {
    if (existsSync(path + part)) renameSync(path + part, aside + part);
  }
  renameSync(by, path);
  return hadOne ? 'replaced' : 'new';
}

/**
 * Leaving WAL mode takes the log into the file, and SQLite refuses it while others have it open.
 * What is damaged stays as it is: to be replaced is what it is there for.
 */
function foldLog(path: string): 'folded' | 'damaged' | 'in-use' {
  const handle = new BetterSqlite(path, { fileMustExist: true, timeout: 0 });
  try {
    handle.pragma('journal_mode = delete');
    return 'folded';
  } catch (error) {
    if (!(error instanceof BetterSqlite.SqliteError)) throw error;
    return /^SQLITE_BUSY/.test(error.code) ? 'in-use' : 'damaged';
  } finally {
    handle.close();
  }
}

async function flush(path: string): Promise<void> {
  for (const place of [path, dirname(path)]) {
    const file = await open(place, 'r');
    await file.sync().finally(() => file.close());
  }
}

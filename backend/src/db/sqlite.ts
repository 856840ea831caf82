/**
 * A SQLite file behind two connections: one writes, one only reads. With a single connection a
 * read would see the uncommitted half of whatever write runs, and could answer with a slice that
 * is rolled back a moment later. synchronous=FULL: a commit that returned survives a power cut.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite, { type Database as Handle } from 'better-sqlite3';
import { Kysely, type SqliteDatabase, type SqliteStatement } from 'kysely';
import { createGroupCommit } from './groupCommit.ts';
import { migrateToLatest } from './migrate.ts';
import type { Schema } from './schema.ts';
import { ImmediateSqliteDialect } from './sqliteDialect.ts';
import { copySqliteFile } from './sqliteFiles.ts';

/** How long a statement waits for another process that holds the write lock. */
const busyTimeoutMs = 5_000;
/** Far above the number of different statements; only lists of varying length add more. */
const maxCachedStatements = 500;
/** 16 MB of log. SQLite's own 1000 pages are full ten times a second under load: a wait each. */
const pagesPerCheckpoint = 4_000;

export async function openSqlite(path: string) {
  mkdirSync(dirname(path), { recursive: true });
  const writer = connect(() => openHandle(path));
  await migrateToLatest(writer);
  const reader = connect(() => {
    const handle = openHandle(path);
    handle.pragma('query_only = on');
    return handle;
  });
  const commits = createGroupCommit(writer);
  return {
    dialect: 'sqlite' as const,
    reader,
    write: commits.write,
    copyTo: (to: string) => copySqliteFile(path, to),
    close: async () => {
      await commits.drain();
      await reader.destroy();
      await writer.destroy();
    },
  };
}

function connect(open: () => Handle): Kysely<Schema> {
  return new Kysely<Schema>({
    dialect: new ImmediateSqliteDialect({ database: async () => withCachedStatements(open()) }),
  });
}

function openHandle(path: string): Handle {
  const handle = new BetterSqlite(path, { timeout: busyTimeoutMs });
  handle.pragma('journal_mode = WAL');
  handle.pragma('synchronous = FULL');
  handle.pragma('foreign_keys = on');
  // A savepoint keeps the pages it changes in case it is rolled back. Beyond 64 KB, which is about
  // one command, they would go to a file: of ten commands in a commit that was four writes of five.
  handle.pragma('temp_store = memory');
  handle.pragma(`wal_autocheckpoint = ${pagesPerCheckpoint}`);
  return handle;
}

/** Kysely prepares a statement for every query; preparing costs more than most queries do. */
function withCachedStatements(handle: Handle): SqliteDatabase {
  const cached = new Map<string, SqliteStatement>();
  return {
    close: () => void handle.close(),
    prepare: (text) => {
      const known = cached.get(text);
      if (known) return known;
      if (cached.size >= maxCachedStatements) cached.clear();
      const statement = handle.prepare<unknown[]>(text);
      cached.set(text, statement);
      return statement;
    },
  };
}

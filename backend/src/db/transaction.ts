/**
 * The shape of a write, the same on both databases. A body awaits nothing but its own queries:
 * on SQLite the whole program's writes stand behind it. It never calls `write` again, which
 * would wait for itself.
 */
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

export type ReadConnection = Kysely<Schema>;
export type WriteTransaction = Transaction<Schema>;
export type Write = <T>(body: (tx: WriteTransaction) => Promise<T>) => Promise<T>;

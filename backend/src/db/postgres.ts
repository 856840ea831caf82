/**
 * A PostgreSQL database behind one pool. Reads take any connection and see what is committed;
 * every write is a transaction of its own. The default isolation (read committed) is enough
 * because each command first locks its account's row (store/accounts.ts).
 */
import { Kysely, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import { migrateToLatest } from './migrate.ts';
import type { Schema } from './schema.ts';
import type { Write } from './transaction.ts';

const maxConnections = 20;

export async function openPostgres(url: string) {
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    types: { getTypeParser: numbersForBigints },
  });
  // A connection that breaks while idle is replaced by the next query, which fails by itself if
  // the server is gone; without a listener the event would end the process.
  pool.on('error', () => {});
  const connection = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  await migrateToLatest(connection);
  const write: Write = (body) => connection.transaction().execute(body);
  return {
    dialect: 'postgres' as const,
    reader: connection,
    write,
    copyTo: null,
    close: () => connection.destroy(),
  };
}

/** Instants and ids stay far below 2^53, and SQLite gives numbers too. */
function numbersForBigints(oid: number, format?: 'text' | 'binary') {
  if (oid === types.builtins.INT8) return Number;
  return format === 'binary' ? types.getTypeParser(oid, 'binary') : types.getTypeParser(oid);
}

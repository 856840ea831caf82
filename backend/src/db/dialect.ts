/** Tells which database a connection speaks to, for the few statements that cannot be shared. */
import { PostgresAdapter } from 'kysely';

export type Dialect = 'sqlite' | 'postgres';

/** A connection or a transaction over any tables: migrations run before there are ours. */
type Connection = Readonly<{ getExecutor(): Readonly<{ adapter: unknown }> }>;

export function dialectOf(connection: Connection): Dialect {
  return connection.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';
}

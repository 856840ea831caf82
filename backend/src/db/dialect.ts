/** Tells which database a connection speaks to, for the few statements that cannot be shared. */
import { type Kysely, PostgresAdapter } from 'kysely';

export type Dialect = 'sqlite' | 'postgres';

/** Takes any schema: migrations run before there is one. */
export function dialectOf<Tables>(connection: Kysely<Tables>): Dialect {
  return connection.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';
}

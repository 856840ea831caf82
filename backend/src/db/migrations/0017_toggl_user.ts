/** Whom the Toggl token belongs to, by name. Unknown of a connection until it is made anew. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const togglUserMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('toggl_connection').addColumn('user_name', 'text').execute();
  },
};

/** Which time a log of a task counted, so that a slice tapped late is counted by the next one. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const logCountedMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('post_do_log').addColumn('counted', 'text').execute();
  },
};

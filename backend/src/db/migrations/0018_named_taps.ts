/** The instant that a tap named for itself, by which it is known again. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const namedTapsMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('firing').addColumn('named_at', 'bigint').execute();
  },
};

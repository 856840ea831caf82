/** Triggers that a person paused. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const triggerPauseMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('automation_trigger')
      .addColumn('is_paused', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  },
};

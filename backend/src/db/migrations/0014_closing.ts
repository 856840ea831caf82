/** What the close of a day remembers, and how long a slice of a category lasts at most. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const closingMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('category').addColumn('max_minutes', 'integer').execute();
    await db.schema
      .createTable('accepted')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('account_id', 'text', (column) => column.notNull().references('account.id'))
      .addColumn('slice_id', 'text')
      .addColumn('start_at', 'bigint', (column) => column.notNull())
      .addColumn('end_at', 'bigint', (column) => column.notNull())
      .addColumn('change_id', 'text', (column) => column.notNull())
      .addColumn('is_taken_back', 'integer', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('accepted_end')
      .on('accepted')
      .columns(['account_id', 'end_at'])
      .execute();
    await db.schema
      .createIndex('accepted_change')
      .on('accepted')
      .columns(['account_id', 'change_id'])
      .execute();
  },
};

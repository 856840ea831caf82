/** Who made a tap and whether it said `last-stop`, so that it is done again as what it was. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const tapToldMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('firing').addColumn('token_id', 'text').execute();
    await db.schema
      .alterTable('firing')
      .addColumn('is_at_last_stop', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  },
};

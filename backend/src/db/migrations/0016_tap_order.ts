/** Taps of all lanes in the order they were made in, and how a token called each of its own. */
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const tapOrderMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('firing').addColumn('manner', 'text').execute();
    await sql`create index firing_made on firing (account_id, at)`.execute(db);
  },
};

/**
 * Kept days missed a switch at their edge where the pause before it was as long as one may be. All
 * are counted anew as reports ask for them.
 */
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const countAnewMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`delete from counted_period`.execute(db);
  },
};

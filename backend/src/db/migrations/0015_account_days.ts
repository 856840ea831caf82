/** A zone and a start of day that a person chose at run time; null where the settings decide. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const accountDaysMigration: Migration = {
  async up(db: Kysely<unknown>) {
    const account = () => db.schema.alterTable('account');
    await account().addColumn('chosen_time_zone', 'text').execute();
    await account().addColumn('chosen_day_start_minutes', 'integer').execute();
  },
};

/** What Discord is watched for, as the last look left it: one row an account and kind. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const causeWatchMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('cause_watch')
      .addColumn('account_id', 'text', (column) => column.notNull().references('account.id'))
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('alive_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('cause_watch_key', ['account_id', 'kind'])
      .execute();
  },
};

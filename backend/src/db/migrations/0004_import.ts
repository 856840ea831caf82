/**
 * History from Toggl: the runs of the import, entries that were seen and wait to be taken in, what
 * was taken in, and what a webhook brought. 0001 says how columns are typed.
 */
import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

type AnySchema = Kysely<unknown>;

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const primary = (column: ColumnDefinitionBuilder) => column.primaryKey().notNull();
const ofAccount = (column: ColumnDefinitionBuilder) => column.notNull().references('account.id');

export const importMigration: Migration = {
  async up(db: AnySchema) {
    await createRuns(db);
    await createEntries(db);
    await createAdoptions(db);
    await createWebhooks(db);
  },
};

async function createRuns(db: AnySchema): Promise<void> {
  await db.schema
    .createTable('toggl_import')
    .addColumn('id', 'text', primary)
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('token_id', 'text', required)
    .addColumn('is_dry', 'integer', required)
    .addColumn('from_at', 'bigint')
    .addColumn('until_at', 'bigint')
    .addColumn('state', 'text', required)
    .addColumn('parts', 'text', required)
    .addColumn('parts_planned', 'integer', required)
    .addColumn('progress', 'integer', required)
    .addColumn('calls', 'integer', required)
    .addColumn('entries', 'integer', required)
    .addColumn('imported', 'integer', required)
    .addColumn('updated', 'integer', required)
    .addColumn('deleted', 'integer', required)
    .addColumn('skipped', 'text', required)
    .addColumn('skipped_count', 'integer', required)
    .addColumn('waiting_until', 'bigint')
    .addColumn('error', 'text')
    .addColumn('next_since_second', 'bigint')
    .addColumn('requested_at', 'bigint', required)
    .addColumn('finished_at', 'bigint')
    .execute();
  await sql`create index toggl_import_unfinished on toggl_import (account_id, requested_at)
    where finished_at is null`.execute(db);
  await db.schema
    .createIndex('toggl_import_finished')
    .on('toggl_import')
    .columns(['account_id', 'finished_at'])
    .execute();
}

async function createEntries(db: AnySchema): Promise<void> {
  await db.schema
    .createTable('toggl_seen_entry')
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('entry_id', 'bigint', required)
    .addColumn('import_id', 'text')
    .addColumn('is_held', 'integer', required)
    .addColumn('body', 'text', required)
    .addColumn('seen_at', 'bigint', required)
    .addPrimaryKeyConstraint('toggl_seen_entry_key', ['account_id', 'entry_id'])
    .execute();
  await db.schema
    .createTable('toggl_imported')
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('entry_id', 'bigint', required)
    // Not a foreign key: what was removed here is remembered, so that it stays removed.
    .addColumn('slice_id', 'text', required)
    .addColumn('body', 'text', required)
    .addPrimaryKeyConstraint('toggl_imported_key', ['account_id', 'entry_id'])
    .execute();
}

async function createAdoptions(db: AnySchema): Promise<void> {
  await db.schema.alterTable('toggl_foreign').addColumn('body', 'text').execute();
  await db.schema
    .createTable('toggl_adoption')
    .addColumn('slice_id', 'text', primary)
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('entry_id', 'bigint', required)
    .addColumn('body', 'text', required)
    .execute();
}

async function createWebhooks(db: AnySchema): Promise<void> {
  await db.schema
    .createTable('toggl_webhook')
    .addColumn('account_id', 'text', (column) =>
      column.primaryKey().notNull().references('account.id'),
    )
    .addColumn('workspace_id', 'bigint', required)
    .addColumn('subscription_id', 'bigint')
    .addColumn('url', 'text', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('validated_at', 'bigint')
    .addColumn('last_event_at', 'bigint')
    .execute();
  await db.schema
    .createTable('toggl_webhook_event')
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('entry_id', 'bigint', required)
    .addColumn('body', 'text', required)
    .addColumn('modified_at', 'bigint', required)
    .addColumn('is_taken', 'integer', required)
    .addColumn('received_at', 'bigint', required)
    .addPrimaryKeyConstraint('toggl_webhook_event_key', ['account_id', 'entry_id'])
    .execute();
}

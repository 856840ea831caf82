/**
 * The first tables. Instants, seconds and Toggl's ids are bigint, flags integers of 0 and 1, JSON
 * text, so that schema.ts holds on both databases. The rules that must outlive any bug in the
 * code stand here as indexes and checks: one open slice a dimension, one PRIMARY start a second,
 * nothing ends before it starts.
 */
import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { dialectOf } from '../dialect.ts';

/** A migration sees the database as it was, never as schema.ts says it is today. */
type AnySchema = Kysely<unknown>;

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const primary = (column: ColumnDefinitionBuilder) => column.primaryKey().notNull();
const ofAccount = (column: ColumnDefinitionBuilder) => column.notNull().references('account.id');

/** Whole seconds, rounded down before 1970 too: division alone rounds towards zero there. */
const startSecond = sql`((start_at - ((start_at % 1000) + 1000) % 1000) / 1000)`;

export const firstMigration: Migration = {
  async up(db: AnySchema) {
    await createAccounts(db);
    await createCategories(db);
    await createSlices(db);
    await createJournal(db);
    await createIdempotencyKeys(db);
    await createTogglConnections(db);
    await createTogglLinks(db);
    await createTogglCalls(db);
    await createTogglWarnings(db);
  },
};

async function createAccounts(db: AnySchema): Promise<void> {
  await db.schema
    .createTable('account')
    .addColumn('id', 'text', primary)
    .addColumn('time_zone', 'text', required)
    .addColumn('day_start_minutes', 'integer', required)
    .addColumn('engine_revision', 'bigint', required)
    .addColumn('created_at', 'bigint', required)
    .execute();
  await db.schema
    .createTable('api_token')
    .addColumn('id', 'text', primary)
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('name', 'text', required)
    .addColumn('scope', 'text', required)
    .addColumn('secret_hash', 'text', (column) => column.notNull().unique())
    .addColumn('created_at', 'bigint', required)
    .execute();
}

async function createCategories(db: AnySchema): Promise<void> {
  await db.schema
    .createTable('category')
    .addColumn('id', 'text', primary)
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('name', 'text', required)
    .addColumn('folded_name', 'text', required)
    .addColumn('color', 'text', required)
    .addColumn('icon', 'text')
    .addColumn('toggl_project_id', 'bigint')
    .addColumn('toggl_project_is_chosen', 'integer', required)
    .addColumn('is_billable', 'integer', required)
    .addColumn('is_new', 'integer', required)
    .addColumn('is_archived', 'integer', required)
    .addColumn('sort_order', 'integer', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('updated_at', 'bigint', required)
    .addUniqueConstraint('category_name', ['account_id', 'folded_name'])
    .execute();
}

async function createSlices(db: AnySchema): Promise<void> {
  await db.schema
    .createTable('slice')
    .addColumn('id', 'text', primary)
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('dimension', 'text', required)
    .addColumn('category_id', 'text', (column) => column.notNull().references('category.id'))
    .addColumn('start_at', 'bigint', required)
    .addColumn('end_at', 'bigint')
    .addColumn('source', 'text', required)
    .addColumn('is_locked', 'integer', required)
    .addColumn('linked_task_id', 'text')
    .addColumn('note', 'text')
    .addColumn('origin_entry_id', 'text')
    .addColumn('created_at', 'bigint', required)
    .addColumn('updated_at', 'bigint', required)
    .addCheckConstraint(
      'slice_dimension',
      sql`dimension in ('PRIMARY', 'WORK_MODE', 'SOCIAL', 'SEGMENT')`,
    )
    .addCheckConstraint('slice_order', sql`end_at is null or end_at >= start_at`)
    .execute();
  await createSliceRules(db);
  await createSliceIndexes(db);
}

async function createSliceRules(db: AnySchema): Promise<void> {
  await sql`create unique index slice_open on slice (account_id, dimension)
    where end_at is null`.execute(db);
  await sql`create unique index slice_primary_second on slice (account_id, ${startSecond})
    where dimension = 'PRIMARY' and source <> 'TIMERY'`.execute(db);
  await sql`create unique index slice_origin on slice (account_id, origin_entry_id)
    where source = 'TIMERY'`.execute(db);
}

async function createSliceIndexes(db: AnySchema): Promise<void> {
  // Leaves imported history out, as the rules do: years of it may lie between two slices of ours.
  await sql`create index slice_timeline on slice (account_id, dimension, start_at)
    where source <> 'TIMERY'`.execute(db);
  await db.schema
    .createIndex('slice_start')
    .on('slice')
    .columns(['account_id', 'start_at'])
    .execute();
  await sql`create index slice_task on slice (account_id, linked_task_id, start_at)
    where linked_task_id is not null`.execute(db);
}

async function createJournal(db: AnySchema): Promise<void> {
  await db.schema
    .createTable('change')
    .addColumn('id', 'text', primary)
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('revision', 'bigint', required)
    .addColumn('command', 'text', required)
    .addColumn('token_id', 'text', (column) => column.notNull().references('api_token.id'))
    .addColumn('cause', 'text')
    .addColumn('undoes_change_id', 'text')
    .addColumn('group_id', 'text')
    .addColumn('at', 'bigint', required)
    .addUniqueConstraint('change_revision', ['account_id', 'revision'])
    .execute();
  await db.schema
    .createIndex('change_token')
    .on('change')
    .columns(['account_id', 'token_id', 'revision'])
    .execute();
  await sql`create index change_group on change (account_id, group_id)
    where group_id is not null`.execute(db);
  await db.schema
    .createTable('slice_change')
    .addColumn('change_id', 'text', (column) => column.notNull().references('change.id'))
    .addColumn('position', 'integer', required)
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('revision', 'bigint', required)
    .addColumn('slice_id', 'text', required)
    .addColumn('before', 'text')
    .addColumn('after', 'text')
    .addPrimaryKeyConstraint('slice_change_key', ['change_id', 'position'])
    .execute();
  await db.schema
    .createIndex('slice_change_slice')
    .on('slice_change')
    .columns(['slice_id', 'revision'])
    .execute();
}

async function createIdempotencyKeys(db: AnySchema): Promise<void> {
  await db.schema
    .createTable('idempotency_key')
    .addColumn('token_id', 'text', (column) => column.notNull().references('api_token.id'))
    .addColumn('key', 'text', required)
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('request_hash', 'text', required)
    .addColumn('status', 'integer', required)
    .addColumn('reply', 'text', required)
    .addColumn('created_at', 'bigint', required)
    .addPrimaryKeyConstraint('idempotency_key_key', ['token_id', 'key'])
    .execute();
  await db.schema
    .createIndex('idempotency_key_age')
    .on('idempotency_key')
    .columns(['token_id', 'created_at'])
    .execute();
}

async function createTogglConnections(db: AnySchema): Promise<void> {
  await db.schema
    .createTable('toggl_connection')
    .addColumn('account_id', 'text', (column) =>
      column.primaryKey().notNull().references('account.id'),
    )
    // One Toggl user belongs to one account: two would undo each other's running entry.
    .addColumn('toggl_user_id', 'bigint', (column) => column.notNull().unique())
    .addColumn('workspace_id', 'bigint', required)
    .addColumn('token_hash', 'text', required)
    .addColumn('connected_at', 'bigint', required)
    .addColumn('connected_revision', 'bigint', required)
    .addColumn('observed_revision', 'bigint', required)
    .addColumn('clock_offset_low_ms', 'bigint')
    .addColumn('clock_offset_high_ms', 'bigint')
    .addColumn('idle_check_at', 'bigint')
    .addColumn('idle_check_since_second', 'bigint')
    .addColumn('traits', 'text', required)
    .addColumn('last_call_at', 'bigint')
    .addColumn('last_error', 'text')
    .addColumn('last_import_at', 'bigint')
    .execute();
  await db.schema
    .createTable('toggl_project')
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('id', 'bigint', required)
    .addColumn('workspace_id', 'bigint', required)
    .addColumn('name', 'text', required)
    .addColumn('folded_name', 'text', required)
    .addColumn('is_active', 'integer', required)
    .addPrimaryKeyConstraint('toggl_project_key', ['account_id', 'id'])
    .execute();
  await db.schema
    .createTable('toggl_bucket')
    .addColumn('toggl_user_id', 'bigint', required)
    .addColumn('bucket', 'text', required)
    .addColumn('remaining', 'bigint', required)
    .addColumn('resets_at', 'bigint', required)
    .addColumn('running_sent_at', 'bigint')
    .addColumn('updated_at', 'bigint', required)
    .addPrimaryKeyConstraint('toggl_bucket_key', ['toggl_user_id', 'bucket'])
    .execute();
}

async function createTogglLinks(db: AnySchema): Promise<void> {
  await db.schema
    .createTable('toggl_link')
    // Not a foreign key: the link of a deleted slice lives until its entry is gone from Toggl.
    .addColumn('slice_id', 'text', primary)
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('toggl_user_id', 'bigint', required)
    .addColumn('workspace_id', 'bigint', required)
    .addColumn('entry_id', 'bigint')
    .addColumn('body', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('is_settled', 'integer', required)
    .addColumn('is_at_hand', 'integer', required)
    .addColumn('start_second', 'bigint', required)
    .addColumn('human_text', 'text')
    .addColumn('noted_text', 'text')
    .addColumn('updated_at', 'bigint', required)
    .execute();
  await sql`create index toggl_link_human_text on toggl_link (account_id)
    where human_text is not null`.execute(db);
  await db.schema
    .createIndex('toggl_link_settled')
    .on('toggl_link')
    .columns(['account_id', 'toggl_user_id', 'is_settled', 'is_at_hand', 'start_second'])
    .execute();
  await db.schema
    .createIndex('toggl_link_entry')
    .on('toggl_link')
    .columns(['account_id', 'entry_id'])
    .execute();
}

async function createTogglCalls(db: AnySchema): Promise<void> {
  const table = db.schema.createTable('toggl_call');
  const withId =
    dialectOf(db) === 'postgres'
      ? table.addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
      : table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement());
  await withId
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('method', 'text', required)
    .addColumn('path', 'text', required)
    .addColumn('status', 'integer')
    .addColumn('outcome', 'text', required)
    .addColumn('reason', 'text', required)
    .addColumn('slice_id', 'text')
    .addColumn('duration_ms', 'bigint', required)
    .addColumn('at', 'bigint', required)
    .execute();
  await db.schema
    .createIndex('toggl_call_account')
    .on('toggl_call')
    .columns(['account_id', 'id'])
    .execute();
}

async function createTogglWarnings(db: AnySchema): Promise<void> {
  await db.schema
    .createTable('toggl_warning')
    .addColumn('id', 'text', primary)
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('kind', 'text', required)
    .addColumn('slice_id', 'text')
    .addColumn('entry_id', 'bigint')
    .addColumn('ours', 'text')
    .addColumn('timerys', 'text')
    .addColumn('fields', 'text', required)
    .addColumn('message', 'text', required)
    .addColumn('at', 'bigint', required)
    .addColumn('closed_at', 'bigint')
    .addColumn('action', 'text')
    .addColumn('is_automatic', 'integer', required)
    .addColumn('is_asked', 'integer', required)
    .addColumn('taken_at', 'bigint')
    .execute();
  await sql`create index toggl_warning_untaken on toggl_warning (account_id)
    where action is not null and taken_at is null`.execute(db);
  await db.schema
    .createIndex('toggl_warning_open')
    .on('toggl_warning')
    .columns(['account_id', 'closed_at'])
    .execute();
  await db.schema
    .createTable('toggl_refresh')
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('category_id', 'text', (column) => column.notNull().references('category.id'))
    .addColumn('after_slice_id', 'text', required)
    .addColumn('requested_at', 'bigint', required)
    .addPrimaryKeyConstraint('toggl_refresh_key', ['account_id', 'category_id'])
    .execute();
  await db.schema
    .createTable('toggl_foreign')
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('entry_id', 'bigint', required)
    .addColumn('workspace_id', 'bigint', required)
    .addColumn('description', 'text', required)
    .addColumn('start_second', 'bigint', required)
    .addColumn('origin', 'text', required)
    .addColumn('seen_at', 'bigint', required)
    .addColumn('is_stop_tried', 'integer', required)
    .addPrimaryKeyConstraint('toggl_foreign_key', ['account_id', 'entry_id'])
    .execute();
}

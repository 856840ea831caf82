/**
 * Tasks, what is written down once they are done, what a command did to both, and favourites.
 * That one task at most is active stands here as an index, as the open slice does.
 */
import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A migration sees the database as it was, never as schema.ts says it is today. */
type AnySchema = Kysely<unknown>;

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const primary = (column: ColumnDefinitionBuilder) => column.primaryKey().notNull();
const ofAccount = (column: ColumnDefinitionBuilder) => column.notNull().references('account.id');
const toCategory = (column: ColumnDefinitionBuilder) => column.references('category.id');
const ofTask = (column: ColumnDefinitionBuilder) => column.notNull().references('task.id');

export const tasksMigration: Migration = {
  async up(db: AnySchema) {
    await createTasks(db);
    await createLogs(db);
    await createTaskJournal(db);
    await createFavorites(db);
  },
};

async function createTasks(db: AnySchema): Promise<void> {
  await db.schema
    .createTable('task')
    .addColumn('id', 'text', primary)
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('name', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('category_id', 'text', toCategory)
    .addColumn('note', 'text')
    .addColumn('priority', 'text')
    .addColumn('due_date', 'text')
    .addColumn('planned_day', 'text')
    .addColumn('planned_start_at', 'bigint')
    .addColumn('planned_end_at', 'bigint')
    .addColumn('estimate_minutes', 'integer')
    .addColumn('work_mode_id', 'text', toCategory)
    .addColumn('activated_at', 'bigint')
    .addColumn('work_mode_slice_id', 'text')
    .addColumn('completed_at', 'bigint')
    .addColumn('post_do_log_id', 'text')
    .addColumn('deleted_at', 'bigint')
    .addColumn('created_at', 'bigint', required)
    .addColumn('updated_at', 'bigint', required)
    .addCheckConstraint('task_state', sql`state in ('inbox', 'next', 'active', 'done')`)
    .addCheckConstraint('task_plan_order', sql`planned_start_at < planned_end_at`)
    .execute();
  await sql`create unique index task_active on task (account_id)
    where state = 'active' and deleted_at is null`.execute(db);
  await sql`create index task_created on task (account_id, created_at, id)
    where deleted_at is null`.execute(db);
  await sql`create index task_activated on task (account_id, activated_at)
    where activated_at is not null`.execute(db);
  await sql`create index task_due on task (account_id, due_date)
    where deleted_at is null and due_date is not null`.execute(db);
}

async function createLogs(db: AnySchema): Promise<void> {
  await db.schema
    .createTable('post_do_log')
    .addColumn('id', 'text', primary)
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('task_id', 'text', ofTask)
    .addColumn('origin', 'text', required)
    .addColumn('start_at', 'bigint')
    .addColumn('end_at', 'bigint')
    .addColumn('actual_minutes', 'integer', required)
    .addColumn('estimate_minutes', 'integer')
    .addColumn('outcome', 'text')
    .addColumn('effort_level', 'text')
    .addColumn('key_insight', 'text')
    .addColumn('created_at', 'bigint', required)
    .addColumn('updated_at', 'bigint', required)
    .addCheckConstraint('post_do_log_order', sql`end_at >= start_at`)
    .execute();
  await db.schema
    .createIndex('post_do_log_task')
    .on('post_do_log')
    .columns(['account_id', 'task_id', 'created_at'])
    .execute();
  await db.schema
    .createIndex('post_do_log_start')
    .on('post_do_log')
    .columns(['account_id', 'start_at'])
    .execute();
}

async function createTaskJournal(db: AnySchema): Promise<void> {
  await db.schema
    .createTable('task_change')
    .addColumn('change_id', 'text', (column) => column.notNull().references('change.id'))
    .addColumn('position', 'integer', required)
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('subject', 'text', required)
    .addColumn('subject_id', 'text', required)
    .addColumn('before', 'text')
    .addColumn('after', 'text')
    .addPrimaryKeyConstraint('task_change_key', ['change_id', 'position'])
    .execute();
}

async function createFavorites(db: AnySchema): Promise<void> {
  await db.schema
    .createTable('favorite')
    .addColumn('id', 'text', primary)
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('name', 'text', required)
    .addColumn('icon', 'text')
    .addColumn('category_id', 'text', (column) => toCategory(column).notNull())
    .addColumn('task_id', 'text', (column) => column.references('task.id'))
    .addColumn('work_mode_id', 'text', toCategory)
    .addColumn('note', 'text')
    .addColumn('sort_order', 'integer', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('updated_at', 'bigint', required)
    .execute();
  await db.schema
    .createIndex('favorite_order')
    .on('favorite')
    .columns(['account_id', 'sort_order'])
    .execute();
}

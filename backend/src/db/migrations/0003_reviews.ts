/**
 * Goals, reviews, and the counted days and months that reports are summed up from. Those can be
 * made again from the slices at any time, so losing one costs time and nothing else.
 */
import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A migration sees the database as it was, never as schema.ts says it is today. */
type AnySchema = Kysely<unknown>;

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const primary = (column: ColumnDefinitionBuilder) => column.primaryKey().notNull();
const ofAccount = (column: ColumnDefinitionBuilder) => column.notNull().references('account.id');

export const reviewsMigration: Migration = {
  async up(db: AnySchema) {
    await createCountedPeriods(db);
    await createGoals(db);
    await createReviews(db);
  },
};

async function createCountedPeriods(db: AnySchema): Promise<void> {
  await db.schema
    .createTable('counted_horizon')
    .addColumn('account_id', 'text', (column) =>
      column.primaryKey().notNull().references('account.id'),
    )
    .addColumn('time_zone', 'text', required)
    .addColumn('day_start_minutes', 'integer', required)
    .addColumn('revision', 'bigint', required)
    .execute();
  await db.schema
    .createTable('counted_period')
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('kind', 'text', required)
    .addColumn('first_day', 'text', required)
    .addColumn('start_at', 'bigint', required)
    .addColumn('end_at', 'bigint', required)
    .addColumn('logs', 'text', required)
    .addColumn('body', 'text', required)
    .addPrimaryKeyConstraint('counted_period_key', ['account_id', 'kind', 'first_day'])
    .execute();
  // Imports may overlap, so what reaches into a day is looked for weeks before it. No command
  // pays for this index: it holds what importers write.
  await sql`create index slice_import on slice (account_id, start_at, end_at)
    where source = 'TIMERY'`.execute(db);
}

async function createGoals(db: AnySchema): Promise<void> {
  await db.schema
    .createTable('goal')
    .addColumn('id', 'text', primary)
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('dimension', 'text', required)
    .addColumn('category_id', 'text', (column) => column.references('category.id'))
    .addColumn('period', 'text', required)
    .addColumn('direction', 'text', required)
    .addColumn('minutes', 'integer', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('updated_at', 'bigint', required)
    .execute();
  await db.schema
    .createIndex('goal_account')
    .on('goal')
    .columns(['account_id', 'created_at'])
    .execute();
}

async function createReviews(db: AnySchema): Promise<void> {
  await db.schema
    .createTable('review')
    .addColumn('id', 'text', primary)
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('kind', 'text', required)
    .addColumn('first_day', 'text', required)
    .addColumn('wins', 'text', required)
    .addColumn('misses', 'text', required)
    .addColumn('lessons', 'text', required)
    .addColumn('next_goals', 'text', required)
    .addColumn('metrics', 'text', required)
    .addColumn('metrics_at', 'bigint', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('updated_at', 'bigint', required)
    .addUniqueConstraint('review_period', ['account_id', 'kind', 'first_day'])
    .execute();
  await db.schema
    .createIndex('review_day')
    .on('review')
    .columns(['account_id', 'first_day', 'id'])
    .execute();
}

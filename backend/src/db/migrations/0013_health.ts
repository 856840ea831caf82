/** What a phone measured: samples as they were sent, the sessions they came to, and activity. */
import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A migration sees the database as it was, never as schema.ts says it is today. */
type AnySchema = Kysely<unknown>;

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const ofAccount = (column: ColumnDefinitionBuilder) => column.notNull().references('account.id');

export const healthMigration: Migration = {
  async up(db: AnySchema) {
    await createSamples(db);
    await createSessions(db);
    await db.schema
      .createTable('health_day')
      .addColumn('account_id', 'text', ofAccount)
      .addColumn('day', 'text', required)
      .addColumn('steps', 'double precision')
      .addColumn('active_calories', 'double precision')
      .addColumn('exercise_minutes', 'double precision')
      .addColumn('stand_hours', 'double precision')
      .addColumn('updated_at', 'bigint', required)
      .addPrimaryKeyConstraint('health_day_key', ['account_id', 'day'])
      .execute();
  },
};

async function createSamples(db: AnySchema): Promise<void> {
  await db.schema
    .createTable('health_sample')
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('kind', 'text', required)
    .addColumn('key', 'text', required)
    .addColumn('day', 'text', required)
    .addColumn('told_for', 'text', required)
    .addColumn('start_at', 'bigint', required)
    .addColumn('end_at', 'bigint', required)
    .addColumn('source_name', 'text')
    .addColumn('stage', 'text')
    .addColumn('note', 'text')
    .addPrimaryKeyConstraint('health_sample_key', ['account_id', 'kind', 'key'])
    .addCheckConstraint('health_sample_order', sql`start_at < end_at`)
    .execute();
  await db.schema
    .createIndex('health_sample_time')
    .on('health_sample')
    .columns(['account_id', 'start_at'])
    .execute();
  await db.schema
    .createIndex('health_sample_day')
    .on('health_sample')
    .columns(['account_id', 'kind', 'told_for'])
    .execute();
}

async function createSessions(db: AnySchema): Promise<void> {
  await db.schema
    .createTable('health_session')
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('kind', 'text', required)
    .addColumn('start_at', 'bigint', required)
    .addColumn('end_at', 'bigint', required)
    .addColumn('note', 'text')
    .addColumn('change_ids', 'text', required)
    .addColumn('slice_ids', 'text', required)
    .addColumn('is_whole', 'integer', required)
    .addPrimaryKeyConstraint('health_session_key', ['account_id', 'start_at'])
    .addCheckConstraint('health_session_order', sql`start_at < end_at`)
    .execute();
}

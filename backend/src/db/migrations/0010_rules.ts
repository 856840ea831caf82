/** Rules between automations, and what they held back. */
import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const primary = (column: ColumnDefinitionBuilder) => column.primaryKey().notNull();
const ofAccount = (column: ColumnDefinitionBuilder) => column.notNull().references('account.id');

export const rulesMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('automation_rule')
      .addColumn('id', 'text', primary)
      .addColumn('account_id', 'text', ofAccount)
      .addColumn('name', 'text', required)
      .addColumn('folded_name', 'text', required)
      .addColumn('position', 'integer', required)
      .addColumn('mode', 'text', required)
      .addColumn('definition', 'text', required)
      .addColumn('created_at', 'bigint', required)
      .addColumn('updated_at', 'bigint', required)
      .addUniqueConstraint('automation_rule_name', ['account_id', 'folded_name'])
      .execute();
    await createHeldSignals(db);
  },
};

async function createHeldSignals(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('held_signal')
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('lane', 'text', required)
    .addColumn('at', 'bigint', required)
    .addColumn('dimension', 'text', required)
    .addColumn('is_trial', 'integer', required)
    .addColumn('doer', 'text', required)
    .addColumn('cause', 'text')
    .addColumn('category', 'text')
    .addColumn('rule', 'text', required)
    .addColumn('because', 'text', required)
    .addColumn('until_at', 'bigint')
    .addColumn('state', 'text', required)
    .addColumn('created_at', 'bigint', required)
    .addPrimaryKeyConstraint('held_signal_key', [
      ...(['account_id', 'lane', 'at', 'dimension', 'is_trial'] as const),
    ])
    .execute();
  await db.schema
    .createIndex('held_signal_at')
    .on('held_signal')
    .columns(['account_id', 'at'])
    .execute();
  await sql`create index held_signal_waiting on held_signal (account_id)
    where state = 'waiting'`.execute(db);
}

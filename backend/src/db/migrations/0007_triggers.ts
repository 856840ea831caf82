/** Tokens that expire and are revoked, triggers, the taps they were fired by, and signing keys. */
import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

type AnySchema = Kysely<unknown>;

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const primary = (column: ColumnDefinitionBuilder) => column.primaryKey().notNull();
const ofAccount = (column: ColumnDefinitionBuilder) => column.notNull().references('account.id');

export const triggersMigration: Migration = {
  async up(db: AnySchema) {
    await extendTokens(db);
    await createTriggers(db);
    await createFirings(db);
    await db.schema
      .createTable('signing_key')
      .addColumn('account_id', 'text', ofAccount)
      .addColumn('purpose', 'text', required)
      .addColumn('secret', 'text', required)
      .addColumn('created_at', 'bigint', required)
      .addPrimaryKeyConstraint('signing_key_key', ['account_id', 'purpose'])
      .execute();
  },
};

async function extendTokens(db: AnySchema): Promise<void> {
  await db.schema.alterTable('api_token').addColumn('expires_at', 'bigint').execute();
  await db.schema.alterTable('api_token').addColumn('last_used_at', 'bigint').execute();
  await db.schema.alterTable('api_token').addColumn('revoked_at', 'bigint').execute();
  await db.schema
    .alterTable('api_token')
    .addColumn('is_internal', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  // What Timery did is journalled under a token that opens nothing, from before there was a word.
  await sql`update api_token set is_internal = 1 where scope = 'none'`.execute(db);
}

async function createTriggers(db: AnySchema): Promise<void> {
  await db.schema
    .createTable('automation_trigger')
    .addColumn('id', 'text', primary)
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('name', 'text', required)
    .addColumn('folded_name', 'text', required)
    .addColumn('kind', 'text', required)
    .addColumn('definition', 'text', required)
    .addColumn('origin', 'text', required)
    .addColumn('tag_version', 'integer', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('updated_at', 'bigint', required)
    .addUniqueConstraint('automation_trigger_name', ['account_id', 'folded_name'])
    .execute();
}

/** A firing outlives its trigger: what it began still tells why. */
async function createFirings(db: AnySchema): Promise<void> {
  await db.schema
    .createTable('firing')
    .addColumn('id', 'text', primary)
    .addColumn('account_id', 'text', ofAccount)
    .addColumn('lane', 'text', required)
    .addColumn('fingerprint', 'text', required)
    .addColumn('at', 'bigint', required)
    .addColumn('action', 'text', required)
    .addColumn('reply', 'text', required)
    .addColumn('began', 'integer', required)
    .addColumn('change_id', 'text')
    .addColumn('created_at', 'bigint', required)
    .execute();
  await db.schema
    .createIndex('firing_lane')
    .on('firing')
    .columns(['account_id', 'lane', 'at'])
    .execute();
  await db.schema
    .createIndex('firing_age')
    .on('firing')
    .columns(['account_id', 'created_at'])
    .execute();
  await sql`create index firing_change on firing (change_id)
    where change_id is not null`.execute(db);
}

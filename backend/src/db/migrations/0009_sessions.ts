/**
 * Browsers that are signed in stand beside the other tokens, because the journal names what they
 * do in the same way; codes of sign-in links are no tokens, because they open nothing but that.
 */
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const sessionsMigration: Migration = {
  async up(db: Kysely<unknown>) {
    const tokens = () => db.schema.alterTable('api_token');
    await tokens()
      .addColumn('kind', 'text', (column) => column.notNull().defaultTo('secret'))
      .execute();
    await tokens()
      .addColumn('opened_by', 'text', (column) => column.references('api_token.id'))
      .execute();
    await sql`update api_token set kind = 'internal' where is_internal = 1`.execute(db);
    await tokens().dropColumn('is_internal').execute();
    await db.schema
      .createTable('sign_in_code')
      .addColumn('code_hash', 'text', (column) => column.primaryKey().notNull())
      .addColumn('account_id', 'text', (column) => column.notNull().references('account.id'))
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();
  },
};

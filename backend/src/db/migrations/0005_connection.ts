/**
 * Categories that were merged or deleted stay as rows, because the journal and slices of old name
 * them; tokens of Toggl are kept sealed; projects know whether they are private or were refused.
 */
import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A migration sees the database as it was, never as schema.ts says it is today. */
type AnySchema = Kysely<unknown>;

const flag = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(0);
const list = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo('[]');

export const connectionMigration: Migration = {
  async up(db: AnySchema) {
    await db.schema.alterTable('category').addColumn('is_gone', 'integer', flag).execute();
    await db.schema
      .alterTable('category')
      .addColumn('merged_into_id', 'text', (column) => column.references('category.id'))
      .execute();
    await db.schema.alterTable('toggl_project').addColumn('is_private', 'integer', flag).execute();
    await db.schema.alterTable('toggl_project').addColumn('refused_reason', 'text').execute();
    const connection = () => db.schema.alterTable('toggl_connection');
    await connection().addColumn('workspaces', 'text', list).execute();
    await connection().addColumn('projects_due_at', 'bigint').execute();
    await connection().addColumn('disconnected_at', 'bigint').execute();
    await db.schema
      .createTable('toggl_token')
      .addColumn('account_id', 'text', (column) =>
        column.primaryKey().notNull().references('account.id'),
      )
      .addColumn('sealed', 'text', (column) => column.notNull())
      .addColumn('workspace_id', 'bigint', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
  },
};

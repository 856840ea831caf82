/** The table `category`. Names are unique an account by their folded form, archived ones too. */
import type { Selectable } from 'kysely';
import { compiledQuery } from '../db/compiled.ts';
import type { CategoryTable } from '../db/schema.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';
import { flag } from './flag.ts';

export type Category = Readonly<{
  id: string;
  name: string;
  foldedName: string;
  color: string;
  icon: string | null;
  togglProjectId: number | null;
  /** A person decided about `togglProjectId`, null included: "none on purpose". */
  isTogglProjectChosen: boolean;
  isBillable: boolean;
  /** Made by a start with an unknown name, and not yet looked at by a person. */
  isNew: boolean;
  isArchived: boolean;
  sortOrder: number;
  createdAt: number;
  updatedAt: number;
}>;

export async function listCategories(
  connection: ReadConnection,
  accountId: string,
): Promise<Category[]> {
  const { rows } = await selectCategories(connection, { accountId });
  return rows.map(categoryFromRow);
}

const selectCategories = compiledQuery((connection, { accountId }: { accountId: string }) =>
  ofAccount(connection, accountId).orderBy('sort_order').orderBy('folded_name'),
);

export async function findCategory(
  connection: ReadConnection,
  accountId: string,
  categoryId: string,
): Promise<Category | null> {
  const row = await ofAccount(connection, accountId)
    .where('id', '=', categoryId)
    .executeTakeFirst();
  return row ? categoryFromRow(row) : null;
}

export async function findCategoryByFoldedName(
  connection: ReadConnection,
  accountId: string,
  foldedName: string,
): Promise<Category | null> {
  const { rows } = await selectByFoldedName(connection, { accountId, foldedName });
  const [row] = rows;
  return row ? categoryFromRow(row) : null;
}

type FoldedName = Readonly<{ accountId: string; foldedName: string }>;

const selectByFoldedName = compiledQuery((connection, { accountId, foldedName }: FoldedName) =>
  ofAccount(connection, accountId).where('folded_name', '=', foldedName),
);

/** One query each: they are few, mostly one, and a list of any length cannot be compiled once. */
export async function findCategoryNames(
  connection: ReadConnection,
  accountId: string,
  categoryIds: readonly string[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const id of new Set(categoryIds)) {
    const { rows } = await selectName(connection, { accountId, id });
    for (const { name } of rows) names.set(id, name);
  }
  return names;
}

const selectName = compiledQuery(
  (connection, { accountId, id }: Readonly<{ accountId: string; id: string }>) =>
    connection
      .selectFrom('category')
      .select('name')
      .where('account_id', '=', accountId)
      .where('id', '=', id),
);

export async function nextSortOrder(
  connection: ReadConnection,
  accountId: string,
): Promise<number> {
  const { last } = await connection
    .selectFrom('category')
    .select((row) => row.fn.max('sort_order').as('last'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return last === null ? 0 : last + 1;
}

export async function insertCategory(
  tx: WriteTransaction,
  accountId: string,
  category: Category,
): Promise<void> {
  await tx
    .insertInto('category')
    .values({
      id: category.id,
      account_id: accountId,
      created_at: category.createdAt,
      ...editableColumns(category),
    })
    .execute();
}

export async function updateCategory(
  tx: WriteTransaction,
  accountId: string,
  category: Category,
): Promise<void> {
  await tx
    .updateTable('category')
    .set(editableColumns(category))
    .where('account_id', '=', accountId)
    .where('id', '=', category.id)
    .execute();
}

function ofAccount(connection: ReadConnection, accountId: string) {
  return connection.selectFrom('category').selectAll().where('account_id', '=', accountId);
}

function editableColumns(category: Category) {
  return {
    name: category.name,
    folded_name: category.foldedName,
    color: category.color,
    icon: category.icon,
    toggl_project_id: category.togglProjectId,
    toggl_project_is_chosen: flag(category.isTogglProjectChosen),
    is_billable: flag(category.isBillable),
    is_new: flag(category.isNew),
    is_archived: flag(category.isArchived),
    sort_order: category.sortOrder,
    updated_at: category.updatedAt,
  };
}

function categoryFromRow(row: Selectable<CategoryTable>): Category {
  return {
    id: row.id,
    name: row.name,
    foldedName: row.folded_name,
    color: row.color,
    icon: row.icon,
    togglProjectId: row.toggl_project_id,
    isTogglProjectChosen: row.toggl_project_is_chosen === 1,
    isBillable: row.is_billable === 1,
    isNew: row.is_new === 1,
    isArchived: row.is_archived === 1,
    sortOrder: row.sort_order,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

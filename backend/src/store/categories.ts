/**
 * The table `category`. Names are unique an account by their folded form, archived ones too.
 *
 * One that was merged or deleted stays as a row, gone: slices of the journal name it, and undoing
 * brings it back. The name of a merged one leads to the category it went into, until somebody
 * gives that name to another.
 */
import { type Expression, type Selectable, sql } from 'kysely';
import { compiledQuery } from '../db/compiled.ts';
import { flag } from '../db/flag.ts';
import type { CategoryTable } from '../db/schema.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

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
  /** The most that is expected of a slice of it; null where nobody said. */
  maxMinutes: number | null;
  createdAt: number;
  updatedAt: number;
  /** Merged or deleted. */
  isGone: boolean;
  mergedIntoId: string | null;
}>;

export async function listCategories(
  connection: ReadConnection,
  accountId: string,
): Promise<Category[]> {
  const all = await listAllCategories(connection, accountId);
  return all.filter(({ isGone }) => !isGone);
}

/** Those that are gone too. */
export async function listAllCategories(
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
  const category = await findAnyCategory(connection, accountId, categoryId);
  return category?.isGone === true ? null : category;
}

export async function findAnyCategory(
  connection: ReadConnection,
  accountId: string,
  categoryId: string,
): Promise<Category | null> {
  const row = await ofAccount(connection, accountId)
    .where('id', '=', categoryId)
    .executeTakeFirst();
  return row ? categoryFromRow(row) : null;
}

/** The one a start by this name means. */
export async function findCategoryByFoldedName(
  connection: ReadConnection,
  accountId: string,
  foldedName: string,
): Promise<Category | null> {
  const { rows } = await selectByFoldedName(connection, { accountId, foldedName });
  const [row] = rows;
  if (row === undefined) return null;
  if (row.is_gone === 0) return categoryFromRow(row);
  const intoId = row.merged_into_id;
  return intoId === null ? null : findCategory(connection, accountId, intoId);
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

/** Gives up a name that only a category which is gone still holds. */
export async function releaseName(
  tx: WriteTransaction,
  accountId: string,
  foldedName: string,
): Promise<void> {
  await tx
    .updateTable('category')
    .set((row) => ({ folded_name: retiredName(row.ref('id')) }))
    .where('account_id', '=', accountId)
    .where('folded_name', '=', foldedName)
    .where('is_gone', '=', 1)
    .execute();
}

/** No folded name begins with a blank, so no name that is sent ever meets it. */
function retiredName(id: Expression<string>) {
  return sql<string>`' gone ' || ${id}`;
}

/** What was merged into the one that goes now follows it. */
export async function markMerged(
  tx: WriteTransaction,
  accountId: string,
  { categoryId, intoId, now }: Readonly<{ categoryId: string; intoId: string; now: number }>,
): Promise<void> {
  await tx
    .updateTable('category')
    .set({ is_gone: 1, merged_into_id: intoId, updated_at: now })
    .where('account_id', '=', accountId)
    .where((row) => row.or([row('id', '=', categoryId), row('merged_into_id', '=', categoryId)]))
    .execute();
}

export async function markDeleted(
  tx: WriteTransaction,
  accountId: string,
  { categoryId, now }: Readonly<{ categoryId: string; now: number }>,
): Promise<void> {
  await tx
    .updateTable('category')
    .set((row) => ({ is_gone: 1, folded_name: retiredName(row.ref('id')), updated_at: now }))
    .where('account_id', '=', accountId)
    .where((row) => row.or([row('id', '=', categoryId), row('merged_into_id', '=', categoryId)]))
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
    max_minutes: category.maxMinutes,
    updated_at: category.updatedAt,
    is_gone: flag(category.isGone),
    merged_into_id: category.mergedIntoId,
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
    maxMinutes: row.max_minutes,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    isGone: row.is_gone === 1,
    mergedIntoId: row.merged_into_id,
  };
}

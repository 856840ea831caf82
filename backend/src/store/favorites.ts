/** The table `favorite`: saved timers, in the order a person gave them. */
import type { Selectable } from 'kysely';
import type { FavoriteTable } from '../db/taskSchema.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

export type Favorite = Readonly<{
  id: string;
  name: string;
  icon: string | null;
  categoryId: string;
  taskId: string | null;
  /** The category of WORK_MODE that starts with it. */
  workModeId: string | null;
  /** Of the slice that it starts. */
  note: string | null;
  sortOrder: number;
  createdAt: number;
  updatedAt: number;
}>;

export async function listFavorites(
  connection: ReadConnection,
  accountId: string,
): Promise<Favorite[]> {
  const rows = await ofAccount(connection, accountId)
    .orderBy('sort_order')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(favoriteFromRow);
}

export async function findFavorite(
  connection: ReadConnection,
  accountId: string,
  favoriteId: string,
): Promise<Favorite | null> {
  const row = await ofAccount(connection, accountId)
    .where('id', '=', favoriteId)
    .executeTakeFirst();
  return row === undefined ? null : favoriteFromRow(row);
}

export async function nextFavoriteOrder(
  connection: ReadConnection,
  accountId: string,
): Promise<number> {
  const { last } = await connection
    .selectFrom('favorite')
    .select((row) => row.fn.max('sort_order').as('last'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return last === null ? 0 : last + 1;
}

export async function insertFavorite(
  tx: WriteTransaction,
  accountId: string,
  favorite: Favorite,
): Promise<void> {
  await tx
    .insertInto('favorite')
    .values({ id: favorite.id, account_id: accountId, ...editableColumns(favorite) })
    .execute();
}

export async function updateFavorite(
  tx: WriteTransaction,
  accountId: string,
  favorite: Favorite,
): Promise<void> {
  await tx
    .updateTable('favorite')
    .set(editableColumns(favorite))
    .where('account_id', '=', accountId)
    .where('id', '=', favorite.id)
    .execute();
}

export async function deleteFavorite(
  tx: WriteTransaction,
  accountId: string,
  favoriteId: string,
): Promise<void> {
  await tx
    .deleteFrom('favorite')
    .where('account_id', '=', accountId)
    .where('id', '=', favoriteId)
    .execute();
}

function ofAccount(connection: ReadConnection, accountId: string) {
  return connection.selectFrom('favorite').selectAll().where('account_id', '=', accountId);
}

function editableColumns(favorite: Favorite) {
  return {
    name: favorite.name,
    icon: favorite.icon,
    category_id: favorite.categoryId,
    task_id: favorite.taskId,
    work_mode_id: favorite.workModeId,
    note: favorite.note,
    sort_order: favorite.sortOrder,
    created_at: favorite.createdAt,
    updated_at: favorite.updatedAt,
  };
}

function favoriteFromRow(row: Selectable<FavoriteTable>): Favorite {
  return {
    id: row.id,
    name: row.name,
    icon: row.icon,
    categoryId: row.category_id,
    taskId: row.task_id,
    workModeId: row.work_mode_id,
    note: row.note,
    sortOrder: row.sort_order,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export async function countFavoritesOfCategory(
  connection: ReadConnection,
  accountId: string,
  categoryId: string,
): Promise<number> {
  const favorites = await listFavorites(connection, accountId);
  return favorites.filter((favorite) =>
    [favorite.categoryId, favorite.workModeId].includes(categoryId),
  ).length;
}

export async function moveFavoritesToCategory(
  tx: WriteTransaction,
  accountId: string,
  { fromId, intoId }: Readonly<{ fromId: string; intoId: string }>,
): Promise<void> {
  for (const column of ['category_id', 'work_mode_id'] as const) {
    await tx
      .updateTable('favorite')
      .set({ [column]: intoId })
      .where('account_id', '=', accountId)
      .where(column, '=', fromId)
      .execute();
  }
}

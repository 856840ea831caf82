/** Rows of toggl_refresh: categories whose past entries are to follow them. */
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

type TogglRefresh = Readonly<{ categoryId: string; afterSliceId: string }>;

export async function listTogglRefreshes(
  db: ReadConnection,
  accountId: string,
): Promise<readonly TogglRefresh[]> {
  return db
    .selectFrom('toggl_refresh')
    .select(['category_id as categoryId', 'after_slice_id as afterSliceId'])
    .where('account_id', '=', accountId)
    .orderBy('requested_at')
    .execute();
}

/** Asked for again, it begins again: what was renamed twice is wanted in its last version. */
export async function requestTogglRefresh(
  tx: WriteTransaction,
  accountId: string,
  { categoryId, now }: Readonly<{ categoryId: string; now: number }>,
): Promise<void> {
  const changes = { after_slice_id: '', requested_at: now };
  await tx
    .insertInto('toggl_refresh')
    .values({ account_id: accountId, category_id: categoryId, ...changes })
    .onConflict((conflict) => conflict.columns(['account_id', 'category_id']).doUpdateSet(changes))
    .execute();
}

export async function moveTogglRefresh(
  tx: WriteTransaction,
  accountId: string,
  { categoryId, afterSliceId }: TogglRefresh,
): Promise<void> {
  await tx
    .updateTable('toggl_refresh')
    .set({ after_slice_id: afterSliceId })
    .where('account_id', '=', accountId)
    .where('category_id', '=', categoryId)
    .execute();
}

export async function removeTogglRefresh(
  tx: WriteTransaction,
  accountId: string,
  categoryId: string,
): Promise<void> {
  await tx
    .deleteFrom('toggl_refresh')
    .where('account_id', '=', accountId)
    .where('category_id', '=', categoryId)
    .execute();
}

/** Reads of WORK_MODE slices beside others: the projection makes tags of them. */
import type { ReadConnection } from '../db/transaction.ts';

export type ModeRow = Readonly<{
  /** The category's name. */
  name: string;
  startAt: number;
  endAt: number | null;
  updatedAt: number;
}>;

/**
 * Every mode that ran at or after an instant, the running one too.
 *
 *   modes   [==)  [=====)  [==)  [=== runs
 *   from             |
 *   read          [=====)  [==)  [=== runs
 */
export async function listModesSince(
  db: ReadConnection,
  accountId: string,
  startAt: number,
): Promise<readonly ModeRow[]> {
  const modes = () =>
    db
      .selectFrom('slice')
      .innerJoin('category', 'category.id', 'slice.category_id')
      .select([
        'category.name as name',
        'slice.start_at as startAt',
        'slice.end_at as endAt',
        'slice.updated_at as updatedAt',
      ])
      .where('slice.account_id', '=', accountId)
      .where('slice.dimension', '=', 'WORK_MODE');
  const later = await modes().where('slice.start_at', '>=', startAt).execute();
  const previous = await modes()
    .where('slice.start_at', '<', startAt)
    .orderBy('slice.start_at', 'desc')
    .limit(1)
    .execute();
  return [...previous, ...later];
}

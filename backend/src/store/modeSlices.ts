/** Reads of WORK_MODE slices beside others: the projection makes tags of them. */
import { sql } from 'kysely';
import type { ReadConnection } from '../db/transaction.ts';

export type ModeRow = Readonly<{
  /** The category's name. */
  name: string;
  startAt: number;
  endAt: number | null;
  updatedAt: number;
}>;

/**
 * Every mode that ran at or after an instant, and started no later than another; null for no end.
 *
 *   modes   [==)  [=====)  [==)   [=== runs
 *   range            |────────|
 *   read          [=====)  [==)
 *
 * Imported history holds no modes, and with it left out the index of timelines serves both reads.
 */
export async function listModesBeside(
  db: ReadConnection,
  accountId: string,
  { startAt, endAt }: Readonly<{ startAt: number; endAt: number | null }>,
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
      .where('slice.dimension', '=', 'WORK_MODE')
      .where('slice.source', '<>', sql.lit('TIMERY'));
  const later = modes().where('slice.start_at', '>=', startAt);
  const within = endAt === null ? later : later.where('slice.start_at', '<=', endAt);
  const previous = await modes()
    .where('slice.start_at', '<', startAt)
    .orderBy('slice.start_at', 'desc')
    .limit(1)
    .execute();
  return [...previous, ...(await within.execute())];
}

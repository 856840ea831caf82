/** The slices of one category: only read, slices.ts writes them. */
import { sql } from 'kysely';
import type { Dimension, Slice } from '../../../core/engine/slice.ts';
import type { ReadConnection } from '../db/transaction.ts';
import { sliceFromRow } from './slices.ts';

type CategorySlices = Readonly<{ slices: number; lockedSlices: number }>;

/** Reads all slices of the account: for what a person asks for now and then. */
export async function countCategorySlices(
  connection: ReadConnection,
  accountId: string,
  categoryId: string,
): Promise<CategorySlices> {
  const row = await connection
    .selectFrom('slice')
    .select(({ fn }) => [
      fn.countAll<number>().as('slices'),
      fn.sum<number | null>('is_locked').as('locked'),
    ])
    .where('account_id', '=', accountId)
    .where('category_id', '=', categoryId)
    .executeTakeFirstOrThrow();
  return { slices: Number(row.slices), lockedSlices: Number(row.locked ?? 0) };
}

/** Of all dimensions and sources, newest first; at most so many that start no later than this. */
export async function listCategorySlices(
  connection: ReadConnection,
  accountId: string,
  page: Readonly<{ categoryId: string; untilAt: number; most: number }>,
): Promise<Slice[]> {
  const rows = await connection
    .selectFrom('slice')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('category_id', '=', page.categoryId)
    .where('start_at', '<=', page.untilAt)
    .orderBy('start_at', 'desc')
    .limit(page.most)
    .execute();
  return rows.map(sliceFromRow);
}

type CategoryUse = Readonly<{
  categoryId: string;
  dimension: Dimension;
  trackedMs: number;
  lastStartAt: number;
}>;

/** What of each category was tracked in each dimension. Reads all slices, as the count above. */
export async function sumCategoryUse(
  connection: ReadConnection,
  accountId: string,
  now: number,
): Promise<readonly CategoryUse[]> {
  const rows = await connection
    .selectFrom('slice')
    .select(({ fn }) => [
      'category_id as categoryId',
      'dimension',
      sql<number>`sum(coalesce(end_at, ${now}) - start_at)`.as('trackedMs'),
      fn.max('start_at').as('lastStartAt'),
    ])
    .where('account_id', '=', accountId)
    .groupBy(['category_id', 'dimension'])
    .execute();
  return rows.map((row) => ({
    categoryId: row.categoryId,
    dimension: row.dimension as Dimension,
    trackedMs: Number(row.trackedMs),
    lastStartAt: Number(row.lastStartAt),
  }));
}

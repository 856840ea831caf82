/**
 * One dimension of an account as the rules look at it: the window around a command, what runs,
 * what ran before. Imported history is no part of it (importedSlices.ts). Only reads; slices.ts
 * writes.
 */
import { sql } from 'kysely';
import type { Dimension, Slice } from '../../../core/engine/slice.ts';
import type { Timeline } from '../../../core/engine/timeline.ts';
import type { Range } from '../../../core/time/range.ts';
import { compiledQuery } from '../db/compiled.ts';
import type { ReadConnection } from '../db/transaction.ts';
import { sliceFromRow } from './slices.ts';

export type Line = Readonly<{ accountId: string; dimension: Dimension }>;

/**
 * What a rule has to see around a command (core/engine/window.ts): the slice that reaches into
 * the window, those that start in it, the next one after it, and the running one.
 *
 *     slices  [==) [====)   [==)  [====) [==)  [=== runs
 *     window          [=============)
 *     read         [====)   [==)  [====) [==)  [=== runs
 */
export async function readTimeline(
  connection: ReadConnection,
  line: Line,
  window: Range,
): Promise<Timeline> {
  const near = await readNear(connection, line, window);
  // What runs comes last of all, so it is missing only where the window ends before it.
  if (near.some((slice) => slice.endAt === null)) return near;
  const open = await findOpenSlice(connection, line);
  return open === null ? near : [...near, open];
}

/**
 * What lies in the window or beside it. Most commands are live: the newest slice starts before
 * them and so is all there is, for half the price of looking to both sides. Unless an empty slice
 * starts where it does: then both count.
 */
async function readNear(connection: ReadConnection, line: Line, window: Range): Promise<Slice[]> {
  const { rows: newestTwo } = await selectNewestTwo(connection, line);
  const [last, beforeLast] = newestTwo;
  if (last === undefined) return [];
  if (last.start_at < window.startAt && beforeLast?.start_at !== last.start_at) {
    return [sliceFromRow(last)];
  }
  const { rows } = await selectTimeline(connection, { ...line, ...window });
  return rows.map(sliceFromRow);
}

const selectNewestTwo = compiledQuery((connection, line: Line) =>
  ours(connection, line).selectAll().orderBy('start_at', 'desc').limit(sql.lit(2)),
);

const selectTimeline = compiledQuery((connection, values: Line & Range) => {
  const { startAt, endAt } = values;
  const starts = ours(connection, values).select('start_at').limit(1);
  const previousStart = starts.where('start_at', '<', startAt).orderBy('start_at', 'desc');
  const nextStart = starts.where('start_at', '>=', endAt).orderBy('start_at');
  return ours(connection, values)
    .selectAll()
    .where('start_at', '>=', (row) => row.fn.coalesce(previousStart, sql.val(startAt)))
    .where('start_at', '<=', (row) => row.fn.coalesce(nextStart, sql.val(endAt)))
    .orderBy('start_at');
});

export async function findOpenSlice(connection: ReadConnection, line: Line): Promise<Slice | null> {
  const { rows } = await selectOpen(connection, line);
  const [row] = rows;
  return row ? sliceFromRow(row) : null;
}

const selectOpen = compiledQuery((connection, { accountId, dimension }: Line) =>
  connection
    .selectFrom('slice')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('dimension', '=', dimension)
    .where('end_at', 'is', null),
);

/** When the latest stop of a dimension was: closed slices never overlap, so the last one's end. */
export async function findLastStopAt(
  connection: ReadConnection,
  line: Line,
  untilAt: number = Number.MAX_SAFE_INTEGER,
): Promise<number | null> {
  const row = await ours(connection, line)
    .select('end_at')
    .where('end_at', '<=', untilAt)
    .orderBy('start_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.end_at ?? null;
}

/** Those that began by an instant, newest first: what a tap can go back to. */
export async function listBegunBy(
  connection: ReadConnection,
  line: Line,
  { at, most }: Readonly<{ at: number; most: number }>,
): Promise<Timeline> {
  const { rows } = await selectBegunBy(connection, { ...line, at, most });
  return rows.map(sliceFromRow);
}

const selectBegunBy = compiledQuery(
  (connection, values: Line & Readonly<{ at: number; most: number }>) =>
    ours(connection, values)
      .selectAll()
      .where('start_at', '<=', values.at)
      .orderBy('start_at', 'desc')
      .limit(values.most),
);

/** Where the last slice before an instant starts: no earlier one of ours reaches over it. */
export async function findStartBefore(
  connection: ReadConnection,
  line: Line,
  at: number,
): Promise<number | null> {
  const row = await ours(connection, line)
    .select('start_at')
    .where('start_at', '<', at)
    .orderBy('start_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.start_at ?? null;
}

/** What PRIMARY recorded of a task, imported history aside, by start. */
export async function listSlicesOfTask(
  connection: ReadConnection,
  accountId: string,
  taskId: string,
): Promise<Slice[]> {
  const rows = await ours(connection, { accountId, dimension: 'PRIMARY' })
    .selectAll()
    .where('linked_task_id', '=', taskId)
    .orderBy('start_at')
    .execute();
  return rows.map(sliceFromRow);
}

/** Ours in one dimension. The source is a literal: with a parameter no partial index is used. */
function ours(connection: ReadConnection, { accountId, dimension }: Line) {
  return connection
    .selectFrom('slice')
    .where('account_id', '=', accountId)
    .where('dimension', '=', dimension)
    .where('source', '<>', sql.lit('TIMERY'));
}

/**
 * The table `slice`: what was tracked, and the windows of it that the rules look at. Written by
 * applying changes alone, so that whatever is written can be journalled and undone.
 */
import { type Selectable, sql } from 'kysely';
import type { Dimension, Slice, SliceChange, Source } from '../../../core/engine/slice.ts';
import type { Timeline } from '../../../core/engine/timeline.ts';
import { invariant, unreachable } from '../../../core/invariant.ts';
import type { Range } from '../../../core/time/range.ts';
import type { SliceTable } from '../db/schema.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';
import { flag } from './flag.ts';

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
  const starts = ours(connection, line).select('start_at').limit(1);
  const previousStart = starts.where('start_at', '<', window.startAt).orderBy('start_at', 'desc');
  const nextStart = starts.where('start_at', '>=', window.endAt).orderBy('start_at');
  const rows = await ours(connection, line)
    .selectAll()
    .where('start_at', '>=', (row) => row.fn.coalesce(previousStart, sql.val(window.startAt)))
    .where('start_at', '<=', (row) => row.fn.coalesce(nextStart, sql.val(window.endAt)))
    .orderBy('start_at')
    .execute();
  const near = rows.map(sliceFromRow);
  // What runs comes last of all, so it is missing only where the window ends before it.
  if (near.some((slice) => slice.endAt === null)) return near;
  const open = await findOpenSlice(connection, line);
  return open === null ? near : [...near, open];
}

export async function findOpenSlice(
  connection: ReadConnection,
  { accountId, dimension }: Line,
): Promise<Slice | null> {
  const row = await connection
    .selectFrom('slice')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('dimension', '=', dimension)
    .where('end_at', 'is', null)
    .executeTakeFirst();
  return row ? sliceFromRow(row) : null;
}

/** When the latest stop of a dimension was: closed slices never overlap, so the last one's end. */
export async function findLastStopAt(
  connection: ReadConnection,
  line: Line,
): Promise<number | null> {
  const row = await ours(connection, line)
    .select('end_at')
    .where('end_at', 'is not', null)
    .orderBy('start_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.end_at ?? null;
}

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

export async function findSlices(
  connection: ReadConnection,
  accountId: string,
  sliceIds: readonly string[],
): Promise<Slice[]> {
  if (sliceIds.length === 0) return [];
  const rows = await connection
    .selectFrom('slice')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', 'in', sliceIds)
    .orderBy('start_at')
    .execute();
  return rows.map(sliceFromRow);
}

/** Writes the changes in the order the rule gave them: no unique index is broken on the way. */
export async function applyChanges(
  tx: WriteTransaction,
  accountId: string,
  changes: readonly SliceChange[],
): Promise<void> {
  for (const change of changes) await applyChange(tx, accountId, change);
}

async function applyChange(
  tx: WriteTransaction,
  accountId: string,
  change: SliceChange,
): Promise<void> {
  switch (change.kind) {
    case 'insert':
      await tx.insertInto('slice').values(rowFromSlice(accountId, change.after)).execute();
      return;
    case 'update': {
      const { id, account_id: _, ...columns } = rowFromSlice(accountId, change.after);
      const written = await tx
        .updateTable('slice')
        .set(columns)
        .where('account_id', '=', accountId)
        .where('id', '=', id)
        .executeTakeFirst();
      return expectOne(written.numUpdatedRows, id);
    }
    case 'delete': {
      const { id } = change.before;
      const written = await tx
        .deleteFrom('slice')
        .where('account_id', '=', accountId)
        .where('id', '=', id)
        .executeTakeFirst();
      return expectOne(written.numDeletedRows, id);
    }
    default:
      unreachable(change);
  }
}

function expectOne(rowCount: bigint, sliceId: string): void {
  invariant(rowCount === 1n, `slice ${sliceId} is still there when it is written`);
}

/** Ours in one dimension. The source is a literal: with a parameter no partial index is used. */
function ours(connection: ReadConnection, { accountId, dimension }: Line) {
  return connection
    .selectFrom('slice')
    .where('account_id', '=', accountId)
    .where('dimension', '=', dimension)
    .where('source', '<>', sql.lit('TIMERY'));
}

function rowFromSlice(accountId: string, slice: Slice): Selectable<SliceTable> {
  return {
    id: slice.id,
    account_id: accountId,
    dimension: slice.dimension,
    category_id: slice.categoryId,
    start_at: slice.startAt,
    end_at: slice.endAt,
    source: slice.source,
    is_locked: flag(slice.isLocked),
    linked_task_id: slice.linkedTaskId,
    note: slice.note,
    origin_entry_id: slice.originEntryId,
    created_at: slice.createdAt,
    updated_at: slice.updatedAt,
  };
}

/** The texts come from `applyChanges`, so they are the members of the unions. */
export function sliceFromRow(row: Selectable<SliceTable>): Slice {
  return {
    id: row.id,
    dimension: row.dimension as Dimension,
    categoryId: row.category_id,
    startAt: row.start_at,
    endAt: row.end_at,
    source: row.source as Source,
    isLocked: row.is_locked === 1,
    linkedTaskId: row.linked_task_id,
    note: row.note,
    originEntryId: row.origin_entry_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

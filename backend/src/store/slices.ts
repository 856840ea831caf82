/**
 * The table `slice`: what was tracked, and the windows of it that the rules look at. Written by
 * applying changes alone, so that whatever is written can be journalled and undone.
 */
import { type QueryResult, type Selectable, sql } from 'kysely';
import { saysTheSame } from '../../../core/engine/changes.ts';
import type { Dimension, Slice, SliceChange, Source } from '../../../core/engine/slice.ts';
import type { Timeline } from '../../../core/engine/timeline.ts';
import { invariant, unreachable } from '../../../core/invariant.ts';
import type { Range } from '../../../core/time/range.ts';
import { compiledQuery } from '../db/compiled.ts';
import { flag } from '../db/flag.ts';
import type { SliceTable } from '../db/schema.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

type Line = Readonly<{ accountId: string; dimension: Dimension }>;

/** Well below the parameters one statement may carry on either database. */
const idsPerQuery = 500;

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

/** The last slices of a dimension to start, newest first; what runs is the first. */
export async function listNewest(
  connection: ReadConnection,
  line: Line,
  limit: number,
): Promise<Slice[]> {
  const rows = await ours(connection, line)
    .selectAll()
    .orderBy('start_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(sliceFromRow);
}

/** Toggl takes no longer entry (docs/toggl-notes.md), so no imported slice reaches further. */
export const longestImportMs = 999 * 3_600_000;

/** Toggl's own history in a range. */
export async function listImported(
  connection: ReadConnection,
  { accountId, dimension }: Line,
  range: Range,
): Promise<Slice[]> {
  const rows = await connection
    .selectFrom('slice')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('dimension', '=', dimension)
    .where('source', '=', sql.lit('TIMERY'))
    .where('start_at', '>=', range.startAt - longestImportMs)
    .where('start_at', '<', range.endAt)
    .where('end_at', '>', range.startAt)
    .execute();
  return rows.map(sliceFromRow);
}

/** The same, of what starts in a range: the many rows of a file ask for a second each. */
export async function listImportedFrom(
  connection: ReadConnection,
  line: Line,
  range: Range,
): Promise<Slice[]> {
  const { rows } = await selectImportedFrom(connection, { ...line, ...range });
  return rows.map(sliceFromRow);
}

const selectImportedFrom = compiledQuery((connection, values: Line & Range) =>
  connection
    .selectFrom('slice')
    .selectAll()
    .where('account_id', '=', values.accountId)
    .where('dimension', '=', values.dimension)
    .where('source', '=', sql.lit('TIMERY'))
    .where('start_at', '>=', values.startAt)
    .where('start_at', '<', values.endAt),
);

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

/**
 * By start. After a long time offline the projection asks for as many as there are. They are asked
 * for by id alone: with the account in the query SQLite reads through all slices of the account
 * from three ids on, half a second for a million.
 */
export async function findSlices(
  connection: ReadConnection,
  accountId: string,
  sliceIds: readonly string[],
): Promise<Slice[]> {
  const slices: Slice[] = [];
  for (let start = 0; start < sliceIds.length; start += idsPerQuery) {
    const rows = await connection
      .selectFrom('slice')
      .selectAll()
      .where('id', 'in', sliceIds.slice(start, start + idsPerQuery))
      .execute();
    slices.push(...rows.filter((row) => row.account_id === accountId).map(sliceFromRow));
  }
  return slices.sort((a, b) => a.startAt - b.startAt);
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
      await insertRow(tx, rowFromSlice(accountId, change.after));
      return;
    case 'update': {
      const update = isMovedEnd(change) ? updateEnd : updateRow;
      return expectOne(await update(tx, rowFromSlice(accountId, change.after)), change.after);
    }
    case 'delete':
      return expectOne(await deleteRow(tx, rowFromSlice(accountId, change.before)), change.before);
    default:
      unreachable(change);
  }
}

function expectOne({ numAffectedRows }: QueryResult<unknown>, { id }: Slice): void {
  invariant(numAffectedRows === 1n, `slice ${id} is still there when it is written`);
}

type Row = Selectable<SliceTable>;

const insertRow = compiledQuery((connection, row: Row) =>
  connection
    .insertInto('slice')
    .values({ id: row.id, account_id: row.account_id, ...editableColumns(row) }),
);

const updateRow = compiledQuery((connection, row: Row) =>
  connection
    .updateTable('slice')
    .set(editableColumns(row))
    .where('account_id', '=', row.account_id)
    .where('id', '=', row.id),
);

/** What every switch and stop does: it leaves all indexes but one alone. */
const updateEnd = compiledQuery((connection, row: Row) =>
  connection
    .updateTable('slice')
    .set({ end_at: row.end_at, updated_at: row.updated_at })
    .where('account_id', '=', row.account_id)
    .where('id', '=', row.id),
);

const deleteRow = compiledQuery((connection, row: Row) =>
  connection.deleteFrom('slice').where('account_id', '=', row.account_id).where('id', '=', row.id),
);

function isMovedEnd({ before, after }: Extract<SliceChange, { kind: 'update' }>): boolean {
  return saysTheSame({ ...before, endAt: after.endAt }, after);
}

function editableColumns(row: Row) {
  return {
    dimension: row.dimension,
    category_id: row.category_id,
    start_at: row.start_at,
    end_at: row.end_at,
    source: row.source,
    is_locked: row.is_locked,
    linked_task_id: row.linked_task_id,
    note: row.note,
    origin_entry_id: row.origin_entry_id,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

/** Ours in one dimension. The source is a literal: with a parameter no partial index is used. */
function ours(connection: ReadConnection, { accountId, dimension }: Line) {
  return connection
    .selectFrom('slice')
    .where('account_id', '=', accountId)
    .where('dimension', '=', dimension)
    .where('source', '<>', sql.lit('TIMERY'));
}

function rowFromSlice(accountId: string, slice: Slice): Row {
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
export function sliceFromRow(row: Row): Slice {
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

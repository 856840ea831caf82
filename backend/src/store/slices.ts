/**
 * The table `slice`: what was tracked. Written by applying changes alone, so that whatever is
 * written can be journalled and undone. What rules read of it is in timeline.ts.
 */
import type { QueryResult, Selectable } from 'kysely';
import { saysTheSame } from '../../../core/engine/changes.ts';
import type { Dimension, Slice, SliceChange, Source } from '../../../core/engine/slice.ts';
import { invariant, unreachable } from '../../../core/invariant.ts';
import { compiledQuery } from '../db/compiled.ts';
import { flag } from '../db/flag.ts';
import type { SliceTable } from '../db/schema.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

/** Well below the parameters one statement may carry on either database. */
const idsPerQuery = 500;

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

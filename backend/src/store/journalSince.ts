/**
 * What changed after a revision: how the projection and the kept days of reports learn what they
 * have to look at again. Only reads; journal.ts writes.
 */
import type { SliceChange } from '../../../core/engine/slice.ts';
import { compiledQuery } from '../db/compiled.ts';
import type { ReadConnection } from '../db/transaction.ts';
import { readSlice, sliceChangeFrom } from './journal.ts';
import { commandsBehindUndos } from './journalUndos.ts';

/**
 * Ids of the slices that changed after a revision, deleted ones too. Found through `change`, whose
 * revisions are indexed anyway: a second index would cost every command and serve this alone.
 */
export async function listTouchedSliceIds(
  connection: ReadConnection,
  accountId: string,
  sinceRevision: number,
): Promise<string[]> {
  const rows = await connection
    .selectFrom('change')
    .innerJoin('slice_change', 'slice_change.change_id', 'change.id')
    .select('slice_change.slice_id')
    .distinct()
    .where('change.account_id', '=', accountId)
    .where('change.revision', '>', sinceRevision)
    .execute();
  return rows.map((row) => row.slice_id);
}

type Touched = Readonly<{
  sliceIds: readonly string[];
  /** Of them, those that nothing but merges of categories, or undoing those, touched. */
  mergedIds: ReadonlySet<string>;
  untilRevision: number | null;
}>;

/**
 * The slices that the oldest changes after a revision touched, in whole revisions, and about so
 * many of them; with the last of those revisions, or null where nothing follows.
 */
export async function readTouchedSlices(
  connection: ReadConnection,
  accountId: string,
  { sinceRevision, most }: Readonly<{ sinceRevision: number; most: number }>,
): Promise<Touched> {
  const touched = () =>
    connection
      .selectFrom('change')
      .innerJoin('slice_change', 'slice_change.change_id', 'change.id')
      .select(['change.id', 'change.revision', 'slice_change.slice_id', 'change.command'])
      .where('change.account_id', '=', accountId);
  const rows = await touched()
    .where('change.revision', '>', sinceRevision)
    .orderBy('change.revision')
    .limit(most)
    .execute();
  const last = rows.at(-1)?.revision ?? sinceRevision;
  if (rows.length < most) return { ...(await touchedBy(connection, rows)), untilRevision: null };
  const whole = rows.filter(({ revision }) => revision < last);
  if (whole.length > 0) return { ...(await touchedBy(connection, whole)), untilRevision: last - 1 };
  const wide = await touched().where('change.revision', '=', last).execute();
  return { ...(await touchedBy(connection, wide)), untilRevision: last };
}

type TouchedRow = Readonly<{ id: string; slice_id: string; command: string }>;

async function touchedBy(
  connection: ReadConnection,
  rows: readonly TouchedRow[],
): Promise<Omit<Touched, 'untilRevision'>> {
  const undoIds = rows.filter(({ command }) => command === 'undo').map(({ id }) => id);
  const behind = await commandsBehindUndos(connection, [...new Set(undoIds)]);
  const isMerge = ({ id, command }: TouchedRow) =>
    [...(behind.get(id) ?? [command])].every((name) => name === 'merge');
  const otherwise = new Set(rows.filter((row) => !isMerge(row)).map((row) => row.slice_id));
  const sliceIds = [...new Set(rows.map((row) => row.slice_id))];
  return { sliceIds, mergedIds: new Set(sliceIds.filter((id) => !otherwise.has(id))) };
}

/**
 * What was written to slices after a revision, oldest first, and at most so many of them. Found
 * through `change` for the reason that `listTouchedSliceIds` gives.
 */
export async function readChangesSince(
  connection: ReadConnection,
  accountId: string,
  { sinceRevision, most }: Readonly<{ sinceRevision: number; most: number }>,
): Promise<SliceChange[]> {
  const { rows } = await selectChangesSince(connection, { accountId, sinceRevision, most });
  return rows.map(({ before, after }) => sliceChangeFrom(readSlice(before), readSlice(after)));
}

const selectChangesSince = compiledQuery(
  (connection, given: Readonly<{ accountId: string; sinceRevision: number; most: number }>) =>
    connection
      .selectFrom('change')
      .innerJoin('slice_change', 'slice_change.change_id', 'change.id')
      .select(['slice_change.before', 'slice_change.after'])
      .where('change.account_id', '=', given.accountId)
      .where('change.revision', '>', given.sinceRevision)
      .orderBy('change.revision')
      .limit(given.most),
);

/**
 * What changed after a revision: how the projection and the kept days of reports learn what they
 * have to look at again. Only reads; journal.ts writes.
 */
import type { SliceChange } from '../../../core/engine/slice.ts';
import { compiledQuery } from '../db/compiled.ts';
import type { ReadConnection } from '../db/transaction.ts';
import { readSlice, sliceChangeFrom } from './journal.ts';

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
  /** Of them, those whose adoption of an entry was undone. */
  unadoptedIds: ReadonlySet<string>;
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
      .leftJoin('change as undone', 'undone.id', 'change.undoes_change_id')
      .select([
        'change.revision',
        'slice_change.slice_id',
        'change.command',
        'undone.command as undoneCommand',
      ])
      .where('change.account_id', '=', accountId);
  const rows = await touched()
    .where('change.revision', '>', sinceRevision)
    .orderBy('change.revision')
    .limit(most)
    .execute();
  const last = rows.at(-1)?.revision ?? sinceRevision;
  if (rows.length < most) return { ...touchedBy(rows), untilRevision: null };
  const whole = rows.filter(({ revision }) => revision < last);
  if (whole.length > 0) return { ...touchedBy(whole), untilRevision: last - 1 };
  const wide = await touched().where('change.revision', '=', last).execute();
  return { ...touchedBy(wide), untilRevision: last };
}

type TouchedRow = Readonly<{ slice_id: string; command: string; undoneCommand: string | null }>;

function touchedBy(rows: readonly TouchedRow[]): Omit<Touched, 'untilRevision'> {
  const isMerge = (row: TouchedRow) => (row.undoneCommand ?? row.command) === 'merge';
  const otherwise = new Set(rows.filter((row) => !isMerge(row)).map((row) => row.slice_id));
  const sliceIds = [...new Set(rows.map((row) => row.slice_id))];
  const unadopted = rows.filter(({ undoneCommand }) => undoneCommand === 'adopt');
  return {
    sliceIds,
    mergedIds: new Set(sliceIds.filter((id) => !otherwise.has(id))),
    unadoptedIds: new Set(unadopted.map((row) => row.slice_id)),
  };
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

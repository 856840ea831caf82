/**
 * The tables `change` and `slice_change`: one row a command, and one row a slice it touched, as
 * the slice was before and after. Only ever added to: undo reads it, and so does the projection,
 * which looks at what changed since the revision it knows.
 */
import type { Selectable } from 'kysely';
import type { Slice, SliceChange } from '../../../core/engine/slice.ts';
import { invariant, unreachable } from '../../../core/invariant.ts';
import { compiledQuery } from '../db/compiled.ts';
import type { SliceChangeTable } from '../db/schema.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

export type Change = Readonly<{
  id: string;
  revision: number;
  /** Which command: start, stop, edit, … */
  command: string;
  tokenId: string;
  /** The automation behind it, null when a person called. */
  cause: string | null;
  undoesChangeId: string | null;
  /** Changes of one matter, an import say: undone as one. null for most. */
  groupId: string | null;
  at: number;
}>;

export async function insertChange(
  tx: WriteTransaction,
  accountId: string,
  { sliceChanges, ...change }: Change & Readonly<{ sliceChanges: readonly SliceChange[] }>,
): Promise<void> {
  await insertChangeRow(tx, { ...change, accountId });
  for (const [position, sliceChange] of sliceChanges.entries()) {
    await insertSliceChangeRow(tx, {
      change_id: change.id,
      position,
      account_id: accountId,
      revision: change.revision,
      ...sliceChangeColumns(sliceChange),
    });
  }
}

type ChangeRow = Change & Readonly<{ accountId: string }>;

const insertChangeRow = compiledQuery((connection, change: ChangeRow) =>
  connection.insertInto('change').values({
    id: change.id,
    account_id: change.accountId,
    revision: change.revision,
    command: change.command,
    token_id: change.tokenId,
    cause: change.cause,
    undoes_change_id: change.undoesChangeId,
    group_id: change.groupId,
    at: change.at,
  }),
);

const insertSliceChangeRow = compiledQuery((connection, row: Selectable<SliceChangeTable>) =>
  connection.insertInto('slice_change').values({
    change_id: row.change_id,
    position: row.position,
    account_id: row.account_id,
    revision: row.revision,
    slice_id: row.slice_id,
    before: row.before,
    after: row.after,
  }),
);

/** Of these changes, in the order in which they were written. */
export async function findSliceChanges(
  connection: ReadConnection,
  accountId: string,
  changeIds: readonly string[],
): Promise<SliceChange[]> {
  if (changeIds.length === 0) return [];
  const rows = await connection
    .selectFrom('slice_change')
    .select(['before', 'after'])
    .where('account_id', '=', accountId)
    .where('change_id', 'in', changeIds)
    .orderBy('revision')
    .orderBy('position')
    .execute();
  return rows.map(({ before, after }) => sliceChangeFrom(readSlice(before), readSlice(after)));
}

/** null where the change belongs to none. */
export async function findGroupId(
  connection: ReadConnection,
  accountId: string,
  changeId: string,
): Promise<string | null> {
  const change = await connection
    .selectFrom('change')
    .select('group_id')
    .where('account_id', '=', accountId)
    .where('id', '=', changeId)
    .executeTakeFirst();
  return change?.group_id ?? null;
}

/** Whether the changes of a group touched slices more often than that. */
export async function isGroupLarger(
  connection: ReadConnection,
  accountId: string,
  { groupId, than }: Readonly<{ groupId: string; than: number }>,
): Promise<boolean> {
  const rows = await ofGroup(connection, accountId, groupId)
    .innerJoin('slice_change', 'slice_change.change_id', 'change.id')
    .select('slice_change.position')
    .limit(than + 1)
    .execute();
  return rows.length > than;
}

/** Of all changes of a group, in the order in which they were written. */
export async function findGroupChanges(
  connection: ReadConnection,
  accountId: string,
  groupId: string,
): Promise<SliceChange[]> {
  const rows = await ofGroup(connection, accountId, groupId)
    .innerJoin('slice_change', 'slice_change.change_id', 'change.id')
    .select(['slice_change.before', 'slice_change.after'])
    .orderBy('change.revision')
    .orderBy('slice_change.position')
    .execute();
  return rows.map(({ before, after }) => sliceChangeFrom(readSlice(before), readSlice(after)));
}

/** Those of a group before a revision, the newest first, each with how many slices it touched. */
export async function listGroupBackwards(
  connection: ReadConnection,
  accountId: string,
  {
    groupId,
    belowRevision,
    most,
  }: Readonly<{ groupId: string; belowRevision: number; most: number }>,
): Promise<Readonly<{ changeId: string; revision: number; slices: number }>[]> {
  const rows = await ofGroup(connection, accountId, groupId)
    .select((row) => [
      'change.id as changeId',
      'change.revision',
      row
        .selectFrom('slice_change')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('slice_change.change_id', '=', 'change.id')
        .as('slices'),
    ])
    .where('change.revision', '<', belowRevision)
    .orderBy('change.revision', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => ({ ...row, slices: Number(row.slices) }));
}

function ofGroup(connection: ReadConnection, accountId: string, groupId: string) {
  return connection
    .selectFrom('change')
    .where('change.account_id', '=', accountId)
    .where('change.group_id', '=', groupId);
}

/** Whether a change of the group was taken back after a revision, and with it all before it. */
export async function isUndoneSince(
  connection: ReadConnection,
  accountId: string,
  { groupId, sinceRevision }: Readonly<{ groupId: string; sinceRevision: number }>,
): Promise<boolean> {
  const row = await connection
    .selectFrom('change')
    .innerJoin('change as undone', 'undone.id', 'change.undoes_change_id')
    .select('change.id')
    .where('change.account_id', '=', accountId)
    .where('change.revision', '>', sinceRevision)
    .where('undone.group_id', '=', groupId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Any of them undoes them all. */
export async function findChangeIdOfGroup(
  connection: ReadConnection,
  accountId: string,
  groupId: string,
): Promise<string | null> {
  const row = await connection
    .selectFrom('change')
    .select('id')
    .where('account_id', '=', accountId)
    .where('group_id', '=', groupId)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function findLastChangeId(
  connection: ReadConnection,
  accountId: string,
  tokenId: string,
): Promise<string | null> {
  const row = await connection
    .selectFrom('change')
    .select('id')
    .where('account_id', '=', accountId)
    .where('token_id', '=', tokenId)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Of an automation since an instant, oldest first. Undos are left out: a person made them. */
export async function findChangesOfCause(
  connection: ReadConnection,
  accountId: string,
  { cause, sinceAt, most }: Readonly<{ cause: string; sinceAt: number; most: number }>,
): Promise<string[]> {
  const rows = await connection
    .selectFrom('change')
    .select('id')
    .where('account_id', '=', accountId)
    .where('cause', '=', cause)
    .where('at', '>=', sinceAt)
    .where('command', '<>', 'undo')
    .orderBy('revision')
    .limit(most)
    .execute();
  return rows.map(({ id }) => id);
}

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

function sliceChangeColumns(change: SliceChange) {
  switch (change.kind) {
    case 'insert':
      return { slice_id: change.after.id, before: null, after: JSON.stringify(change.after) };
    case 'update':
      return {
        slice_id: change.after.id,
        before: JSON.stringify(change.before),
        after: JSON.stringify(change.after),
      };
    case 'delete':
      return { slice_id: change.before.id, before: JSON.stringify(change.before), after: null };
    default:
      return unreachable(change);
  }
}

export function readSlice(json: string | null): Slice | null {
  return json === null ? null : (JSON.parse(json) as Slice);
}

export function sliceChangeFrom(before: Slice | null, after: Slice | null): SliceChange {
  if (before !== null && after !== null) return { kind: 'update', before, after };
  if (after !== null) return { kind: 'insert', after };
  invariant(before, 'a journalled row has a before or an after');
  return { kind: 'delete', before };
}

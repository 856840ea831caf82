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

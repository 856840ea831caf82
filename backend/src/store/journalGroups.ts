/**
 * Changes of one matter, an import say, which are undone as one: what a group holds, and whether
 * it was taken back. Only reads; journal.ts writes.
 */
import type { SliceChange } from '../../../core/engine/slice.ts';
import type { ReadConnection } from '../db/transaction.ts';
import { readSlice, sliceChangeFrom } from './journal.ts';

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

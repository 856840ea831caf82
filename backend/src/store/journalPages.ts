/**
 * The journal read backwards, a page of commands at a time: instants have no index, revisions do,
 * and what is asked for are the last weeks. Only reads.
 */
import type { SliceChange } from '../../../core/engine/slice.ts';
import type { ReadConnection } from '../db/transaction.ts';
import { type Change, readSlice, sliceChangeFrom } from './journal.ts';

export type JournalledChange = Pick<Change, 'revision' | 'command' | 'tokenId' | 'cause' | 'at'> &
  Readonly<{ sliceChanges: readonly SliceChange[] }>;

type Page = Readonly<{ belowRevision: number; most: number }>;

/** Newest first. Those that touched no slice are there as well, with nothing in them. */
export async function readChangesBack(
  connection: ReadConnection,
  accountId: string,
  { belowRevision, most }: Page,
): Promise<JournalledChange[]> {
  const changes = await connection
    .selectFrom('change')
    .select(['id', 'revision', 'command', 'token_id as tokenId', 'cause', 'at'])
    .where('account_id', '=', accountId)
    .where('revision', '<', belowRevision)
    .orderBy('revision', 'desc')
    .limit(most)
    .execute();
  const rows = await sliceRowsOf(connection, accountId, {
    fromRevision: changes.at(-1)?.revision ?? 0,
    toRevision: changes[0]?.revision ?? 0,
  });
  const byChange = Map.groupBy(rows, (row) => row.change_id);
  return changes.map(({ id, ...change }) => ({
    ...change,
    sliceChanges: (byChange.get(id) ?? []).map(({ before, after }) =>
      sliceChangeFrom(readSlice(before), readSlice(after)),
    ),
  }));
}

type Revisions = Readonly<{ fromRevision: number; toRevision: number }>;

function sliceRowsOf(
  connection: ReadConnection,
  accountId: string,
  { fromRevision, toRevision }: Revisions,
) {
  return connection
    .selectFrom('change')
    .innerJoin('slice_change', 'slice_change.change_id', 'change.id')
    .select(['slice_change.change_id', 'slice_change.before', 'slice_change.after'])
    .where('change.account_id', '=', accountId)
    .where('change.revision', '>=', fromRevision)
    .where('change.revision', '<=', toRevision)
    .orderBy('change.revision')
    .orderBy('slice_change.position')
    .execute();
}

/** Rows of toggl_foreign: running entries that are not ours, until they are known to have ended. */
import type { ObservedEntry } from '../../../core/projection/entry.ts';
import type { ForeignOrigin } from '../../../core/projection/foreign.ts';
import type { KnownForeign } from '../../../core/projection/world.ts';
import { compiledQuery } from '../db/compiled.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

type ForeignEntry = ObservedEntry & Pick<KnownForeign, 'entryId' | 'origin'>;

export async function listForeign(
  db: ReadConnection,
  accountId: string,
): Promise<readonly KnownForeign[]> {
  const { rows } = await selectForeign(db, { accountId });
  return rows.map((row) => ({
    entryId: row.entry_id,
    workspaceId: row.workspace_id,
    description: row.description,
    origin: row.origin as ForeignOrigin,
    seenAt: row.seen_at,
    isStopTried: row.is_stop_tried === 1,
  }));
}

const selectForeign = compiledQuery((db, { accountId }: { accountId: string }) =>
  db
    .selectFrom('toggl_foreign')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('entry_id'),
);

/** As they were seen last, the latest start first. */
export async function foreignEntries(
  db: ReadConnection,
  accountId: string,
): Promise<readonly ObservedEntry[]> {
  const rows = await db
    .selectFrom('toggl_foreign')
    .select('body')
    .where('account_id', '=', accountId)
    .orderBy('start_second', 'desc')
    .execute();
  return rows.flatMap(({ body }) => (body === null ? [] : [JSON.parse(body) as ObservedEntry]));
}

export async function rememberForeign(
  tx: WriteTransaction,
  accountId: string,
  seen: Readonly<{ entry: ForeignEntry; now: number }>,
): Promise<void> {
  const changes = {
    workspace_id: seen.entry.workspaceId,
    description: seen.entry.description,
    start_second: seen.entry.startSecond,
    origin: seen.entry.origin,
    seen_at: seen.now,
    body: JSON.stringify(seen.entry),
  };
  await tx
    .insertInto('toggl_foreign')
    .values({
      account_id: accountId,
      entry_id: seen.entry.entryId,
      is_stop_tried: 0 as const,
      ...changes,
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'entry_id']).doUpdateSet(changes))
    .execute();
}

/** A reading that would have shown their end did not. */
export async function stillRunning(
  tx: WriteTransaction,
  accountId: string,
  seen: Readonly<{ entryIds: readonly number[]; now: number }>,
): Promise<void> {
  if (seen.entryIds.length === 0) return;
  await tx
    .updateTable('toggl_foreign')
    .set({ seen_at: seen.now })
    .where('account_id', '=', accountId)
    .where('entry_id', 'in', seen.entryIds)
    .execute();
}

export async function markStopTried(
  tx: WriteTransaction,
  accountId: string,
  entryIds: readonly number[],
): Promise<void> {
  if (entryIds.length === 0) return;
  await tx
    .updateTable('toggl_foreign')
    .set({ is_stop_tried: 1 })
    .where('account_id', '=', accountId)
    .where('entry_id', 'in', entryIds)
    .execute();
}

/** For a new connection, which reads anew what runs. */
export async function forgetAllForeign(tx: WriteTransaction, accountId: string): Promise<void> {
  await tx.deleteFrom('toggl_foreign').where('account_id', '=', accountId).execute();
}

export async function forgetForeign(
  tx: WriteTransaction,
  accountId: string,
  entryIds: readonly number[],
): Promise<void> {
  if (entryIds.length === 0) return;
  await tx
    .deleteFrom('toggl_foreign')
    .where('account_id', '=', accountId)
    .where('entry_id', 'in', entryIds)
    .execute();
}

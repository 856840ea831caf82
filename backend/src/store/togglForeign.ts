/** Rows of toggl_foreign: running entries that are not ours, until they are known to have ended. */
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

type ForeignEntry = Readonly<{
  entryId: number;
  workspaceId: number;
  description: string;
  startSecond: number;
}>;

export async function listForeign(
  db: ReadConnection,
  accountId: string,
): Promise<readonly ForeignEntry[]> {
  const rows = await db
    .selectFrom('toggl_foreign')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('entry_id')
    .execute();
  return rows.map((row) => ({
    entryId: row.entry_id,
    workspaceId: row.workspace_id,
    description: row.description,
    startSecond: row.start_second,
  }));
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
    seen_at: seen.now,
  };
  await tx
    .insertInto('toggl_foreign')
    .values({ account_id: accountId, entry_id: seen.entry.entryId, ...changes })
    .onConflict((conflict) => conflict.columns(['account_id', 'entry_id']).doUpdateSet(changes))
    .execute();
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

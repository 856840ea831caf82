/** Rows of toggl_call: one for every call made, with the reason a person can read. */
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

export type TogglCall = Readonly<{
  method: string;
  path: string;
  /** null when no reply came. */
  status: number | null;
  outcome: string;
  reason: string;
  sliceId: string | null;
  durationMs: number;
  at: number;
}>;

export async function recordTogglCall(
  tx: WriteTransaction,
  accountId: string,
  call: TogglCall,
): Promise<void> {
  await tx
    .insertInto('toggl_call')
    .values({
      account_id: accountId,
      method: call.method,
      path: call.path,
      status: call.status,
      outcome: call.outcome,
      reason: call.reason,
      slice_id: call.sliceId,
      duration_ms: call.durationMs,
      at: call.at,
    })
    .execute();
}

/** Newest first. */
export async function listTogglCalls(
  db: ReadConnection,
  accountId: string,
  limit: number,
): Promise<readonly TogglCall[]> {
  const rows = await db
    .selectFrom('toggl_call')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    method: row.method,
    path: row.path,
    status: row.status,
    outcome: row.outcome,
    reason: row.reason,
    sliceId: row.slice_id,
    durationMs: row.duration_ms,
    at: row.at,
  }));
}

export async function countTogglCalls(
  db: ReadConnection,
  accountId: string,
  counted: Readonly<{ reason: string; sinceAt: number }>,
): Promise<number> {
  const row = await db
    .selectFrom('toggl_call')
    .select(({ fn }) => fn.countAll<number>().as('calls'))
    .where('account_id', '=', accountId)
    .where('reason', '=', counted.reason)
    .where('at', '>=', counted.sinceAt)
    .executeTakeFirstOrThrow();
  return Number(row.calls);
}

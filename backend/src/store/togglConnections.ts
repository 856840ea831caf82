/** Rows of toggl_connection: whom an account is connected as, and how far the projection is. */
import type { Traits } from '../../../core/projection/plan.ts';
import { compiledQuery } from '../db/compiled.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

export type TogglConnection = Readonly<{
  accountId: string;
  togglUserId: number;
  workspaceId: number;
  tokenHash: string;
  connectedAt: number;
  connectedRevision: number;
  observedRevision: number;
  clockOffset: Readonly<{ lowMs: number; highMs: number }> | null;
  idleCheck: Readonly<{ at: number; sinceSecond: number }> | null;
  /** What replies have shown of Toggl's unsettled behaviour. */
  traits: Traits;
  lastCallAt: number | null;
  lastError: string | null;
  lastImportAt: number | null;
}>;

export async function findTogglConnection(
  db: ReadConnection,
  accountId: string,
): Promise<TogglConnection | null> {
  const [row] = (await selectConnection(db, { accountId })).rows;
  if (row === undefined) return null;
  const { clock_offset_low_ms: lowMs, clock_offset_high_ms: highMs } = row;
  const { idle_check_at: at, idle_check_since_second: sinceSecond } = row;
  return {
    accountId: row.account_id,
    togglUserId: row.toggl_user_id,
    workspaceId: row.workspace_id,
    tokenHash: row.token_hash,
    connectedAt: row.connected_at,
    connectedRevision: row.connected_revision,
    observedRevision: row.observed_revision,
    clockOffset: lowMs === null || highMs === null ? null : { lowMs, highMs },
    idleCheck: at === null || sinceSecond === null ? null : { at, sinceSecond },
    traits: JSON.parse(row.traits) as Traits,
    lastCallAt: row.last_call_at,
    lastError: row.last_error,
    lastImportAt: row.last_import_at,
  };
}

const selectConnection = compiledQuery((db, { accountId }: { accountId: string }) =>
  db.selectFrom('toggl_connection').selectAll().where('account_id', '=', accountId),
);

export async function markImportedAt(
  tx: WriteTransaction,
  accountId: string,
  now: number,
): Promise<void> {
  await tx
    .updateTable('toggl_connection')
    .set({ last_import_at: now })
    .where('account_id', '=', accountId)
    .execute();
}

export async function saveTogglConnection(
  tx: WriteTransaction,
  connection: TogglConnection,
): Promise<void> {
  const row = {
    account_id: connection.accountId,
    toggl_user_id: connection.togglUserId,
    workspace_id: connection.workspaceId,
    token_hash: connection.tokenHash,
    connected_at: connection.connectedAt,
    connected_revision: connection.connectedRevision,
    observed_revision: connection.observedRevision,
    clock_offset_low_ms: connection.clockOffset?.lowMs ?? null,
    clock_offset_high_ms: connection.clockOffset?.highMs ?? null,
    idle_check_at: connection.idleCheck?.at ?? null,
    idle_check_since_second: connection.idleCheck?.sinceSecond ?? null,
    traits: JSON.stringify(connection.traits),
    last_call_at: connection.lastCallAt,
    last_error: connection.lastError,
    last_import_at: connection.lastImportAt,
  };
  const { account_id: _, ...changes } = row;
  await tx
    .insertInto('toggl_connection')
    .values(row)
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(changes))
    .execute();
}

/** Rows of toggl_connection: whom an account is connected as, and how far the projection is. */
import { sql } from 'kysely';
import type { Traits } from '../../../core/projection/world.ts';
import { compiledQuery } from '../db/compiled.ts';
import { dialectOf } from '../db/dialect.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

export type TogglConnection = Readonly<{
  accountId: string;
  togglUserId: number;
  /** As Toggl names them; null where it has not told. */
  userName: string | null;
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
  /** What the user has. */
  workspaces: readonly TogglWorkspace[];
  /** When the projects are to be read again; null where that is not known. */
  projectsDueAt: number | null;
  /** null while it is connected. */
  disconnectedAt: number | null;
}>;

export type TogglWorkspace = Readonly<{
  id: number;
  name: string;
  /** Absent where it was not kept when the token was connected. */
  organizationId?: number;
}>;

export async function findTogglConnection(
  db: ReadConnection,
  accountId: string,
): Promise<TogglConnection | null> {
  const connection = await findLastTogglConnection(db, accountId);
  return connection === null || connection.disconnectedAt !== null ? null : connection;
}

/**
 * Makes those that connect one Toggl user serial until the transaction ends: of two accounts at
 * once the second sees the first. On SQLite every write already is.
 */
export async function lockTogglUser(tx: WriteTransaction, togglUserId: number): Promise<void> {
  if (dialectOf(tx) === 'sqlite') return;
  await sql`select pg_advisory_xact_lock(${togglUserId})`.execute(tx);
}

/** Another account that is connected as this Toggl user. */
export async function findOtherAccountOf(
  db: ReadConnection,
  { togglUserId, accountId }: Readonly<{ togglUserId: number; accountId: string }>,
): Promise<string | null> {
  const row = await db
    .selectFrom('toggl_connection')
    .select('account_id')
    .where('toggl_user_id', '=', togglUserId)
    .where('account_id', '<>', accountId)
    .where('disconnected_at', 'is', null)
    .executeTakeFirst();
  return row?.account_id ?? null;
}

/**
 * What another account still holds of this Toggl user, which it disconnected: one row a user.
 * Answers which accounts know of no connection any more.
 */
export async function forgetDisconnected(
  tx: WriteTransaction,
  { togglUserId, accountId }: Readonly<{ togglUserId: number; accountId: string }>,
): Promise<readonly string[]> {
  const rows = await tx
    .deleteFrom('toggl_connection')
    .where('toggl_user_id', '=', togglUserId)
    .where('account_id', '<>', accountId)
    .where('disconnected_at', 'is not', null)
    .returning('account_id')
    .execute();
  return rows.map((row) => row.account_id);
}

/** Also one that was disconnected since. */
export async function findLastTogglConnection(
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
    userName: row.user_name,
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
    workspaces: JSON.parse(row.workspaces) as readonly TogglWorkspace[],
    projectsDueAt: row.projects_due_at,
    disconnectedAt: row.disconnected_at,
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
    user_name: connection.userName,
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
    workspaces: JSON.stringify(connection.workspaces),
    projects_due_at: connection.projectsDueAt,
    disconnected_at: connection.disconnectedAt,
  };
  const { account_id: _, ...changes } = row;
  await tx
    .insertInto('toggl_connection')
    .values(row)
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(changes))
    .execute();
}

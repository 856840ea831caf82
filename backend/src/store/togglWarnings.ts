/** Rows of toggl_warning: what a person is told about Toggl, one open row a matter. */
import type { WarningDraft } from '../../../core/projection/warning.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

type TogglWarning = WarningDraft & Readonly<{ id: string; at: number }>;

/** Newest first. */
export async function openTogglWarnings(
  db: ReadConnection,
  accountId: string,
): Promise<readonly TogglWarning[]> {
  const rows = await db
    .selectFrom('toggl_warning')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('closed_at', 'is', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as WarningDraft['kind'],
    sliceId: row.slice_id,
    entryId: row.entry_id,
    ours: row.ours === null ? null : JSON.parse(row.ours),
    timerys: row.timerys === null ? null : JSON.parse(row.timerys),
    message: row.message,
    at: row.at,
  }));
}

/** A matter that is already told is brought up to date, not told twice. */
export async function raiseTogglWarning(
  tx: WriteTransaction,
  accountId: string,
  warning: TogglWarning,
): Promise<void> {
  const changes = {
    ours: warning.ours === null ? null : JSON.stringify(warning.ours),
    timerys: warning.timerys === null ? null : JSON.stringify(warning.timerys),
    message: warning.message,
    at: warning.at,
  };
  const told = await tx
    .updateTable('toggl_warning')
    .set(changes)
    .where('account_id', '=', accountId)
    .where('kind', '=', warning.kind)
    .where('slice_id', warning.sliceId === null ? 'is' : '=', warning.sliceId)
    .where('entry_id', warning.entryId === null ? 'is' : '=', warning.entryId)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  if (told.numUpdatedRows > 0n) return;
  const { id, kind, sliceId, entryId } = warning;
  const subject = { id, account_id: accountId, kind, slice_id: sliceId, entry_id: entryId };
  await tx
    .insertInto('toggl_warning')
    .values({ ...subject, ...changes, closed_at: null })
    .execute();
}

/** What both sides agree on again needs no answer. */
export async function closeTogglWarnings(
  tx: WriteTransaction,
  accountId: string,
  closed: Readonly<{ sliceId: string; kinds: readonly WarningDraft['kind'][]; now: number }>,
): Promise<void> {
  await tx
    .updateTable('toggl_warning')
    .set({ closed_at: closed.now })
    .where('account_id', '=', accountId)
    .where('slice_id', '=', closed.sliceId)
    .where('kind', 'in', closed.kinds)
    .where('closed_at', 'is', null)
    .execute();
}

/**
 * Rows of toggl_warning: what a person is told about Toggl, one open row a matter, and what was
 * done about it. An answer is kept here until the projection has taken it in: only the projection
 * writes links, so that an answer and a reply of Toggl never write over each other.
 */
import type { Selectable } from 'kysely';
import type { Field } from '../../../core/projection/entry.ts';
import type { WarningDraft } from '../../../core/projection/warning.ts';
import type { WarningAction } from '../../../core/projection/warningActions.ts';
import type { TogglWarningTable } from '../db/togglSchema.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

export type TogglWarning = Required<WarningDraft> &
  Readonly<{ id: string; at: number; closedAt: number | null; action: WarningAction | null }>;

/** Newest first. */
export async function openTogglWarnings(
  db: ReadConnection,
  accountId: string,
): Promise<readonly TogglWarning[]> {
  const rows = await open(db, accountId).orderBy('at', 'desc').orderBy('id', 'desc').execute();
  return rows.map(warningFromRow);
}

/** Oldest first: those that the setting has not looked at. */
export async function unaskedTogglWarnings(
  db: ReadConnection,
  accountId: string,
): Promise<readonly TogglWarning[]> {
  const rows = await open(db, accountId)
    .where('is_asked', '=', 0)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map(warningFromRow);
}

function open(db: ReadConnection, accountId: string) {
  return db
    .selectFrom('toggl_warning')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('closed_at', 'is', null);
}

export async function findTogglWarning(
  db: ReadConnection,
  accountId: string,
  warningId: string,
): Promise<TogglWarning | null> {
  const row = await db
    .selectFrom('toggl_warning')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', warningId)
    .executeTakeFirst();
  return row === undefined ? null : warningFromRow(row);
}

type AnsweredWarning = TogglWarning & Readonly<{ action: WarningAction }>;

/** Answers that the projection has not taken in, oldest first. */
export async function untakenAnswers(
  db: ReadConnection,
  accountId: string,
): Promise<readonly AnsweredWarning[]> {
  const rows = await db
    .selectFrom('toggl_warning')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('action', 'is not', null)
    .where('taken_at', 'is', null)
    .orderBy('closed_at')
    .orderBy('id')
    .execute();
  return rows.map(warningFromRow).filter(isAnswered);
}

function isAnswered(warning: TogglWarning): warning is AnsweredWarning {
  return warning.action !== null;
}

/** How often the setting put ours back in this matter of this slice since then. */
export async function countAutomaticRestores(
  db: ReadConnection,
  accountId: string,
  counted: Readonly<{ sliceId: string | null; kind: WarningDraft['kind']; sinceAt: number }>,
): Promise<number> {
  const row = await db
    .selectFrom('toggl_warning')
    .select(({ fn }) => fn.countAll<number>().as('restores'))
    .where('account_id', '=', accountId)
    .where('slice_id', '=', counted.sliceId)
    .where('kind', '=', counted.kind)
    .where('action', '=', 'restore')
    .where('is_automatic', '=', 1)
    .where('closed_at', '>', counted.sinceAt)
    .executeTakeFirstOrThrow();
  return Number(row.restores);
}

type NewWarning = WarningDraft & Readonly<{ id: string; at: number }>;

/** A matter that is already told is brought up to date, not told twice. */
export async function raiseTogglWarning(
  tx: WriteTransaction,
  accountId: string,
  warning: NewWarning,
): Promise<void> {
  const changes = { ...versionColumns(warning), at: warning.at, is_asked: 0 as const };
  const told = await openOfMatter(tx, accountId, warning).set(changes).executeTakeFirst();
  if (told.numUpdatedRows > 0n || (await isDismissed(tx, accountId, warning))) return;
  const { id, kind, sliceId, entryId } = warning;
  const subject = { id, account_id: accountId, kind, slice_id: sliceId, entry_id: entryId };
  const unanswered = { closed_at: null, action: null, is_automatic: 0 as const, taken_at: null };
  await tx
    .insertInto('toggl_warning')
    .values({ ...subject, ...changes, ...unanswered })
    .execute();
}

/** An open warning whose matter stands otherwise by now. Whoever it waits for, it still does. */
export async function restateTogglWarning(
  tx: WriteTransaction,
  accountId: string,
  warning: WarningDraft,
): Promise<void> {
  await openOfMatter(tx, accountId, warning).set(versionColumns(warning)).execute();
}

function openOfMatter(
  tx: WriteTransaction,
  accountId: string,
  { kind, sliceId, entryId }: WarningDraft,
) {
  return tx
    .updateTable('toggl_warning')
    .where('account_id', '=', accountId)
    .where('kind', '=', kind)
    .where('slice_id', sliceId === null ? 'is' : '=', sliceId)
    .where('entry_id', entryId === null ? 'is' : '=', entryId)
    .where('closed_at', 'is', null);
}

function versionColumns({ ours, timerys, fields = [], message }: WarningDraft) {
  return {
    ours: ours === null ? null : JSON.stringify(ours),
    timerys: timerys === null ? null : JSON.stringify(timerys),
    fields: JSON.stringify(fields),
    message,
  };
}

/** With its entry, which another slice has now: what is open, and what was done about it. */
export async function passOnWarnings(
  tx: WriteTransaction,
  accountId: string,
  { fromSliceId, toSliceId }: Readonly<{ fromSliceId: string; toSliceId: string }>,
): Promise<void> {
  await tx
    .updateTable('toggl_warning')
    .set({ slice_id: toSliceId })
    .where('account_id', '=', accountId)
    .where('slice_id', '=', fromSliceId)
    .execute();
}

/** What was read about an entry that is not ours is no news when that entry is seen again. */
async function isDismissed(
  tx: WriteTransaction,
  accountId: string,
  { kind, sliceId, entryId }: NewWarning,
): Promise<boolean> {
  if (sliceId !== null || entryId === null) return false;
  const row = await tx
    .selectFrom('toggl_warning')
    .select('id')
    .where('account_id', '=', accountId)
    .where('kind', '=', kind)
    .where('entry_id', '=', entryId)
    .where('action', '=', 'dismiss')
    .executeTakeFirst();
  return row !== undefined;
}

type Answer = Readonly<{
  warningId: string;
  action: WarningAction;
  by: 'person' | 'setting';
  now: number;
}>;

/** Closes it, and leaves the answer for the projection. */
export async function answerTogglWarning(
  tx: WriteTransaction,
  accountId: string,
  { warningId, action, by, now }: Answer,
): Promise<void> {
  await tx
    .updateTable('toggl_warning')
    .set({ action, is_automatic: by === 'setting' ? 1 : 0, closed_at: now })
    .where('account_id', '=', accountId)
    .where('id', '=', warningId)
    .execute();
}

/** The setting leaves it to a person. */
export async function leaveToPerson(
  tx: WriteTransaction,
  accountId: string,
  warningId: string,
): Promise<void> {
  await tx
    .updateTable('toggl_warning')
    .set({ is_asked: 1 })
    .where('account_id', '=', accountId)
    .where('id', '=', warningId)
    .execute();
}

export async function markAnswerTaken(
  tx: WriteTransaction,
  accountId: string,
  taken: Readonly<{ warningId: string; now: number }>,
): Promise<void> {
  await tx
    .updateTable('toggl_warning')
    .set({ taken_at: taken.now })
    .where('account_id', '=', accountId)
    .where('id', '=', taken.warningId)
    .execute();
}

/** Of a slice, those about none of the fields that still wait for an answer. */
export async function closeWarningsExcept(
  tx: WriteTransaction,
  accountId: string,
  given: Readonly<{ sliceId: string; waiting: readonly Field[]; now: number }>,
): Promise<void> {
  const rows = await open(tx, accountId).where('slice_id', '=', given.sliceId).execute();
  const closed = rows
    .map(warningFromRow)
    .filter(
      ({ fields }) => fields.length > 0 && !fields.some((field) => given.waiting.includes(field)),
    );
  if (closed.length === 0) return;
  await tx
    .updateTable('toggl_warning')
    .set({ closed_at: given.now })
    .where('account_id', '=', accountId)
    .where(
      'id',
      'in',
      closed.map(({ id }) => id),
    )
    .execute();
}

/** What was offered about entries that run no longer, or that are ours now. */
export async function closeOffers(
  tx: WriteTransaction,
  accountId: string,
  { entryIds, now }: Readonly<{ entryIds: readonly number[]; now: number }>,
): Promise<void> {
  if (entryIds.length === 0) return;
  await tx
    .updateTable('toggl_warning')
    .set({ closed_at: now })
    .where('account_id', '=', accountId)
    .where('kind', 'in', ['started-in-timery', 'copy-running'])
    .where('entry_id', 'in', entryIds)
    .where('closed_at', 'is', null)
    .execute();
}

/** What was told of is so no longer. */
export async function closeWarningsOfKind(
  tx: WriteTransaction,
  accountId: string,
  { kind, now }: Readonly<{ kind: WarningDraft['kind']; now: number }>,
): Promise<void> {
  await tx
    .updateTable('toggl_warning')
    .set({ closed_at: now })
    .where('account_id', '=', accountId)
    .where('kind', '=', kind)
    .where('closed_at', 'is', null)
    .execute();
}

/** The texts come from the writes above, so they are the members of the unions. */
function warningFromRow(row: Selectable<TogglWarningTable>): TogglWarning {
  return {
    id: row.id,
    kind: row.kind as WarningDraft['kind'],
    sliceId: row.slice_id,
    entryId: row.entry_id,
    ours: row.ours === null ? null : JSON.parse(row.ours),
    timerys: row.timerys === null ? null : JSON.parse(row.timerys),
    fields: JSON.parse(row.fields) as Field[],
    message: row.message,
    at: row.at,
    closedAt: row.closed_at,
    action: row.action as WarningAction | null,
  };
}

/**
 * The table `accepted`: time that a person has looked at in the close of a day and said to be
 * right. Written by the command that says so, and turned over by whatever undoes that: a row
 * belongs to the last change that touched it, so an undo can itself be undone.
 */
import type { Accepted } from '../../../core/closing/accepted.ts';
import type { Range } from '../../../core/time/range.ts';
import { flag } from '../db/flag.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

export type AcceptedRow = Accepted & Readonly<{ id: string; isTakenBack: boolean }>;

/** What stands, of all that reaches into a range. */
export async function listAccepted(
  connection: ReadConnection,
  accountId: string,
  { startAt, endAt }: Range,
): Promise<Accepted[]> {
  return connection
    .selectFrom('accepted')
    .select(['slice_id as sliceId', 'start_at as startAt', 'end_at as endAt'])
    .where('account_id', '=', accountId)
    .where('is_taken_back', '=', 0)
    .where('end_at', '>', startAt)
    .where('start_at', '<', endAt)
    .orderBy('start_at')
    .execute();
}

/** Those that a change accepted, took back or brought again, if none did since. */
export async function findAcceptedBy(
  connection: ReadConnection,
  accountId: string,
  changeId: string,
): Promise<AcceptedRow[]> {
  const rows = await connection
    .selectFrom('accepted')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('change_id', '=', changeId)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    sliceId: row.slice_id,
    startAt: row.start_at,
    endAt: row.end_at,
    isTakenBack: row.is_taken_back === 1,
  }));
}

export async function saveAccepted(
  tx: WriteTransaction,
  accountId: string,
  { changeId, rows }: Readonly<{ changeId: string; rows: readonly AcceptedRow[] }>,
): Promise<void> {
  for (const { id, sliceId, startAt, endAt, isTakenBack } of rows) {
    const columns = { change_id: changeId, is_taken_back: flag(isTakenBack) };
    await tx
      .insertInto('accepted')
      .values({
        id,
        account_id: accountId,
        slice_id: sliceId,
        start_at: startAt,
        end_at: endAt,
        ...columns,
      })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
      .execute();
  }
}

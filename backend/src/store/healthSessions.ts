/** The table `health_session`: what samples came to, and the changes that made slices of it. */
import type { Selectable } from 'kysely';
import type { SampleKind, Session } from '../../../core/health/sample.ts';
import type { Range } from '../../../core/time/range.ts';
import { flag } from '../db/flag.ts';
import type { HealthSessionTable } from '../db/healthSchema.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

export type StoredSession = Session &
  Readonly<{
    /** The changes that put it in, oldest first; none where nothing of it could be. */
    changeIds: readonly string[];
    sliceIds: readonly string[];
    isWhole: boolean;
  }>;

/** Those that share time with a range, by start. Sessions do not overlap. */
export async function listSessionsMeeting(
  connection: ReadConnection,
  accountId: string,
  { startAt, endAt }: Range,
): Promise<StoredSession[]> {
  const rows = await connection
    .selectFrom('health_session')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('start_at', '<', endAt)
    .where('end_at', '>', startAt)
    .orderBy('start_at')
    .execute();
  return rows.map(sessionFromRow);
}

export async function insertSession(
  tx: WriteTransaction,
  accountId: string,
  { kind, startAt, endAt, note, changeIds, sliceIds, isWhole }: StoredSession,
): Promise<void> {
  await tx
    .insertInto('health_session')
    .values({
      account_id: accountId,
      kind,
      start_at: startAt,
      end_at: endAt,
      note,
      change_ids: JSON.stringify(changeIds),
      slice_ids: JSON.stringify(sliceIds),
      is_whole: flag(isWhole),
    })
    .execute();
}

export async function removeSession(
  tx: WriteTransaction,
  accountId: string,
  { startAt }: StoredSession,
): Promise<void> {
  await tx
    .deleteFrom('health_session')
    .where('account_id', '=', accountId)
    .where('start_at', '=', startAt)
    .execute();
}

/** The texts come from `insertSession`. */
function sessionFromRow(row: Selectable<HealthSessionTable>): StoredSession {
  return {
    kind: row.kind as SampleKind,
    startAt: row.start_at,
    endAt: row.end_at,
    note: row.note,
    changeIds: JSON.parse(row.change_ids) as string[],
    sliceIds: JSON.parse(row.slice_ids) as string[],
    isWhole: row.is_whole === 1,
  };
}

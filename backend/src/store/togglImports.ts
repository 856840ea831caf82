/**
 * Rows of toggl_import: each run of the import, how far its readings are and what came of them.
 * The projection writes how far it has read, the services what they made of it: two sets of
 * columns, so that neither writes over the other.
 *
 *   running ──read──▶ done          unfinished until the services have taken in what was read, and
 *      │└──refused──▶ failed        told how it ended: `finished_at`
 *      └───undo─────▶ undone
 */
import type { Selectable } from 'kysely';
import type { Reading } from '../../../core/importer/readings.ts';
import { flag } from '../db/flag.ts';
import type { TogglImportTable } from '../db/togglSchema.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

/** A dry run is `handed-over` to the import that took what it had read. */
type ImportState = 'running' | 'done' | 'failed' | 'undone' | 'handed-over';

type Skipped = Readonly<{ entryId: number; reason: string }>;

export type TogglImport = Readonly<{
  id: string;
  accountId: string;
  tokenId: string;
  isDry: boolean;
  fromAt: number | null;
  untilAt: number | null;
  state: ImportState;
  readings: readonly Reading[];
  readingsPlanned: number;
  progress: number;
  calls: number;
  entries: number;
  imported: number;
  updated: number;
  deleted: number;
  skipped: readonly Skipped[];
  skippedCount: number;
  waitingUntil: number | null;
  error: string | null;
  nextSinceSecond: number | null;
  requestedAt: number;
  finishedAt: number | null;
}>;

type NewImport = Pick<
  TogglImport,
  | 'id'
  | 'tokenId'
  | 'isDry'
  | 'fromAt'
  | 'untilAt'
  | 'readings'
  | 'readingsPlanned'
  | 'calls'
  | 'entries'
  | 'nextSinceSecond'
  | 'requestedAt'
>;

export async function insertImport(
  tx: WriteTransaction,
  accountId: string,
  run: NewImport,
): Promise<void> {
  await tx
    .insertInto('toggl_import')
    .values({
      id: run.id,
      account_id: accountId,
      token_id: run.tokenId,
      is_dry: flag(run.isDry),
      from_at: run.fromAt,
      until_at: run.untilAt,
      state: 'running',
      parts: JSON.stringify(run.readings),
      parts_planned: run.readingsPlanned,
      progress: 0,
      calls: run.calls,
      entries: run.entries,
      imported: 0,
      updated: 0,
      deleted: 0,
      skipped: '[]',
      skipped_count: 0,
      waiting_until: null,
      error: null,
      next_since_second: run.nextSinceSecond,
      requested_at: run.requestedAt,
      finished_at: null,
    })
    .execute();
}

function ofAccount(db: ReadConnection, accountId: string) {
  return db.selectFrom('toggl_import').selectAll().where('account_id', '=', accountId);
}

export async function findImport(
  db: ReadConnection,
  accountId: string,
  importId: string,
): Promise<TogglImport | null> {
  const row = await ofAccount(db, accountId).where('id', '=', importId).executeTakeFirst();
  return row === undefined ? null : importFromRow(row);
}

/** Oldest first; one that failed or was undone among them, until that was told. */
export async function unfinishedImports(
  db: ReadConnection,
  accountId: string,
): Promise<readonly TogglImport[]> {
  const rows = await ofAccount(db, accountId)
    .where('finished_at', 'is', null)
    .orderBy('requested_at')
    .orderBy('id')
    .execute();
  return rows.map(importFromRow);
}

/** The last to end, however it did; dry runs aside. */
export async function lastFinishedImport(
  db: ReadConnection,
  accountId: string,
): Promise<TogglImport | null> {
  const row = await newestFinished(db, accountId, { isDry: false }).executeTakeFirst();
  return row === undefined ? null : importFromRow(row);
}

/** The last that read all it wanted. */
export async function lastDryRun(
  db: ReadConnection,
  accountId: string,
): Promise<TogglImport | null> {
  const row = await newestFinished(db, accountId, { isDry: true })
    .where('state', '=', 'done')
    .executeTakeFirst();
  return row === undefined ? null : importFromRow(row);
}

function newestFinished(
  db: ReadConnection,
  accountId: string,
  { isDry }: Readonly<{ isDry: boolean }>,
) {
  return ofAccount(db, accountId)
    .where('finished_at', 'is not', null)
    .where('is_dry', '=', flag(isDry))
    .orderBy('finished_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1);
}

/** From where the next run without a range asks; null before the first. */
export async function nextSinceOf(db: ReadConnection, accountId: string): Promise<number | null> {
  const row = await db
    .selectFrom('toggl_import')
    .select(({ fn }) => fn.max('next_since_second').as('second'))
    .where('account_id', '=', accountId)
    .where('state', 'in', ['done', 'undone'])
    .where('is_dry', '=', 0)
    .executeTakeFirst();
  return row?.second ?? null;
}

type Read = Readonly<{
  importId: string;
  readings: readonly Reading[];
  readingsPlanned: number;
  progress: number;
  entries: number;
  waitingUntil: number | null;
  nextSinceSecond: number | null;
}>;

/** One call was made for this run; one that was undone meanwhile stays as it was left. */
export async function saveRead(tx: WriteTransaction, read: Read): Promise<void> {
  await tx
    .updateTable('toggl_import')
    .set((row) => ({
      parts: JSON.stringify(read.readings),
      parts_planned: read.readingsPlanned,
      progress: read.progress,
      calls: row('calls', '+', 1),
      entries: row('entries', '+', read.entries),
      waiting_until: read.waitingUntil,
      next_since_second: read.nextSinceSecond,
    }))
    .where('id', '=', read.importId)
    .where('state', '=', 'running')
    .execute();
}

export async function saveWaiting(
  tx: WriteTransaction,
  { importId, waitingUntil }: Readonly<{ importId: string; waitingUntil: number | null }>,
): Promise<void> {
  await tx
    .updateTable('toggl_import')
    .set({ waiting_until: waitingUntil })
    .where('id', '=', importId)
    .execute();
}

type Taken = Readonly<{
  importId: string;
  imported: number;
  updated: number;
  deleted: number;
  skipped: readonly Skipped[];
}>;

/** A list without end helps nobody, and the row is written with every page. */
const skippedKept = 1000;

export async function addTaken(tx: WriteTransaction, taken: Taken): Promise<void> {
  const row = await tx
    .selectFrom('toggl_import')
    .select('skipped')
    .where('id', '=', taken.importId)
    .executeTakeFirst();
  const before = JSON.parse(row?.skipped ?? '[]') as readonly Skipped[];
  const skipped = [...before, ...taken.skipped].slice(0, skippedKept);
  await tx
    .updateTable('toggl_import')
    .set((columns) => ({
      imported: columns('imported', '+', taken.imported),
      updated: columns('updated', '+', taken.updated),
      deleted: columns('deleted', '+', taken.deleted),
      skipped: JSON.stringify(skipped),
      skipped_count: columns('skipped_count', '+', taken.skipped.length),
    }))
    .where('id', '=', taken.importId)
    .execute();
}

/** It reads no more; its end is told by whoever takes in what it had read. */
export async function failImport(
  tx: WriteTransaction,
  { importId, error }: Readonly<{ importId: string; error: string }>,
): Promise<void> {
  await tx
    .updateTable('toggl_import')
    .set({ ...failed, error })
    .where('id', '=', importId)
    .where('state', '=', 'running')
    .execute();
}

const failed = { state: 'failed', parts: '[]', waiting_until: null } as const;

/**
 * The account is no longer that Toggl user's: what was read of them says nothing of the next one,
 * neither how far back to read nor what a dry run found.
 */
export async function leaveImportsBehind(tx: WriteTransaction, accountId: string): Promise<void> {
  const error =
    'Another Toggl user was connected before all was read. What was read before stays imported.';
  await tx
    .updateTable('toggl_import')
    .set({ ...failed, error })
    .where('account_id', '=', accountId)
    .where((row) =>
      row.or([
        row('state', '=', 'running'),
        row.and([row('state', '=', 'done'), row('is_dry', '=', 1)]),
      ]),
    )
    .execute();
  await tx
    .updateTable('toggl_import')
    .set({ next_since_second: null })
    .where('account_id', '=', accountId)
    .execute();
}

/** Answers whether it is done: it may have failed, or been undone meanwhile, and is so for good. */
export async function endImport(
  tx: WriteTransaction,
  { importId, now }: Readonly<{ importId: string; now: number }>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('toggl_import')
    .set({ state: 'done', parts: '[]', progress: 1000, waiting_until: null })
    .where('id', '=', importId)
    .where('state', '=', 'running')
    .executeTakeFirst();
  await tx
    .updateTable('toggl_import')
    .set({ finished_at: now })
    .where('id', '=', importId)
    .where('finished_at', 'is', null)
    .execute();
  return numUpdatedRows > 0n;
}

/**
 * A run that was undone goes on no more. What it had not taken in by then is nowhere remembered,
 * so later runs do not go on from where it left off.
 */
export async function markImportUndone(
  tx: WriteTransaction,
  accountId: string,
  importId: string,
): Promise<void> {
  await tx
    .updateTable('toggl_import')
    .set((row) => ({
      state: 'undone',
      parts: '[]',
      waiting_until: null,
      next_since_second: row
        .case()
        .when(row.or([row('finished_at', 'is', null), row('state', '=', 'failed')]))
        .then(null)
        .else(row.ref('next_since_second'))
        .end(),
    }))
    .where('account_id', '=', accountId)
    .where('id', '=', importId)
    .execute();
}

export async function markHandedOver(tx: WriteTransaction, importId: string): Promise<void> {
  await tx
    .updateTable('toggl_import')
    .set({ state: 'handed-over' })
    .where('id', '=', importId)
    .execute();
}

/** The texts come from the writes above, so they are the members of the unions. */
function importFromRow(row: Selectable<TogglImportTable>): TogglImport {
  return {
    id: row.id,
    accountId: row.account_id,
    tokenId: row.token_id,
    isDry: row.is_dry === 1,
    fromAt: row.from_at,
    untilAt: row.until_at,
    state: row.state as ImportState,
    readings: JSON.parse(row.parts) as readonly Reading[],
    readingsPlanned: row.parts_planned,
    progress: row.progress,
    calls: row.calls,
    entries: row.entries,
    imported: row.imported,
    updated: row.updated,
    deleted: row.deleted,
    skipped: JSON.parse(row.skipped) as readonly Skipped[],
    skippedCount: row.skipped_count,
    waitingUntil: row.waiting_until,
    error: row.error,
    nextSinceSecond: row.next_since_second,
    requestedAt: row.requested_at,
    finishedAt: row.finished_at,
  };
}

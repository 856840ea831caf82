/**
 * The readings of an import as steps of the projection, the last of all: one when nothing else is
 * due and the bucket holds more than its reserve. What a reading shows is put down for the
 * services to take in (store/togglSeenEntries.ts), and in the same transaction how far the run has
 * come: a crash between two pages costs no page and doubles none.
 */
import type { HistoryEntry } from '../../../core/importer/historyEntry.ts';
import {
  nextSince,
  progressOf,
  type Reading,
  readingsAfter,
} from '../../../core/importer/readings.ts';
import type { CallResult } from '../../../core/projection/settled.ts';
import type { Step } from '../../../core/projection/step.ts';
import { civilDateIn } from '../../../core/time/civilDate.ts';
import type { Unreadable } from '../../../toggl/tolerantList.ts';
import type { Database } from '../db/database.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';
import {
  addTaken,
  failImport,
  saveRead,
  saveWaiting,
  type TogglImport,
  unfinishedImports,
} from '../store/togglImports.ts';
import { rememberSeen } from '../store/togglSeenEntries.ts';

export type ImportStep = Readonly<{ run: TogglImport; reading: Reading; step: Step }>;

/** What a page showed. */
export type HistoryPage = Readonly<{
  entries: readonly HistoryEntry[];
  unreadable: readonly Unreadable[];
  nextRowNumber: number | null;
}>;

export async function nextImportStep(
  db: ReadConnection,
  accountId: string,
): Promise<ImportStep | null> {
  for (const run of await unfinishedImports(db, accountId)) {
    const [reading] = run.readings;
    if (reading !== undefined) return { run, reading, step: stepOf(reading) };
  }
  return null;
}

function stepOf(reading: Reading): Step {
  const rest = { worth: 'import', notBefore: 0 } as const;
  if (reading.kind === 'since') {
    const { sinceSecond } = reading;
    const reason = `import: all that changed in Toggl since ${dateOf(sinceSecond)}`;
    return { ...rest, action: { kind: 'observe', sinceSecond, broken: 'left-out' }, reason };
  }
  const { startDate, endDate, firstRowNumber } = reading;
  const page = firstRowNumber === null ? '' : `, from row ${firstRowNumber} on`;
  const reason = `import: history from ${startDate} to ${endDate}${page}`;
  return { ...rest, action: reading, reason };
}

function dateOf(second: number): string {
  return civilDateIn(second * 1000, 'UTC');
}

/** The bucket is at its reserve: the run goes on by itself once it resets. */
export async function noteWaiting(
  database: Database,
  { id: importId, waitingUntil: told }: TogglImport,
  waitingUntil: number,
): Promise<void> {
  if (told === waitingUntil) return;
  await database.write((tx) => saveWaiting(tx, { importId, waitingUntil }));
}

type ReadImport = Readonly<{
  importing: ImportStep;
  result: CallResult;
  page: HistoryPage | null;
  now: number;
  togglSecond: number;
}>;

export async function recordImport(
  tx: WriteTransaction,
  accountId: string,
  read: ReadImport,
): Promise<void> {
  const { importing, result, page, now } = read;
  const { run } = importing;
  if (page === null) {
    await saveRead(tx, { ...unread(run), entries: 0 });
    if (result.kind !== 'refused') return;
    const error = `Toggl refused: ${result.reason}. What was read before stays imported.`;
    await failImport(tx, { importId: run.id, error });
    return;
  }
  const entries = page.entries.filter((entry) => isWanted(entry, run));
  await rememberSeen(tx, accountId, { entries, importId: run.id, isHeld: run.isDry, now });
  const skipped = page.unreadable.map(({ id, reason }) => ({ entryId: id ?? 0, reason }));
  await addTaken(tx, { importId: run.id, imported: 0, updated: 0, deleted: 0, skipped });
  await saveRead(tx, { ...readOn(read, page), entries: entries.length });
}

function unread({
  id: importId,
  readings,
  readingsPlanned,
  progress,
  nextSinceSecond,
}: TogglImport) {
  return {
    importId,
    readings,
    readingsPlanned,
    progress,
    nextSinceSecond,
    waitingUntil: null,
  };
}

function readOn({ importing, togglSecond }: ReadImport, page: HistoryPage) {
  const { run, reading } = importing;
  const starts = page.entries.map(({ startSecond }) => startSecond);
  const oldestStartSecond = starts.length === 0 ? null : Math.min(...starts);
  const newest = starts.length === 0 ? null : dateOf(Math.max(...starts));
  const readings = readingsAfter(run.readings, {
    oldestStartSecond,
    entries: page.entries.length + page.unreadable.length,
    nextRowNumber: page.nextRowNumber,
  });
  const readingsPlanned = Math.max(run.readingsPlanned, readings.length);
  const isWhole = reading.kind === 'since' && run.fromAt === null && run.untilAt === null;
  return {
    ...unread(run),
    readings,
    readingsPlanned,
    progress: progressOf(readingsPlanned, readings, newest),
    nextSinceSecond: isWhole
      ? nextSince(togglSecond, runningStarts(page.entries))
      : run.nextSinceSecond,
  };
}

function runningStarts(entries: readonly HistoryEntry[]): readonly number[] {
  return entries
    .filter(({ stopSecond, deletedAt }) => stopSecond === null && deletedAt === null)
    .map(({ startSecond }) => startSecond);
}

function isWanted({ startSecond }: HistoryEntry, { fromAt, untilAt }: TogglImport): boolean {
  const startAt = startSecond * 1000;
  return (fromAt === null || startAt >= fromAt) && (untilAt === null || startAt < untilAt);
}

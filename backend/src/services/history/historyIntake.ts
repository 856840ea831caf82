/**
 * What readings have shown of entries that are not ours, taken in after each look of the
 * projection, which never writes a slice itself; and the end of each run of the import.
 *
 * Invariant: an entry that may be ours waits until its create is settled, and a run is not over
 * before its end was told. All that is left to do is read from the rows, so that a restart goes on
 * where the last program ended.
 */
import { invariant } from '../../../../core/invariant.ts';
import { isAwaited } from '../../../../core/projection/awaited.ts';
import type { Database } from '../../db/database.ts';
import { findTogglConnection, markImportedAt } from '../../store/togglConnections.ts';
import {
  addTaken,
  endImport,
  findImport,
  type TogglImport,
  unfinishedImports,
} from '../../store/togglImports.ts';
import { linksAtHand } from '../../store/togglLinks.ts';
import {
  forgetSeenOfImport,
  listHeld,
  listSeen,
  type SeenEntry,
} from '../../store/togglSeenEntries.ts';
import { type Caller, type Command, type EngineParts, runCommand } from '../engineCommand.ts';
import { timeryCaller } from '../toggl/timeryCaller.ts';
import { type ImportEvent, importEventOf } from './importEvent.ts';
import { importForeign, type Overrides, previewImport } from './importForeign.ts';

type Parts = EngineParts &
  Readonly<{ overrides: Overrides; announce: (event: ImportEvent) => void }>;

type HistoryIntake = Readonly<{
  /** Answers whether anything was written. */
  takeIn(accountId: string): Promise<boolean>;
}>;

export function createHistoryIntake(parts: Parts): HistoryIntake {
  const told = new Map<string, string>();
  return {
    takeIn: async (accountId) => {
      const runs = await unfinishedImports(parts.database.reader, accountId);
      const isTaken = await takeSeen(parts, accountId);
      const ended = runs.filter(({ readings }) => readings.length === 0);
      for (const run of ended) await endRun(parts, run);
      for (const { id } of runs) await tell(parts, { accountId, importId: id, told });
      return isTaken || ended.length > 0;
    },
  };
}

/** One command writes no more than this: others wait behind it. */
const entriesAtOnce = 200;

async function takeSeen(parts: Parts, accountId: string): Promise<boolean> {
  const { reader } = parts.database;
  let isTaken = false;
  let afterEntryId = 0;
  for (;;) {
    const seen = await listSeen(reader, accountId, { afterEntryId, most: entriesAtOnce });
    const last = seen.at(-1);
    if (last === undefined) return isTaken;
    afterEntryId = last.entry.id;
    const settled = await withoutAwaited(parts.database, accountId, seen);
    for (const [importId, entries] of Map.groupBy(settled, (one) => one.importId)) {
      await takeBatch(parts, { accountId, importId, seen: entries });
      isTaken = true;
    }
  }
}

async function withoutAwaited(
  { reader }: Database,
  accountId: string,
  seen: readonly SeenEntry[],
): Promise<readonly SeenEntry[]> {
  const connection = await findTogglConnection(reader, accountId);
  if (connection === null) return seen;
  const links = await linksAtHand(reader, connection);
  return seen.filter(({ entry }) => !isAwaited(entry, links));
}

type Batch = Readonly<{ accountId: string; importId: string | null; seen: readonly SeenEntry[] }>;

async function takeBatch(parts: Parts, { accountId, importId, seen }: Batch): Promise<void> {
  const { overrides } = parts;
  const caller = await callerOf(parts, accountId, importId);
  const entries = seen.map(({ entry }) => entry);
  const work = (command: Command) => importForeign(command, { entries, importId, overrides });
  const taken = await runCommand(parts, caller, { work, idempotency: undefined });
  // Refused, it would lie here for ever and wake each look at once. Nothing in it can be refused.
  invariant(taken.kind === 'done', 'a batch of history is taken in');
}

/** A run is undone by whoever asked for it, in one piece. */
async function callerOf(
  { database }: Parts,
  accountId: string,
  importId: string | null,
): Promise<Caller> {
  const run = importId === null ? null : await findImport(database.reader, accountId, importId);
  if (run === null) return timeryCaller(accountId);
  return { accountId, tokenId: run.tokenId, groupId: run.id, cause: 'history from Toggl' };
}

async function endRun(parts: Parts, run: TogglImport): Promise<void> {
  const { database, overrides } = parts;
  const { id: importId, accountId } = run;
  const now = parts.now();
  if (!run.isDry) {
    await database.write(async (tx) => {
      const isDone = await endImport(tx, { importId, now });
      if (isDone) await markImportedAt(tx, accountId, now);
    });
    return;
  }
  const entries = await listHeld(database.reader, accountId, importId);
  const preview = await previewImport(database.reader, accountId, { entries, overrides });
  await database.write(async (tx) => {
    await addTaken(tx, { importId, ...preview });
    const isDone = await endImport(tx, { importId, now });
    if (!isDone) await forgetSeenOfImport(tx, accountId, importId);
  });
}

type Telling = Readonly<{ accountId: string; importId: string; told: Map<string, string> }>;

/** Only what is news. */
async function tell(
  { database, announce }: Parts,
  { accountId, importId, told }: Telling,
): Promise<void> {
  const run = await findImport(database.reader, accountId, importId);
  if (run === null) return;
  const event = importEventOf(run);
  const text = JSON.stringify(event);
  if (told.get(importId) !== text) announce(event);
  if (run.finishedAt === null) told.set(importId, text);
  else told.delete(importId);
}

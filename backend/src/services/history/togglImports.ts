/**
 * Asking for an import: a row that the projection reads for and the intake takes in. Nothing in
 * here waits for Toggl but `result`, which waits for what can be read at once and answers how far
 * it came.
 *
 * A dry run reads where that costs one call, so that it can tell what would change; what it read is
 * kept, and the import that follows it reads nothing again.
 */

import { type Reading, readingsFor } from '../../../../core/importer/readings.ts';
import { invariant } from '../../../../core/invariant.ts';
import { offsetMs } from '../../../../core/projection/clockOffset.ts';
import type { DayRules } from '../../../../core/time/day.ts';
import { dayRange, dayStartAt } from '../../../../core/time/day.ts';
import type { ReadConnection, WriteTransaction } from '../../db/transaction.ts';
import { findAccount } from '../../store/accounts.ts';
import { findChangeIdOfGroup } from '../../store/journalGroups.ts';
import { findTogglConnection } from '../../store/togglConnections.ts';
import {
  findImport,
  insertImport,
  lastDryRun,
  lastFinishedImport,
  markHandedOver,
  markImportUndone,
  nextSinceOf,
  type TogglImport,
  unfinishedImports,
} from '../../store/togglImports.ts';
import { forgetSeenOfImport, handSeenOver } from '../../store/togglSeenEntries.ts';
import {
  type Caller,
  type Command,
  type CommandResult,
  type Done,
  type EngineParts,
  type Idempotency,
  type Refused,
  runCommand,
} from '../engineCommand.ts';
import { togglNotConnected } from '../refusals.ts';
import { ensureTimeryToken } from '../toggl/timeryCaller.ts';

/** Civil dates, both inclusive. */
type ImportRequest = Readonly<{
  from?: string | undefined;
  to?: string | undefined;
  dryRun: boolean;
}>;

export type ImportRequested = Readonly<{
  importId: string;
  /** Of a dry run that would have to read page after page: told without reading, 0 otherwise. */
  estimatedCalls: number;
}>;

/** `changeId` undoes all of it; null where it changed nothing that still stands. */
export type ImportRun = TogglImport & Readonly<{ changeId: string | null }>;

export type TogglImports = Readonly<{
  request(
    caller: Caller,
    input: ImportRequest,
    idempotency?: Idempotency<ImportRequested>,
  ): Promise<CommandResult<ImportRequested>>;
  /** Once all has been read that can be read now, or after a while: how far it came. */
  result(accountId: string, importId: string): Promise<ImportRun | null>;
  /** The one that runs, or the last one, however that ended. */
  latest(accountId: string): Promise<ImportRun | null>;
}>;

type Parts = EngineParts &
  Readonly<{
    timers: Readonly<{ after: (delayMs: number, run: () => void) => () => void }>;
    /** null without a token: there is no Toggl to ask. */
    live: () => Readonly<{ whenIdle: () => Promise<void> }> | null;
  }>;

/** A Shortcut gives up after a minute, some proxies after half of one. */
const answerWithinMs = 20_000;
const dryRunKeptMs = 15 * 60_000;

export function createTogglImports(parts: Parts): TogglImports {
  const { reader } = parts.database;
  return {
    request: (caller, input, idempotency) =>
      runCommand(parts, caller, {
        work: (command) => request(command, parts, input),
        idempotency,
      }),
    result: async (accountId, importId) => {
      await idleOrLate(parts);
      return withChange(reader, await findImport(reader, accountId, importId));
    },
    latest: async (accountId) => {
      const [running] = await unfinishedImports(reader, accountId);
      const run = running ?? (await lastFinishedImport(reader, accountId));
      return withChange(reader, run);
    },
  };
}

async function withChange(
  reader: ReadConnection,
  run: TogglImport | null,
): Promise<ImportRun | null> {
  if (run === null) return null;
  const isUndone = run.state === 'undone';
  const changeId = isUndone ? null : await findChangeIdOfGroup(reader, run.accountId, run.id);
  return { ...run, changeId };
}

async function idleOrLate({ live, timers }: Parts): Promise<void> {
  const running = live();
  if (running === null) return;
  let cancel = () => {};
  const late = new Promise<void>((resolve) => {
    cancel = timers.after(answerWithinMs, resolve);
  });
  await Promise.race([running.whenIdle(), late]);
  cancel();
}

async function request(
  command: Command,
  { live }: Parts,
  input: ImportRequest,
): Promise<Done<ImportRequested> | Refused> {
  if (live() === null) return togglNotConnected;
  await ensureTimeryToken(command);
  const wanted = await wantedOf(command, input);
  const same = await sameRun(command, wanted);
  if (same !== null) return requested(same.id);
  const dry = await freshDryRun(command, wanted);
  if (dry !== null && wanted.isDry) return requested(dry.id);
  if (wanted.isDry && wanted.readings.some(({ kind }) => kind === 'search')) {
    return requested('', wanted.readings.length);
  }
  return requested(await insertRun(command, wanted, dry));
}

function requested(importId: string, estimatedCalls = 0): Done<ImportRequested> {
  return { kind: 'done', importId, estimatedCalls };
}

type Wanted = Readonly<{
  fromAt: number | null;
  untilAt: number | null;
  isDry: boolean;
  readings: readonly Reading[];
}>;

async function wantedOf(
  { tx, caller, now }: Command,
  { from, to, dryRun }: ImportRequest,
): Promise<Wanted> {
  const { accountId } = caller;
  const account = await findAccount(tx, accountId);
  invariant(account, `account ${accountId} exists`);
  const days: DayRules = account;
  const connection = await findTogglConnection(tx, accountId);
  const fromAt = from === undefined ? null : dayStartAt(from, days);
  const untilAt = to === undefined ? null : dayRange(to, days).endAt;
  const readings = readingsFor({
    from: from === undefined || fromAt === null ? null : { date: from, at: fromAt },
    to: to === undefined || untilAt === null ? null : { date: to, endAt: untilAt },
    nowSecond: Math.floor((now + offsetMs(connection?.clockOffset ?? null)) / 1000),
    sinceSecond: await nextSinceOf(tx, accountId),
  });
  return { fromAt, untilAt, isDry: dryRun, readings };
}

function isSameRange(run: TogglImport, { fromAt, untilAt }: Wanted): boolean {
  return run.fromAt === fromAt && run.untilAt === untilAt;
}

/** Asked for twice, it runs once. */
async function sameRun({ tx, caller }: Command, wanted: Wanted): Promise<TogglImport | null> {
  const runs = await unfinishedImports(tx, caller.accountId);
  const running = runs.filter(({ state, isDry }) => state === 'running' && isDry === wanted.isDry);
  return running.find((run) => isSameRange(run, wanted)) ?? null;
}

/** What another one kept is let go, and it is not to be taken over as if it were whole. */
async function freshDryRun(
  { tx, caller, now }: Command,
  wanted: Wanted,
): Promise<TogglImport | null> {
  const dry = await lastDryRun(tx, caller.accountId);
  if (dry === null || dry.finishedAt === null) return null;
  if (isSameRange(dry, wanted) && now - dry.finishedAt <= dryRunKeptMs) return dry;
  await forgetSeenOfImport(tx, caller.accountId, dry.id);
  await markHandedOver(tx, dry.id);
  return null;
}

async function insertRun(
  { tx, caller, now, newId }: Command,
  { fromAt, untilAt, isDry, readings }: Wanted,
  dry: TogglImport | null,
): Promise<string> {
  const { accountId, tokenId } = caller;
  const id = newId();
  const toRead = dry === null ? readings : [];
  await insertImport(tx, accountId, {
    id,
    tokenId,
    isDry,
    fromAt,
    untilAt,
    readings: toRead,
    readingsPlanned: toRead.length,
    calls: dry?.calls ?? 0,
    entries: dry?.entries ?? 0,
    nextSinceSecond: dry?.nextSinceSecond ?? null,
    requestedAt: now,
  });
  if (dry !== null) await takeOver(tx, accountId, { fromImportId: dry.id, toImportId: id });
  return id;
}

async function takeOver(
  tx: WriteTransaction,
  accountId: string,
  handed: Readonly<{ fromImportId: string; toImportId: string }>,
): Promise<void> {
  await handSeenOver(tx, accountId, handed);
  await markHandedOver(tx, handed.fromImportId);
}

/** Told by the engine of each group of changes that is taken back: most are no import. */
export async function endUndoneImport({ tx, caller }: Command, groupId: string): Promise<void> {
  await markImportUndone(tx, caller.accountId, groupId);
}

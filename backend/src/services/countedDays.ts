/**
 * Days as reports sum them up. What is over is counted once and kept; what changed since, the
 * journal tells; today and whatever was never counted is counted from the slices.
 *
 * Invariants: a kept day is what counting it anew would answer. It is believed only while no
 * change after the horizon's revision touches it, the account's days are cut as they were, and
 * the tasks logged in it are the same. A command pays nothing for it: only reports write here,
 * in short transactions of their own.
 *
 *     journal    ──────●──────────●───●──▶       changes since the horizon
 *     days       [kept][kept][ anew ][kept]      touched by one of them: counted anew
 *                                          [today: always anew
 */
import type { SliceChange } from '../../../core/engine/slice.ts';
import { invariant } from '../../../core/invariant.ts';
import { figuresOf, type LoggedTask, switchPauseMs } from '../../../core/reviews/figures.ts';
import { isTouched, touchedRanges } from '../../../core/reviews/touched.ts';
import { type CivilRange, daysOf } from '../../../core/time/calendar.ts';
import { type DayRules, dayOf, dayRange } from '../../../core/time/day.ts';
import { overlaps, type Range, union } from '../../../core/time/range.ts';
import type { Database } from '../db/database.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';
import { findAccount, lockAccount } from '../store/accounts.ts';
import {
  deleteDays,
  findHorizon,
  readStoredDays,
  type StoredDay,
  storeDay,
  storeHorizon,
} from '../store/countedDays.ts';
import { findHistoryBounds, readCountedSlices } from '../store/countedSlices.ts';
import { readChangesSince } from '../store/journal.ts';

/** So few changes are looked at by every report; more are worth a write that settles them. */
const changesPerReport = 200;
/** From there on counting everything anew is cheaper than reading what changed. */
const mostChanges = 20_000;
/** Few enough for a busy history not to hold other requests up. */
const daysPerStep = 10;
const everyDay: CivilRange = { from: '0000-01-01', to: '9999-12-31' };

export type CountedDay = Omit<StoredDay, 'logs'>;

export type Ask = CivilRange &
  Readonly<{
    accountId: string;
    days: DayRules;
    now: number;
    /** All logged tasks that reach into the dates. */
    logs: readonly LoggedTask[];
  }>;

type Known = Readonly<{
  days: readonly StoredDay[];
  missing: readonly string[];
  /** Read before anything else: what is counted from now on is no older. */
  revision: number;
  isSettled: boolean;
}>;

/** Counts without writing, for reading inside the transaction of a command. */
export async function countWithin(connection: ReadConnection, ask: Ask): Promise<CountedDay[]> {
  const known = await readKnownDays(connection, ask);
  return [...known.days, ...(await countDays(connection, ask, known.missing))].sort(byDay);
}

/** Counts, and keeps what is over, a few days at a time. */
export async function countAndKeep({ reader, write }: Database, ask: Ask): Promise<CountedDay[]> {
  const known = await readKnownDays(reader, ask);
  const counted: StoredDay[] = [...known.days];
  for (let start = 0; start < known.missing.length; start += daysPerStep) {
    const step = known.missing.slice(start, start + daysPerStep);
    const days = await countDays(reader, ask, step);
    counted.push(...days);
    const over = days.filter(({ endAt }) => endAt <= ask.now);
    if (over.length > 0) await write((tx) => keep(tx, ask, { over, known }));
  }
  if (!known.isSettled) await write((tx) => keep(tx, ask, { over: [], known }));
  return counted.sort(byDay);
}

async function readKnownDays(connection: ReadConnection, ask: Ask): Promise<Known> {
  const { accountId } = ask;
  const revision = await revisionOf(connection, accountId);
  const wanted = await datesWithHistory(connection, ask);
  const [from] = wanted;
  const to = wanted.at(-1);
  const horizon = await findHorizon(connection, accountId);
  const isCutAlike = horizon !== null && cutAlike(horizon, ask.days);
  if (from === undefined || to === undefined || !isCutAlike) {
    return { days: [], missing: wanted, revision, isSettled: true };
  }
  const since = { sinceRevision: horizon.revision, most: mostChanges };
  const changes =
    horizon.revision === revision ? [] : await readChangesSince(connection, accountId, since);
  const isSettled = changes.length <= changesPerReport;
  if (changes.length === mostChanges) return { days: [], missing: wanted, revision, isSettled };
  const touched = unionOf(changes);
  const stored = await readStoredDays(connection, accountId, { from, to });
  const days = stored.filter(
    (day) =>
      day.endAt <= ask.now && !isTouched(day, touched) && day.logs === logsKey(ask.logs, day),
  );
  const have = new Set(days.map(({ day }) => day));
  return { days, missing: wanted.filter((day) => !have.has(day)), revision, isSettled };
}

/** Before the first slice and after today there is nothing to count. */
async function datesWithHistory(
  connection: ReadConnection,
  { accountId, days, now, logs, from, to }: Ask,
): Promise<string[]> {
  const bounds = await findHistoryBounds(connection, accountId);
  const firsts = [...logs.map(({ startAt }) => startAt), ...(bounds ? [bounds.firstAt] : [])];
  if (firsts.length === 0) return [];
  const first = dayOf(Math.min(...firsts), days);
  const last = dayOf(Math.max(now, bounds?.lastAt ?? now), days);
  return daysOf({ from: first > from ? first : from, to: last < to ? last : to });
}

async function countDays(
  connection: ReadConnection,
  { accountId, days, now, logs }: Ask,
  dates: readonly string[],
): Promise<StoredDay[]> {
  const counted: StoredDay[] = [];
  for (const run of adjacentRuns(dates.map((day) => ({ day, ...dayRange(day, days) })))) {
    const first = run[0]?.startAt ?? 0;
    const last = run.at(-1)?.endAt ?? first;
    const range = { startAt: first - switchPauseMs, endAt: last };
    const slices = await readCountedSlices(connection, accountId, range);
    for (const { day, startAt, endAt } of run) {
      const reach = { startAt: startAt - switchPauseMs, endAt };
      const own = {
        slices: slices.filter((slice) => overlaps(spanOf(slice), reach)),
        logs: logs.filter((log) => overlaps(log, reach)),
      };
      const figures = figuresOf(own, { startAt, endAt, now });
      counted.push({ day, startAt, endAt, figures, logs: logsKey(logs, { startAt, endAt }) });
    }
  }
  return counted;
}

function spanOf({ startAt, endAt }: Readonly<{ startAt: number; endAt: number | null }>): Range {
  return { startAt, endAt: endAt ?? Number.POSITIVE_INFINITY };
}

type Dated = Range & Readonly<{ day: string }>;

/** Days that follow each other share one reading of the slices, up to a step of them. */
function adjacentRuns(days: readonly Dated[]): Dated[][] {
  const runs: Dated[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    const isNext = run !== undefined && run.at(-1)?.endAt === day.startAt;
    if (isNext && run.length < daysPerStep) run.push(day);
    else runs.push([day]);
  }
  return runs;
}

/**
 * Under the account's lock nothing changes meanwhile. What changed between the counting and the
 * lock is not kept, and what others kept before such a change goes.
 */
async function keep(
  tx: WriteTransaction,
  { accountId, days }: Ask,
  { over, known }: Readonly<{ over: readonly StoredDay[]; known: Known }>,
): Promise<void> {
  await lockAccount(tx, accountId);
  const account = await findAccount(tx, accountId);
  if (account === null || !cutAlike(account, days)) return;
  const horizon = await findHorizon(tx, accountId);
  const settledAt = horizon !== null && cutAlike(horizon, days) ? horizon.revision : null;
  await forget(tx, accountId, { days, settledAt, current: account.engineRevision });
  const isStill = known.revision === account.engineRevision;
  const since = { sinceRevision: known.revision, most: mostChanges };
  const changed = isStill ? [] : await readChangesSince(tx, accountId, since);
  const touched = unionOf(changed);
  for (const day of over) {
    if (changed.length < mostChanges && !isTouched(day, touched))
      await storeDay(tx, accountId, day);
  }
  if (settledAt === account.engineRevision) return;
  const { timeZone, dayStartMinutes } = days;
  await storeHorizon(tx, accountId, {
    timeZone,
    dayStartMinutes,
    revision: account.engineRevision,
  });
}

type Forgetting = Readonly<{
  days: DayRules;
  /** null where the days were cut otherwise, or never. */
  settledAt: number | null;
  current: number;
}>;

async function forget(
  tx: WriteTransaction,
  accountId: string,
  { days, settledAt, current }: Forgetting,
): Promise<void> {
  if (settledAt === current) return;
  if (settledAt === null) return deleteDays(tx, accountId, everyDay);
  const since = { sinceRevision: settledAt, most: mostChanges };
  const changes = await readChangesSince(tx, accountId, since);
  if (changes.length === mostChanges) return deleteDays(tx, accountId, everyDay);
  for (const { startAt, endAt } of unionOf(changes)) {
    const to = endAt === Number.POSITIVE_INFINITY ? everyDay.to : dayOf(endAt, days);
    await deleteDays(tx, accountId, { from: dayOf(startAt, days), to });
  }
}

function unionOf(changes: readonly SliceChange[]): Range[] {
  return union(changes.flatMap(touchedRanges));
}

function logsKey(logs: readonly LoggedTask[], { startAt, endAt }: Range): string {
  if (logs.length === 0) return '';
  const reach = { startAt: startAt - switchPauseMs, endAt };
  return logs
    .filter((log) => overlaps(log, reach))
    .map((log) => `${log.startAt}-${log.endAt} ${log.categoryId} ${log.taskId}`)
    .sort()
    .join('\n');
}

async function revisionOf(connection: ReadConnection, accountId: string): Promise<number> {
  const account = await findAccount(connection, accountId);
  invariant(account, `account ${accountId} exists`);
  return account.engineRevision;
}

function cutAlike(a: DayRules, b: DayRules): boolean {
  return a.timeZone === b.timeZone && a.dayStartMinutes === b.dayStartMinutes;
}

function byDay(a: CountedDay, b: CountedDay): number {
  return a.day < b.day ? -1 : 1;
}

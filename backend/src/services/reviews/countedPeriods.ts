/**
 * Days and months as reports sum them up. What is over is counted once and kept; what changed
 * since, the journal tells; today and whatever was never counted is counted from the slices.
 *
 * Invariants: a kept period is what counting it anew would answer. It is believed only while no
 * change after the horizon's revision touches it, the account's days are cut as they were, and
 * the tasks logged in it are the same. A command pays nothing for it: only reports write here,
 * in short transactions of their own.
 *
 *     journal    ──────●──────────●───●──▶       changes since the horizon
 *     days       [kept][kept][ anew ][kept]      touched by one of them: counted anew
 *                                          [today: always anew
 */
import type { SliceChange } from '../../../../core/engine/slice.ts';
import { invariant } from '../../../../core/invariant.ts';
import {
  type Figures,
  figuresOf,
  type LoggedTask,
  sumFigures,
  switchPauseMs,
} from '../../../../core/reviews/figures.ts';
import { isTouched, touchedRanges } from '../../../../core/reviews/touched.ts';
import { addDays, type CivilRange, daysOf, periodsOf } from '../../../../core/time/calendar.ts';
import { type DayRules, dayOf, dayRange, dayStartAt } from '../../../../core/time/day.ts';
import { overlaps, type Range, union } from '../../../../core/time/range.ts';
import type { Database } from '../../db/database.ts';
import type { ReadConnection, WriteTransaction } from '../../db/transaction.ts';
import { findAccount, lockAccount } from '../../store/accounts.ts';
import {
  type CountedKind,
  deletePeriods,
  findHorizon,
  readStoredPeriods,
  type StoredPeriod,
  storeHorizon,
  storePeriod,
} from '../../store/countedPeriods.ts';
import { findHistoryBounds, readCountedSlices } from '../../store/countedSlices.ts';
import { readChangesSince } from '../../store/journal.ts';

/** So few changes are looked at by every report; more are worth a write that settles them. */
const changesPerReport = 200;
/** From there on counting everything anew is cheaper than reading what changed. */
const mostChanges = 20_000;
/** Few enough for a busy history not to hold other requests up. */
const daysPerStep = 10;
const everyDay: CivilRange = { from: '0001-01-01', to: '9999-12-31' };

export type Counted = CivilRange & Range & Readonly<{ figures: Figures }>;

export type Ask = CivilRange &
  Readonly<{
    accountId: string;
    /** `month` lets whole months stand for their days. */
    coarsest: CountedKind;
    days: DayRules;
    now: number;
    /** All logged tasks that reach into the dates. */
    logs: readonly LoggedTask[];
  }>;

type Known = Readonly<{
  /** Kept and believed. */
  periods: readonly StoredPeriod[];
  /** Dates that they leave out. */
  missing: readonly string[];
  /** Read before anything else: what is counted from now on is no older. */
  revision: number;
  isSettled: boolean;
}>;

/** Counts without writing, for reading inside the transaction of a command. */
export async function countWithin(connection: ReadConnection, ask: Ask): Promise<Counted[]> {
  const known = await readKnown(connection, ask);
  return [...known.periods, ...(await countDays(connection, ask, known.missing))].sort(byStart);
}

/** Counts, and keeps what is over, a few days at a time. */
export async function countAndKeep({ reader, write }: Database, ask: Ask): Promise<Counted[]> {
  const known = await readKnown(reader, ask);
  const counted: StoredPeriod[] = [...known.periods];
  const keepOver = async (periods: readonly StoredPeriod[]) => {
    const over = periods.filter(({ endAt }) => endAt <= ask.now);
    if (over.length > 0) await write((tx) => keep(tx, ask, { over, known }));
  };
  for (let start = 0; start < known.missing.length; start += daysPerStep) {
    const days = await countDays(reader, ask, known.missing.slice(start, start + daysPerStep));
    counted.push(...days);
    await keepOver(days);
  }
  counted.sort(byStart);
  await keepOver(monthsFrom(counted, ask));
  if (!known.isSettled) await write((tx) => keep(tx, ask, { over: [], known }));
  return counted;
}

async function readKnown(connection: ReadConnection, ask: Ask): Promise<Known> {
  const { accountId } = ask;
  const revision = await revisionOf(connection, accountId);
  const history = await historyWithin(connection, ask);
  const horizon = await findHorizon(connection, accountId);
  const nothing = { periods: [], missing: history === null ? [] : daysOf(history), revision };
  if (history === null || horizon === null || !cutAlike(horizon, ask.days)) {
    return { ...nothing, isSettled: true };
  }
  const since = { sinceRevision: horizon.revision, most: mostChanges };
  const changes =
    horizon.revision === revision ? [] : await readChangesSince(connection, accountId, since);
  const isSettled = changes.length <= changesPerReport;
  if (changes.length === mostChanges) return { ...nothing, isSettled };
  const touched = unionOf(changes);
  const isBelieved = (period: StoredPeriod) =>
    period.endAt <= ask.now &&
    !isTouched(period, touched) &&
    period.logs === logsKey(ask.logs, period);
  return { ...(await readBelieved(connection, ask, { history, isBelieved })), revision, isSettled };
}

type Believing = Readonly<{
  history: CivilRange;
  isBelieved: (period: StoredPeriod) => boolean;
}>;

/** Months where they may stand for their days, then the days between them. */
async function readBelieved(
  connection: ReadConnection,
  { accountId, coarsest, from, to }: Ask,
  { history, isBelieved }: Believing,
): Promise<Pick<Known, 'periods' | 'missing'>> {
  const read = async (kind: CountedKind, range: CivilRange) =>
    (await readStoredPeriods(connection, accountId, { kind, ...range })).filter(isBelieved);
  const kept = coarsest === 'day' ? [] : await read('month', { from, to });
  const months = kept.filter((month) => month.to <= to);
  const days: StoredPeriod[] = [];
  const missing: string[] = [];
  for (const gap of gapsBetween(months, history)) {
    const own = await read('day', gap);
    const have = new Set(own.map((day) => day.from));
    days.push(...own);
    missing.push(...daysOf(gap).filter((day) => !have.has(day)));
  }
  return { periods: [...months, ...days], missing };
}

function gapsBetween(sorted: readonly CivilRange[], { from, to }: CivilRange): CivilRange[] {
  const gaps: CivilRange[] = [];
  let freeFrom = from;
  for (const taken of sorted) {
    if (freeFrom < taken.from) gaps.push({ from: freeFrom, to: addDays(taken.from, -1) });
    freeFrom = addDays(taken.to, 1);
  }
  return freeFrom <= to ? [...gaps, { from: freeFrom, to }] : gaps;
}

/** Before the first slice and after today there is nothing to count. */
async function historyWithin(
  connection: ReadConnection,
  { accountId, days, now, logs, from, to }: Ask,
): Promise<CivilRange | null> {
  const bounds = await findHistoryBounds(connection, accountId);
  const firsts = [...logs.map(({ startAt }) => startAt), ...(bounds ? [bounds.firstAt] : [])];
  if (firsts.length === 0) return null;
  const first = dayOf(Math.min(...firsts), days);
  const lasts = [now, ...logs.map(({ endAt }) => endAt), ...(bounds ? [bounds.lastAt] : [])];
  const last = dayOf(Math.max(...lasts), days);
  const history = { from: first > from ? first : from, to: last < to ? last : to };
  return history.from <= history.to ? history : null;
}

async function countDays(
  connection: ReadConnection,
  { accountId, days, now, logs }: Ask,
  dates: readonly string[],
): Promise<StoredPeriod[]> {
  const counted: StoredPeriod[] = [];
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
      const span = { kind: 'day' as const, from: day, to: day, startAt, endAt };
      counted.push({ ...span, figures, logs: logsKey(logs, span) });
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

/** Whole months of the dates that were counted day by day; `counted` is sorted. */
function monthsFrom(counted: readonly StoredPeriod[], ask: Ask): StoredPeriod[] {
  if (ask.coarsest === 'day') return [];
  const byMonth = Map.groupBy(counted, ({ from }) => from.slice(0, 7));
  return periodsOf(ask, 'month').flatMap(({ from, to }) => {
    const own = byMonth.get(from.slice(0, 7)) ?? [];
    const isWhole = from.endsWith('-01') && addDays(to, 1).endsWith('-01');
    if (!isWhole || own.length === 0 || own[0]?.kind === 'month') return [];
    const startAt = dayStartAt(from, ask.days);
    const span = {
      kind: 'month' as const,
      from,
      to,
      startAt,
      endAt: dayStartAt(addDays(to, 1), ask.days),
    };
    const figures = sumFigures(own.map((day) => day.figures));
    return [{ ...span, figures, logs: logsKey(ask.logs, span) }];
  });
}

/**
 * Under the account's lock nothing changes meanwhile. What changed between the counting and the
 * lock is not kept, and what others kept before such a change goes.
 */
async function keep(
  tx: WriteTransaction,
  { accountId, days }: Ask,
  { over, known }: Readonly<{ over: readonly StoredPeriod[]; known: Known }>,
): Promise<void> {
  await lockAccount(tx, accountId);
  const account = await findAccount(tx, accountId);
  if (account === null || !cutAlike(account, days)) return;
  const revision = account.engineRevision;
  const horizon = await findHorizon(tx, accountId);
  const settledAt = horizon !== null && cutAlike(horizon, days) ? horizon.revision : null;
  await forget(tx, accountId, { days, settledAt, current: revision });
  const since = { sinceRevision: known.revision, most: mostChanges };
  const changed = known.revision === revision ? [] : await readChangesSince(tx, accountId, since);
  const touched = unionOf(changed);
  for (const period of changed.length === mostChanges ? [] : over) {
    if (!isTouched(period, touched)) await storePeriod(tx, accountId, period);
  }
  if (settledAt === revision) return;
  const { timeZone, dayStartMinutes } = days;
  await storeHorizon(tx, accountId, { timeZone, dayStartMinutes, revision });
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
  if (settledAt === null) return deletePeriods(tx, accountId, everyDay);
  const since = { sinceRevision: settledAt, most: mostChanges };
  const changes = await readChangesSince(tx, accountId, since);
  if (changes.length === mostChanges) return deletePeriods(tx, accountId, everyDay);
  for (const { startAt, endAt } of unionOf(changes)) {
    const to = endAt === Number.POSITIVE_INFINITY ? everyDay.to : dayOf(endAt, days);
    await deletePeriods(tx, accountId, { from: dayOf(startAt, days), to });
  }
}

function unionOf(changes: readonly SliceChange[]): Range[] {
  return union(changes.flatMap(touchedRanges));
}

/** Two stretches with the same tasks logged in them have the same key. */
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

function byStart(a: Counted, b: Counted): number {
  return a.from < b.from ? -1 : 1;
}

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
 *
 * Days in which nothing begins or ends are not kept: counting them is as cheap as reading them,
 * and one slice may run through a century of them. Their months are kept.
 */
import type { SliceChange } from '../../../../core/engine/slice.ts';
import { invariant } from '../../../../core/invariant.ts';
import { type Figures, type LoggedTask, sumFigures } from '../../../../core/reviews/figures.ts';
import { isTouched, touchedRanges } from '../../../../core/reviews/touched.ts';
import { addDays, type CivilRange, periodsOf } from '../../../../core/time/calendar.ts';
import { type DayRules, dayOf, dayStartAt } from '../../../../core/time/day.ts';
import { type Range, union } from '../../../../core/time/range.ts';
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
import { findHistoryBounds } from '../../store/countedSlices.ts';
import { readChangesSince } from '../../store/journalSince.ts';
import { countSteps, logsKey } from './countDays.ts';

/** So few changes are looked at by every report; more are worth a write that settles them. */
const changesPerReport = 200;
/** From there on counting everything anew is cheaper than reading what changed. */
const mostChanges = 20_000;
/** Few enough not to hold other requests up. */
const periodsPerWrite = 100;
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
  missing: readonly CivilRange[];
  /** Read before anything else: what is counted from now on is no older. */
  revision: number;
  isSettled: boolean;
}>;

/** Counts without writing, for reading inside the transaction of a command. */
export async function countWithin(connection: ReadConnection, ask: Ask): Promise<Counted[]> {
  const known = await readKnown(connection, ask);
  const counted: Counted[] = [...known.periods];
  for await (const days of countSteps(connection, ask, known.missing)) counted.push(...days);
  return counted.sort(byStart);
}

/** Counts, and keeps what is over, a few days at a time. */
export async function countAndKeep({ reader, write }: Database, ask: Ask): Promise<Counted[]> {
  const known = await readKnown(reader, ask);
  const counted: Counted[] = [...known.periods];
  const keepOver = async (periods: readonly StoredPeriod[]) => {
    const over = periods.filter(({ endAt }) => endAt <= ask.now);
    for (let start = 0; start < over.length; start += periodsPerWrite) {
      const some = over.slice(start, start + periodsPerWrite);
      await write((tx) => keep(tx, ask, { over: some, known }));
    }
  };
  for await (const days of countSteps(reader, ask, known.missing)) {
    counted.push(...days);
    await keepOver(days.filter(({ isQuiet }) => !isQuiet));
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
  const nothing = { periods: [], missing: history === null ? [] : [history], revision };
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
  const missing: CivilRange[] = [];
  for (const gap of gapsBetween(months, history)) {
    const own = await read('day', gap);
    days.push(...own);
    missing.push(...gapsBetween(own, gap));
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

/** Whole months of the dates that were counted day by day; `counted` is sorted. */
function monthsFrom(counted: readonly Counted[], ask: Ask): StoredPeriod[] {
  if (ask.coarsest === 'day') return [];
  const byMonth = Map.groupBy(counted, ({ from }) => from.slice(0, 7));
  return periodsOf(ask, 'month').flatMap(({ from, to }) => {
    const own = byMonth.get(from.slice(0, 7)) ?? [];
    const isWhole = from.endsWith('-01') && addDays(to, 1).endsWith('-01');
    const [first] = own;
    if (!isWhole || first === undefined || first.from < first.to) return [];
    const last = own.at(-1);
    // The zone is slow to ask: only where the history begins or ends within the month.
    const startAt = first.from === from ? first.startAt : dayStartAt(from, ask.days);
    const endAt = last?.to === to ? last.endAt : dayStartAt(addDays(to, 1), ask.days);
    const span = { kind: 'month' as const, from, to, startAt, endAt };
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

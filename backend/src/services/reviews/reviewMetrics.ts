/**
 * The one place where reports, goals and reviews take their figures from: what countedPeriods.ts
 * counted, summed up into the periods that were asked for and told in whole seconds.
 *
 * Invariant: every report of the same dates tells the same, because all of them are sums of the
 * same days. It only reads, but for the days that it keeps for the next report.
 */
import { type Activity, type ActivityDay, sumActivity } from '../../../../core/health/activity.ts';
import { invariant } from '../../../../core/invariant.ts';
import { sumFigures } from '../../../../core/reviews/figures.ts';
import { type Goal, type GoalProgress, progressOf } from '../../../../core/reviews/goals.ts';
import { idsNamed, type MeaningNames } from '../../../../core/reviews/meaning.ts';
import { type CountedPeriod, type Metrics, metricsOf } from '../../../../core/reviews/metrics.ts';
import {
  type PlannedAndDone,
  type PlannedTask,
  plannedAndDone,
} from '../../../../core/reviews/planned.ts';
import {
  addDays,
  type CivilRange,
  countDays,
  type PeriodKind,
  periodAround,
  periodsOf,
} from '../../../../core/time/calendar.ts';
import { type DayRules, dayStartAt } from '../../../../core/time/day.ts';
import type { Range } from '../../../../core/time/range.ts';
import type { Database } from '../../db/database.ts';
import type { ReadConnection } from '../../db/transaction.ts';
import { findAccount } from '../../store/accounts.ts';
import { type Category, listCategories } from '../../store/categories.ts';
import { listGoals } from '../../store/goals.ts';
import { listActivityDays } from '../../store/healthDays.ts';
import { type Ask, type Counted, countAndKeep, countWithin } from './countedPeriods.ts';
import type { TaskTimes } from './taskTimes.ts';

export type PeriodReport = CivilRange &
  Range &
  Metrics &
  Readonly<{
    lengthSeconds: number;
    planned: PlannedAndDone;
    /** Steps and the like, summed up; null is what no phone told. */
    activity: Activity;
  }>;

type GoalReport = Goal & Readonly<{ progress: readonly GoalProgress[] }>;

export type Report = Readonly<{
  timeZone: string;
  /** Those that the figures name. */
  categories: readonly Pick<Category, 'id' | 'name' | 'color'>[];
  total: PeriodReport;
  periods: readonly PeriodReport[];
  /** With their days or weeks that overlap the dates, those whole; none over many years. */
  goals: readonly GoalReport[];
}>;

export type Question = CivilRange & Readonly<{ by: PeriodKind }>;

type MetricsParts = Readonly<{
  database: Database;
  now: () => number;
  names: MeaningNames;
  tasks: TaskTimes;
}>;

export type ReviewMetrics = Readonly<{
  report(accountId: string, question: Question): Promise<Report>;
  /** Inside the transaction of a command, with the command's instant; keeps nothing. */
  reportWithin(connection: ReadConnection, given: Given): Promise<Report>;
}>;

/** Each is told day by day: ten years of them are as long a reply as anybody reads. */
const mostDaysOfGoals = 4_000;

type Given = Question & Readonly<{ accountId: string; now: number }>;

export function createReviewMetrics(parts: MetricsParts): ReviewMetrics {
  const { database, now } = parts;
  return {
    report: (accountId, question) => {
      const given = { ...question, accountId, now: now() };
      return reportOf(parts, given, {
        connection: database.reader,
        count: (ask) => countAndKeep(database, ask),
      });
    },
    reportWithin: (connection, given) =>
      reportOf(parts, given, { connection, count: (ask) => countWithin(connection, ask) }),
  };
}

type Reading = Readonly<{
  connection: ReadConnection;
  count: (ask: Ask) => Promise<readonly Counted[]>;
}>;

async function reportOf(
  { tasks, names }: MetricsParts,
  given: Given,
  { connection, count }: Reading,
): Promise<Report> {
  const { accountId, now, from, to } = given;
  const account = await findAccount(connection, accountId);
  invariant(account, `account ${accountId} exists`);
  const days = { timeZone: account.timeZone, dayStartMinutes: account.dayStartMinutes };
  const isShort = countDays({ from, to }) <= mostDaysOfGoals;
  const goals = isShort ? await listGoals(connection, accountId) : [];
  const span = wholeWeeksOf({ from, to }, goals);
  const logs = await tasks.logsWithin(connection, accountId, rangeOf(span, days));
  const plans = await tasks.plansWithin(connection, accountId, { from, to, rules: days });
  // The progress of goals is told by day and week, so with goals the days themselves are read.
  const coarsest = given.by === 'month' && goals.length === 0 ? 'month' : 'day';
  const counted = await count({ ...span, accountId, coarsest, days, now, logs });
  const categories = await listCategories(connection, accountId);
  const sleep = idsNamed(categories, names.sleepCategories);
  const deep = idsNamed(categories, names.deepWorkModes);
  const meaning = {
    isSleep: (id: string) => sleep.has(id),
    isDeepWork: (id: string) => deep.has(id),
    now,
  };
  const activity = await listActivityDays(connection, accountId, { from, to });
  const told = periodReports(counted, { ...given, days, plans, activity, meaning });
  return {
    timeZone: account.timeZone,
    categories: namedIn(told.total, goals, categories),
    ...told,
    goals: goals.map((goal) => ({ ...goal, progress: progress(goal, { from, to }, counted) })),
  };
}

/** A week's goal needs its whole week, though the dates asked for begin or end within it. */
function wholeWeeksOf({ from, to }: CivilRange, goals: readonly Goal[]): CivilRange {
  if (!goals.some(({ period }) => period === 'week')) return { from, to };
  return { from: periodAround(from, 'week').from, to: periodAround(to, 'week').to };
}

function rangeOf({ from, to }: CivilRange, days: DayRules): Range {
  return { startAt: dayStartAt(from, days), endAt: dayStartAt(addDays(to, 1), days) };
}

type Telling = Given &
  Readonly<{
    days: DayRules;
    plans: readonly PlannedTask[];
    activity: readonly ActivityDay[];
    meaning: Parameters<typeof metricsOf>[1];
  }>;

function periodReports(
  counted: readonly Counted[],
  { from, to, by, days, plans, activity, meaning }: Telling,
): Pick<Report, 'total' | 'periods'> {
  const ranges = periodsOf({ from, to }, by);
  const startOf = startsFrom(counted, days);
  const spans = ranges.map((range) => ({
    ...range,
    startAt: startOf(range.from),
    endAt: startOf(addDays(range.to, 1)),
  }));
  const byPeriod = spans.map((span): CountedPeriod => {
    const own = countedWithin(counted, span).map(({ figures }) => figures);
    return { startAt: span.startAt, endAt: span.endAt, figures: sumFigures(own) };
  });
  const { total, periods } = metricsOf(byPeriod, meaning);
  const reportOn = (span: CivilRange & Range, metrics: Metrics): PeriodReport => ({
    ...span,
    ...metrics,
    lengthSeconds: Math.floor((span.endAt - span.startAt) / 1000),
    planned: plannedAndDone(plans, span, metrics),
    activity: sumActivity(activity.filter(({ day }) => span.from <= day && day <= span.to)),
  });
  const whole = { from, to, startAt: startOf(from), endAt: startOf(addDays(to, 1)) };
  return {
    total: reportOn(whole, total),
    periods: spans.flatMap((span, i) => {
      const metrics = periods[i];
      return metrics === undefined ? [] : [reportOn(span, metrics)];
    }),
  };
}

/** What was counted knows where it lies; only the rest is asked of the zone, which is slow. */
function startsFrom(counted: readonly Counted[], days: DayRules): (day: string) => number {
  const known = new Map<string, number>();
  for (const [i, { from, to, startAt, endAt }] of counted.entries()) {
    known.set(from, startAt);
    if (counted[i + 1]?.startAt !== endAt) known.set(addDays(to, 1), endAt);
  }
  return (day) => {
    const startAt = known.get(day) ?? dayStartAt(day, days);
    known.set(day, startAt);
    return startAt;
  };
}

/** Sorted, so the search begins where the period does. */
function countedWithin(counted: readonly Counted[], { from, to }: CivilRange): Counted[] {
  let low = 0;
  let high = counted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((counted[middle]?.from ?? to) < from) low = middle + 1;
    else high = middle;
  }
  const own: Counted[] = [];
  for (let i = low; i < counted.length; i += 1) {
    const one = counted[i];
    if (one === undefined || one.from > to) break;
    own.push(one);
  }
  return own;
}

function progress(
  goal: Goal,
  { from, to }: CivilRange,
  counted: readonly Counted[],
): GoalProgress[] {
  const first = periodAround(from, goal.period).from;
  const last = periodAround(to, goal.period).to;
  return periodsOf({ from: first, to: last }, goal.period).map((period) => {
    const own = countedWithin(counted, period).map(({ figures }) => figures);
    return progressOf(goal, period, own);
  });
}

function namedIn(
  total: PeriodReport,
  goals: readonly Goal[],
  categories: readonly Category[],
): Report['categories'] {
  const ids = new Set([
    ...total.categories.map(({ categoryId }) => categoryId),
    ...goals.flatMap(({ categoryId }) => categoryId ?? []),
  ]);
  return categories
    .filter(({ id }) => ids.has(id))
    .map(({ id, name, color }) => ({ id, name, color }));
}

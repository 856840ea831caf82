/**
 * Figures as a person reads them: in whole seconds, with what they mean. The one place where
 * reports, goals and reviews take theirs from.
 *
 * Invariants: categories add up to the total of their dimension, tasks and crossings to the
 * category of PRIMARY they belong to, periods to the whole, each to the second. PRIMARY never
 * exceeds the length of its period.
 */
import { type Dimension, dimensions } from '../engine/slice.ts';
import type { Range } from '../time/range.ts';
import { handDown } from '../time/wholeSeconds.ts';
import { type CrossedDimension, crossedDimensions, type Figures, type Tracked } from './figures.ts';

/** Which categories mean sleep and deep work; the service knows them by their names. */
type Meanings = Readonly<{
  isSleep: (categoryId: string) => boolean;
  isDeepWork: (categoryId: string) => boolean;
}>;

export type Metrics = Readonly<{
  /** The true length, up to now where the period is not over. */
  elapsedSeconds: number;
  totals: Readonly<Record<Dimension, number>>;
  /** The longest first, by dimension. */
  categories: readonly Readonly<{ dimension: Dimension; categoryId: string; seconds: number }>[];
  /** Of PRIMARY; null is what belongs to no task. */
  tasks: readonly Readonly<{ categoryId: string; taskId: string | null; seconds: number }>[];
  /** Of PRIMARY; null is what ran while the other dimension was empty. */
  crossings: readonly Readonly<{
    dimension: CrossedDimension;
    categoryId: string;
    otherCategoryId: string | null;
    seconds: number;
  }>[];
  deepWorkSeconds: number;
  sleepSeconds: number;
  wakingSeconds: number;
  /** Share of the waking time that was tracked, 0 to 1; null where nobody was awake. */
  coverage: number | null;
  switches: number;
}>;

/** A period with what was counted in it. */
export type CountedPeriod = Range & Readonly<{ figures: Figures }>;

type Meaning = Meanings & Readonly<{ now: number }>;

type PeriodsAndTotal = Readonly<{ total: Metrics; periods: readonly Metrics[] }>;

/** The total is rounded once, never above its length, and handed down to periods and parts. */
export function metricsOf(counted: readonly CountedPeriod[], meaning: Meaning): PeriodsAndTotal {
  const wholeSeconds = Math.floor(sum(counted.map(lengthMs)) / 1000);
  const secondsByDimension = dimensions.map((dimension) => {
    const partsMs = counted.map(({ figures }) => totalMs(figures, dimension));
    return handDown(Math.min(Math.round(sum(partsMs) / 1000), wholeSeconds), partsMs);
  });
  const periods = counted.map((period, index) => {
    const totalOf = (dimension: Dimension) =>
      secondsByDimension[dimensions.indexOf(dimension)]?.[index] ?? 0;
    return metricsOfOne(period, totalOf, meaning);
  });
  return { periods, total: addMetrics(periods) };
}

function metricsOfOne(
  { figures, startAt, endAt }: CountedPeriod,
  totalOf: (dimension: Dimension) => number,
  meaning: Meaning,
): Metrics {
  const categories = dimensions.flatMap((dimension) =>
    categoriesOf(figures, dimension, totalOf(dimension)),
  );
  const primary = categories.filter(({ dimension }) => dimension === 'PRIMARY');
  const crossings = crossedDimensions.flatMap((dimension) =>
    primary.flatMap((category) => crossingsOf(figures, dimension, category)),
  );
  const isDeep = (id: string | null) => id !== null && meaning.isDeepWork(id);
  const isSleep = ({ categoryId }: Readonly<{ categoryId: string }>) => meaning.isSleep(categoryId);
  return withCoverage({
    elapsedSeconds: Math.floor(Math.max(0, Math.min(endAt, meaning.now) - startAt) / 1000),
    totals: totalsOf(categories),
    categories,
    tasks: primary.flatMap((category) => tasksOf(figures, category)),
    crossings,
    deepWorkSeconds: secondsOf(
      crossings.filter(
        ({ dimension, otherCategoryId }) => dimension === 'WORK_MODE' && isDeep(otherCategoryId),
      ),
    ),
    sleepSeconds: secondsOf(primary.filter(isSleep)),
    switches: figures.switches,
  });
}

type Part = Readonly<{ dimension: Dimension; categoryId: string; seconds: number }>;

function categoriesOf(figures: Figures, dimension: Dimension, totalSeconds: number): Part[] {
  const own = figures.tracked.filter((one) => one.dimension === dimension);
  const lengths = new Map<string, number>();
  for (const { categoryId, durationMs } of own) {
    lengths.set(categoryId, (lengths.get(categoryId) ?? 0) + durationMs);
  }
  const seconds = handDown(totalSeconds, [...lengths.values()]);
  return [...lengths.keys()]
    .map((categoryId, i) => ({ dimension, categoryId, seconds: seconds[i] ?? 0 }))
    .sort(longestFirst);
}

function tasksOf({ tracked }: Figures, { categoryId, seconds }: Part): Metrics['tasks'] {
  const own = tracked.filter((one) => one.dimension === 'PRIMARY' && one.categoryId === categoryId);
  const parts = handDown(
    seconds,
    own.map(({ durationMs }) => durationMs),
  );
  return own.map(({ taskId }, i) => ({ categoryId, taskId, seconds: parts[i] ?? 0 }));
}

function crossingsOf(
  figures: Figures,
  dimension: CrossedDimension,
  { categoryId, seconds }: Part,
): Metrics['crossings'] {
  const own = figures.crossings.filter(
    (one) => one.dimension === dimension && one.categoryId === categoryId,
  );
  const crossedMs = sum(own.map(({ durationMs }) => durationMs));
  const freeMs = lengthOf(figures.tracked, categoryId) - crossedMs;
  const others: readonly Readonly<{ otherCategoryId: string | null; durationMs: number }>[] =
    freeMs > 0 ? [...own, { otherCategoryId: null, durationMs: freeMs }] : own;
  const parts = handDown(
    seconds,
    others.map(({ durationMs }) => durationMs),
  );
  return others.map(({ otherCategoryId }, i) => ({
    dimension,
    categoryId,
    otherCategoryId,
    seconds: parts[i] ?? 0,
  }));
}

function lengthOf(tracked: readonly Tracked[], categoryId: string): number {
  const own = tracked.filter((one) => one.dimension === 'PRIMARY' && one.categoryId === categoryId);
  return sum(own.map(({ durationMs }) => durationMs));
}

/** Sums of what is rounded already: nothing is rounded twice. */
function addMetrics(all: readonly Metrics[]): Metrics {
  const categories = addUp(
    all.flatMap((one) => one.categories),
    ({ dimension, categoryId }) => `${dimension} ${categoryId}`,
  );
  return withCoverage({
    elapsedSeconds: sum(all.map((one) => one.elapsedSeconds)),
    totals: totalsOf(categories),
    categories: dimensions.flatMap((dimension) =>
      categories.filter((one) => one.dimension === dimension).sort(longestFirst),
    ),
    tasks: addUp(
      all.flatMap((one) => one.tasks),
      ({ categoryId, taskId }) => `${categoryId} ${taskId ?? ''}`,
    ),
    crossings: addUp(
      all.flatMap((one) => one.crossings),
      (one) => `${one.dimension} ${one.categoryId} ${one.otherCategoryId ?? ''}`,
    ),
    deepWorkSeconds: sum(all.map((one) => one.deepWorkSeconds)),
    sleepSeconds: sum(all.map((one) => one.sleepSeconds)),
    switches: sum(all.map((one) => one.switches)),
  });
}

function withCoverage(metrics: Omit<Metrics, 'wakingSeconds' | 'coverage'>): Metrics {
  const { elapsedSeconds, totals, sleepSeconds } = metrics;
  const wakingSeconds = Math.max(0, elapsedSeconds - sleepSeconds);
  const share = (totals.PRIMARY - sleepSeconds) / wakingSeconds;
  const coverage = wakingSeconds === 0 ? null : Math.min(1, Math.round(share * 10_000) / 10_000);
  return { ...metrics, wakingSeconds, coverage };
}

function lengthMs({ startAt, endAt }: Range): number {
  return endAt - startAt;
}

function totalMs({ tracked }: Figures, dimension: Dimension): number {
  const own = tracked.filter((one) => one.dimension === dimension);
  return sum(own.map(({ durationMs }) => durationMs));
}

function totalsOf(parts: readonly Part[]): Record<Dimension, number> {
  const totals = { PRIMARY: 0, WORK_MODE: 0, SOCIAL: 0, SEGMENT: 0 };
  for (const { dimension, seconds } of parts) totals[dimension] += seconds;
  return totals;
}

type Counted = Readonly<{ seconds: number }>;

function addUp<One extends Counted>(parts: readonly One[], keyOf: (part: One) => string): One[] {
  const groups = Map.groupBy(parts, keyOf);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ ...first, seconds: secondsOf(group) }];
  });
}

function secondsOf(parts: readonly Counted[]): number {
  return sum(parts.map(({ seconds }) => seconds));
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

function longestFirst(a: Part, b: Part): number {
  return b.seconds - a.seconds || (a.categoryId < b.categoryId ? -1 : 1);
}

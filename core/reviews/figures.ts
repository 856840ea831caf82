/**
 * What a stretch of time held, in milliseconds: how long each category and task was tracked,
 * what ran inside what, and how often the main activity changed.
 *
 * Invariant: figures of adjacent stretches add up to the figures of both together. So days are
 * counted once each and kept, and any report is a sum of days.
 */
import { type Claim, claimUntilNow, countOnce } from '../engine/countedOnce.ts';
import { type Dimension, dimensions, isImported, type Slice } from '../engine/slice.ts';
import { intersect, type Range } from '../time/range.ts';

/** Dimensions whose time is told by what PRIMARY was meanwhile. */
export const crossedDimensions = ['WORK_MODE', 'SOCIAL'] as const;
export type CrossedDimension = (typeof crossedDimensions)[number];

export type Tracked = Readonly<{
  dimension: Dimension;
  categoryId: string;
  /** Of PRIMARY alone, null elsewhere and where no task is linked. */
  taskId: string | null;
  durationMs: number;
}>;

type Crossing = Readonly<{
  dimension: CrossedDimension;
  /** Of PRIMARY. */
  categoryId: string;
  /** What ran in the dimension meanwhile. */
  otherCategoryId: string;
  durationMs: number;
}>;

export type Figures = Readonly<{
  tracked: readonly Tracked[];
  crossings: readonly Crossing[];
  /** How often PRIMARY went over to another category or task. */
  switches: number;
}>;

/** What is counted of a slice. */
export type CountedSlice = Pick<
  Slice,
  'id' | 'dimension' | 'categoryId' | 'linkedTaskId' | 'source' | 'startAt' | 'endAt'
>;

/** A task that was done without a timer, and told afterwards when (PostDoLog). */
export type LoggedTask = Range & Readonly<{ taskId: string; categoryId: string }>;

export type Recorded = Readonly<{
  slices: readonly CountedSlice[];
  logs: readonly LoggedTask[];
}>;

/**
 * A change after a longer pause is a start, not a switch. Imported entries lie on whole seconds
 * and rarely touch, so a pause of none at all would miss theirs.
 */
export const switchPauseMs = 60_000;

/**
 * What a stretch is counted from: itself and the pause before it. A slice that ended just as long
 * ago as a pause may be shares no time with that, hence one millisecond more.
 *
 *     slices    [═ coding ═)          [═ email ═
 *     stretch              |── pause ─|──────────)
 */
export function countedFrom({ startAt, endAt }: Range): Range {
  return { startAt: startAt - switchPauseMs - 1, endAt };
}

/** `recorded` holds all that reaches into what the stretch is counted from. */
export function figuresOf(
  recorded: Recorded,
  { startAt, endAt, now }: Range & Readonly<{ now: number }>,
): Figures {
  const stretch = { startAt, endAt };
  const claimed = dimensions.map((dimension) => sharesOf(recorded, dimension, now));
  const inside = claimed.map((shares) => clipClaims(shares, stretch));
  const [primary = [], ...others] = inside;
  const crossed = new Map(dimensions.slice(1).map((dimension, i) => [dimension, others[i] ?? []]));
  return {
    tracked: dimensions.flatMap((dimension, i) => tally(dimension, inside[i] ?? [])),
    crossings: crossedDimensions.flatMap((dimension) =>
      crossingsOf(dimension, primary, crossed.get(dimension) ?? []),
    ),
    switches: switchesIn(claimed[0] ?? [], stretch),
  };
}

/** Ours first, then what tasks were told to have taken, then what was tracked elsewhere. */
function sharesOf({ slices, logs }: Recorded, dimension: Dimension, now: number): Claim[] {
  const own = slices.filter((slice) => slice.dimension === dimension);
  const claimsOf = (chosen: readonly CountedSlice[]) =>
    chosen.map((slice) => claimUntilNow(slice, now));
  return countOnce([
    claimsOf(own.filter((slice) => !isImported(slice))),
    dimension === 'PRIMARY' ? logs.map((log) => ({ ...log, id: log.taskId })) : [],
    claimsOf(own.filter(isImported)),
  ]);
}

function clipClaims(shares: readonly Claim[], stretch: Range): Claim[] {
  return shares.flatMap((share) => {
    const inside = intersect(share, stretch);
    return inside === null ? [] : [{ ...share, ...inside }];
  });
}

function tally(dimension: Dimension, shares: readonly Claim[]): Tracked[] {
  const tracked = shares.map(({ startAt, endAt, categoryId, taskId }) => ({
    dimension,
    categoryId,
    taskId: dimension === 'PRIMARY' ? taskId : null,
    durationMs: endAt - startAt,
  }));
  return addUp(tracked, trackedKey);
}

/**
 * Both lists are sorted and free of overlaps, so one walk along them finds every pair.
 *
 *     PRIMARY    [== coding ==)[= email =)
 *     WORK_MODE       [=== deep ===)
 *     →               coding×deep, email×deep
 */
function crossingsOf(
  dimension: CrossedDimension,
  primary: readonly Claim[],
  others: readonly Claim[],
): Crossing[] {
  const crossings: Crossing[] = [];
  let next = 0;
  for (const share of primary) {
    while ((others[next]?.endAt ?? Number.POSITIVE_INFINITY) <= share.startAt) next += 1;
    for (let i = next; i < others.length; i += 1) {
      const other = others[i];
      if (other === undefined || other.startAt >= share.endAt) break;
      const shared = intersect(share, other);
      if (shared === null) continue;
      const durationMs = shared.endAt - shared.startAt;
      const otherCategoryId = other.categoryId;
      crossings.push({ dimension, categoryId: share.categoryId, otherCategoryId, durationMs });
    }
  }
  return addUp(crossings, crossingKey);
}

function switchesIn(shares: readonly Claim[], { startAt, endAt }: Range): number {
  return shares.filter((share, i) => {
    const before = shares[i - 1];
    if (before === undefined || share.startAt < startAt || share.startAt >= endAt) return false;
    const isOther = before.categoryId !== share.categoryId || before.taskId !== share.taskId;
    return isOther && share.startAt - before.endAt <= switchPauseMs;
  }).length;
}

export function sumFigures(all: readonly Figures[]): Figures {
  return {
    tracked: addUp(
      all.flatMap(({ tracked }) => tracked),
      trackedKey,
    ),
    crossings: addUp(
      all.flatMap(({ crossings }) => crossings),
      crossingKey,
    ),
    switches: all.reduce((sum, { switches }) => sum + switches, 0),
  };
}

function trackedKey({ dimension, categoryId, taskId }: Tracked): string {
  return `${dimension} ${categoryId} ${taskId ?? ''}`;
}

function crossingKey({ dimension, categoryId, otherCategoryId }: Crossing): string {
  return `${dimension} ${categoryId} ${otherCategoryId}`;
}

type Long = Readonly<{ durationMs: number }>;

/** Those of one key become one. */
function addUp<Part extends Long>(parts: readonly Part[], keyOf: (part: Part) => string): Part[] {
  const sums = new Map<string, { part: Part; durationMs: number }>();
  for (const part of parts) {
    const key = keyOf(part);
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { part, durationMs: part.durationMs });
    else sum.durationMs += part.durationMs;
  }
  return [...sums.values()].map(({ part, durationMs }) => ({ ...part, durationMs }));
}

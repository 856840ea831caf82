/**
 * How much time went where within a range.
 *
 * Invariants: the parts of a dimension add up to its total exactly, in milliseconds and in
 * seconds, and no total exceeds the length of the range. Imported history (source TIMERY) may
 * overlap anything, so it counts only for what ours leaves free, and no second of it twice.
 */
import { clip, type Range, totalMs } from '../time/range.ts';
import { handDown } from '../time/wholeSeconds.ts';
import { type Claim, claimUntilNow, countOnce } from './countedOnce.ts';
import { type Dimension, dimensions, type Slice } from './slice.ts';

type Summary = Range &
  Readonly<{
    totalMs: Readonly<Record<Dimension, number>>;
    /** By dimension, the longest first. */
    parts: readonly Readonly<{ dimension: Dimension; categoryId: string; durationMs: number }>[];
  }>;

type SummaryInSeconds = Readonly<{
  totalSeconds: Readonly<Record<Dimension, number>>;
  parts: readonly Readonly<{ dimension: Dimension; categoryId: string; seconds: number }>[];
}>;

export function summarise(
  slices: readonly Slice[],
  { startAt, endAt, now }: Range & Readonly<{ now: number }>,
): Summary {
  const parts = dimensions.flatMap((dimension) => {
    const own = slices.filter((slice) => slice.dimension === dimension);
    return partsOf(counted(own, now), { startAt, endAt }).map(([categoryId, durationMs]) => ({
      dimension,
      categoryId,
      durationMs,
    }));
  });
  return { startAt, endAt, totalMs: sumByDimension(parts, (part) => part.durationMs), parts };
}

/** Each slice's own share of time, so that no instant belongs to two. */
function counted(slices: readonly Slice[], now: number): Claim[] {
  const claimsOf = (own: readonly Slice[]) => own.map((slice) => claimUntilNow(slice, now));
  return countOnce([
    claimsOf(slices.filter((slice) => slice.source !== 'TIMERY')),
    claimsOf(slices.filter((slice) => slice.source === 'TIMERY')),
  ]);
}

function partsOf(shares: readonly Claim[], range: Range): (readonly [string, number])[] {
  const byCategory = Map.groupBy(shares, (share) => share.categoryId);
  return [...byCategory]
    .map(([categoryId, own]) => [categoryId, totalMs(clip(own, range))] as const)
    .filter(([, durationMs]) => durationMs > 0)
    .sort(([idA, a], [idB, b]) => b - a || compareIds(idA, idB));
}

function sumByDimension<Part extends Readonly<{ dimension: Dimension }>>(
  parts: readonly Part[],
  amountOf: (part: Part) => number,
): Record<Dimension, number> {
  const sums = { PRIMARY: 0, WORK_MODE: 0, SOCIAL: 0, SEGMENT: 0 };
  for (const part of parts) sums[part.dimension] += amountOf(part);
  return sums;
}

/**
 * The summary in whole seconds, rounded once. Each total is rounded first and handed down to its
 * parts.
 */
export function inSeconds(summary: Summary): SummaryInSeconds {
  const rangeSeconds = Math.floor((summary.endAt - summary.startAt) / 1000);
  const parts = dimensions.flatMap((dimension) => {
    const own = summary.parts.filter((part) => part.dimension === dimension);
    const total = Math.min(Math.round(summary.totalMs[dimension] / 1000), rangeSeconds);
    const seconds = handDown(
      total,
      own.map((part) => part.durationMs),
    );
    return own.map(({ categoryId }, i) => ({ dimension, categoryId, seconds: seconds[i] ?? 0 }));
  });
  return { totalSeconds: sumByDimension(parts, (part) => part.seconds), parts };
}

/** By code unit: the order must not depend on a locale. No two identifiers are the same. */
function compareIds(a: string, b: string): number {
  return a < b ? -1 : 1;
}

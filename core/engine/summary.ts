/**
 * How much time went where within a range.
 *
 * Invariants: the parts of a dimension add up to its total exactly, in milliseconds and in
 * seconds, and no total exceeds the length of the range. Imported history (source TIMERY) may
 * overlap anything, so it counts only for what ours leaves free, and no second of it twice.
 * Ours never overlaps within a dimension: the rules of the engine see to that.
 */
import { clip, intersect, type Range, subtract, totalMs, union } from '../time/range.ts';
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

type Counted = Range & Readonly<{ categoryId: string }>;

/** Each slice's own share of time, so that no instant belongs to two. */
function counted(slices: readonly Slice[], now: number): Counted[] {
  const spans = slices.map((slice) => ({ slice, span: spanUntilNow(slice, now) }));
  const ours = spans.filter(({ slice }) => slice.source !== 'TIMERY');
  const foreign = spans.filter(({ slice }) => slice.source === 'TIMERY');
  const taken = union(ours.map(({ span }) => span));
  return [
    ...ours.map(({ slice, span }) => ({ ...span, categoryId: slice.categoryId })),
    ...inTurn(foreign).flatMap(({ slice, span }) =>
      subtract(span, taken).map((free) => ({ ...free, categoryId: slice.categoryId })),
    ),
  ];
}

type Spanned = Readonly<{ slice: Slice; span: Range }>;

/**
 * Overlapping imports: the one that started first counts, the others for what reaches beyond.
 *
 *     imports   [=======)
 *                  [========)
 *                    [==)
 *     →         [=======)[==)
 */
function inTurn(foreign: readonly Spanned[]): Spanned[] {
  let freeAt = Number.NEGATIVE_INFINITY;
  const inOrder = foreign.toSorted(
    (a, b) => a.span.startAt - b.span.startAt || compareIds(a.slice.id, b.slice.id),
  );
  return inOrder.flatMap(({ slice, span }) => {
    const own = intersect(span, { startAt: freeAt, endAt: Number.POSITIVE_INFINITY });
    freeAt = Math.max(freeAt, span.endAt);
    return own === null ? [] : [{ slice, span: own }];
  });
}

function spanUntilNow({ startAt, endAt }: Slice, now: number): Range {
  return { startAt, endAt: endAt ?? Math.max(startAt, now) };
}

function partsOf(shares: readonly Counted[], range: Range): (readonly [string, number])[] {
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
 * The summary in whole seconds, rounded once. Each total is rounded first and handed down: the
 * parts are floored and the seconds still missing go to those that lost most. Rounding each part
 * for itself would show parts that add up to another total.
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

function handDown(totalSeconds: number, partsMs: readonly number[]): number[] {
  const seconds = partsMs.map((ms) => Math.floor(ms / 1000));
  const missing = totalSeconds - seconds.reduce((sum, part) => sum + part, 0);
  const byLoss = partsMs
    .map((ms, index) => ({ index, lostMs: ms % 1000 }))
    .sort((a, b) => b.lostMs - a.lostMs);
  const topped = new Set(byLoss.slice(0, missing).map(({ index }) => index));
  return seconds.map((part, index) => (topped.has(index) ? part + 1 : part));
}

/** By code unit: the order must not depend on a locale. No two identifiers are the same. */
function compareIds(a: string, b: string): number {
  return a < b ? -1 : 1;
}

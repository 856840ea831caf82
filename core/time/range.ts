/**
 * Arithmetic of ranges: [startAt, endAt), half-open, UTC milliseconds; Infinity ends what still
 * runs. Half-open so that "stop A, start B" at one instant touches without overlapping.
 *
 * Invariant: no function answers a range that ends before it starts.
 */
export type Range = Readonly<{ startAt: number; endAt: number }>;

/**
 * Whether two ranges share time. Touching ones do not; an empty one does where it lies strictly
 * inside the other, since it cuts that one in two.
 *
 *     a   [=====)            [=====)           [=======)
 *     b       [=====)              [=====)         |
 *          true               false             true
 */
export function overlaps(a: Range, b: Range): boolean {
  return a.startAt < b.endAt && b.startAt < a.endAt;
}

/**
 * What two ranges share, null when that is nothing.
 *
 *     a   [========)
 *     b        [========)
 *     →        [===)
 */
export function intersect(a: Range, b: Range): Range | null {
  const startAt = Math.max(a.startAt, b.startAt);
  const endAt = Math.min(a.endAt, b.endAt);
  return startAt < endAt ? { startAt, endAt } : null;
}

/**
 * What lies inside the bounds, in the given order.
 *
 *     ranges  [===)   [===)   [===)
 *     bounds    [=======)
 *     →         [=)   [=)
 */
export function clip(ranges: readonly Range[], bounds: Range): Range[] {
  return ranges.flatMap((range) => intersect(range, bounds) ?? []);
}

/**
 * The same time as sorted ranges that neither overlap nor touch. Empty ones vanish.
 *
 *     ranges  [====)   [==)
 *                [==)     [==)     |
 *     →       [=====)  [=====)
 */
export function union(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.startAt - b.startAt)) {
    if (range.startAt >= range.endAt) continue;
    const last = merged.at(-1);
    if (last === undefined || last.endAt < range.startAt) merged.push(range);
    else merged[merged.length - 1] = { ...last, endAt: Math.max(last.endAt, range.endAt) };
  }
  return merged;
}

/**
 * What `taken` leaves of a range. `taken` is sorted and free of overlaps, as `union` answers it;
 * that lets the search start at the first one that matters, so a year costs as little as a day.
 *
 *     range   [==================)
 *     taken     [==)    [==)   [=====)
 *     →       [=)  [====)  [===)
 */
export function subtract(range: Range, taken: readonly Range[]): Range[] {
  const left: Range[] = [];
  let freeAt = range.startAt;
  for (let i = firstEndingAfter(taken, range.startAt); i < taken.length; i += 1) {
    const next = taken[i];
    if (next === undefined || next.startAt >= range.endAt) break;
    if (freeAt < next.startAt) left.push({ startAt: freeAt, endAt: next.startAt });
    freeAt = next.endAt;
  }
  if (freeAt < range.endAt) left.push({ startAt: freeAt, endAt: range.endAt });
  return left;
}

function firstEndingAfter(sorted: readonly Range[], at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.endAt ?? Number.POSITIVE_INFINITY) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Summed lengths; time that two ranges share counts twice, so hand in a union to count it once. */
export function totalMs(ranges: readonly Range[]): number {
  return ranges.reduce((sum, range) => sum + (range.endAt - range.startAt), 0);
}

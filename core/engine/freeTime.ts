/**
 * What is free of a range among slices.
 *
 * Invariant: a slice in each of the free ranges overlaps nothing, and in PRIMARY shares no second
 * of a start. An empty slice (a stop right after its start) holds no time and still cuts in two.
 *
 *     there     [==)      |     [==)
 *     range   [========================)
 *     free    [)   [======)[====)  [===)
 */
import { type Range, subtract, union } from '../time/range.ts';
import type { Dimension } from './slice.ts';
import { isSameStart, secondStartAt, spanOf, type Timeline } from './timeline.ts';

/** What is shorter than Toggl's grain is no time that anybody missed. */
const shortestMs = 1000;

type Among = Readonly<{
  dimension: Dimension;
  timeline: Timeline;
  /** Taken besides. */
  taken?: readonly Range[];
}>;

export function freeTime(range: Range, { dimension, timeline, taken = [] }: Among): Range[] {
  const spans = timeline.map(spanOf);
  const empty = spans.filter(({ startAt, endAt }) => startAt === endAt);
  return subtract(range, union([...spans, ...taken]))
    .flatMap((gap) => cutAt(gap, empty))
    .map((gap) => ({ ...gap, startAt: freeStart(gap.startAt, dimension, timeline) }))
    .filter(({ startAt, endAt }) => endAt - startAt >= shortestMs);
}

function cutAt(gap: Range, empty: readonly Range[]): Range[] {
  const inside = empty
    .map(({ startAt }) => startAt)
    .filter((at) => gap.startAt < at && at < gap.endAt)
    .toSorted((a, b) => a - b);
  const starts = [gap.startAt, ...inside];
  return starts.map((startAt, i) => ({ startAt, endAt: inside[i] ?? gap.endAt }));
}

/** In PRIMARY no two slices start in one second: the later one begins with the next. */
function freeStart(startAt: number, dimension: Dimension, timeline: Timeline): number {
  const isTaken = timeline.some((slice) => isSameStart(dimension, slice.startAt, startAt));
  return isTaken ? secondStartAt(startAt) + 1000 : startAt;
}

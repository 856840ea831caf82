/**
 * Reading a timeline: the slices of one account and one dimension near a command, sorted by
 * startAt, source TIMERY left out (imported history is never in the way).
 *
 * Invariant: a timeline is a window, never assumed to be all history. Which one a command needs
 * stands in window.ts.
 */
import type { When } from '../time/at.ts';
import { floorSecond } from '../time/instant.ts';
import type { Range } from '../time/range.ts';
import type { Dimension, Slice } from './slice.ts';

export type Timeline = readonly Slice[];

/** A running slice reaches as far as time does. */
export function spanOf(slice: Slice): Range {
  return { startAt: slice.startAt, endAt: slice.endAt ?? Number.POSITIVE_INFINITY };
}

export function holds(slice: Slice, at: number): boolean {
  return slice.startAt <= at && at < spanOf(slice).endAt;
}

export function runningIn(timeline: Timeline): Slice | undefined {
  return timeline.find((slice) => slice.endAt === null);
}

/** What a command means by what runs: a live one wherever our clock stands, else what ran then. */
export function heldAt(timeline: Timeline, at: When): Slice | undefined {
  if (at.kind === 'now') return runningIn(timeline);
  return timeline.find((slice) => holds(slice, at.at));
}

/** The start of the second an instant lies in. */
export function secondStartAt(at: number): number {
  return floorSecond(at) * 1000;
}

/**
 * Whether two starts are one: the second of a PRIMARY start names an entry in Toggl
 * (docs/toggl-notes.md), so there the second counts; elsewhere the millisecond does.
 */
export function isSameStart(dimension: Dimension, startAt: number, otherAt: number): boolean {
  if (dimension === 'PRIMARY') return floorSecond(startAt) === floorSecond(otherAt);
  return startAt === otherAt;
}

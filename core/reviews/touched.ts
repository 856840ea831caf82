/** Which time a change of slices makes worth counting anew. */
import type { Slice, SliceChange } from '../engine/slice.ts';
import { unreachable } from '../invariant.ts';
import { overlaps, type Range } from '../time/range.ts';
import { switchPauseMs } from './figures.ts';

/** Where the slice lay and where it lies now; empty where nothing that is counted changed. */
export function touchedRanges(change: SliceChange): Range[] {
  switch (change.kind) {
    case 'insert':
      return [reachOf(change.after)];
    case 'delete':
      return [reachOf(change.before)];
    case 'update':
      return countsTheSame(change.before, change.after)
        ? []
        : [reachOf(change.before), reachOf(change.after)];
    default:
      return unreachable(change);
  }
}

/** What runs reaches on; and whether the next start is a switch depends on what ended before. */
function reachOf({ startAt, endAt }: Slice): Range {
  return { startAt, endAt: (endAt ?? Number.POSITIVE_INFINITY) + switchPauseMs + 1 };
}

function countsTheSame(before: Slice, after: Slice): boolean {
  return (
    before.dimension === after.dimension &&
    before.categoryId === after.categoryId &&
    before.linkedTaskId === after.linkedTaskId &&
    before.source === after.source &&
    before.startAt === after.startAt &&
    before.endAt === after.endAt
  );
}

export function isTouched(day: Range, ranges: readonly Range[]): boolean {
  return ranges.some((range) => overlaps(day, range));
}

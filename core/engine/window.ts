/**
 * Which stretch of a timeline a rule has to see. The store hands in, sorted by startAt and
 * without source TIMERY: every slice that starts before the window ends and ends no earlier than
 * it starts, the next slice after it, and the running one.
 *
 *     slices  [==) [====)   [==)  [====) [==)  [=== runs
 *     window          [=============)
 *     seen         [====)   [==)  [====) [==)  [=== runs
 *
 * Invariant: whole seconds in PRIMARY, because a start there claims its second. No end is Infinity:
 * these numbers go into queries.
 */
import type { When } from '../time/at.ts';
import type { Range } from '../time/range.ts';
import type { SliceEdit } from './edit.ts';
import type { Dimension, Slice, SliceChange } from './slice.ts';
import { secondStartAt } from './timeline.ts';

/** An automation that stops both stops one after the other. */
export const momentMs = 10_000;

const endOfTime = Number.MAX_SAFE_INTEGER;

/**
 * For a start and for a stop. A live one sees all that lies ahead, where a clock stepped back. No
 * wider than it must be: automations can start many slices of one dimension in one second.
 */
export function commandWindow(dimension: Dimension, at: When, now: number): Range {
  const fromAt = at.kind === 'now' ? now : at.at;
  const untilAt = at.kind === 'now' ? null : at.at;
  if (dimension === 'PRIMARY') return wholeSeconds(fromAt, untilAt);
  return { startAt: fromAt, endAt: untilAt === null ? endOfTime : untilAt + 1 };
}

/** For an edit: what the slice shall hold. What it gives up nobody else can hold. */
export function editWindow(slice: Slice, edit: SliceEdit): Range {
  const { startAt = slice.startAt, endAt = slice.endAt } = edit;
  return wholeSeconds(startAt, endAt);
}

/** For a split: what its parts begin beside. */
export function splitWindow(slice: Slice): Range {
  return wholeSeconds(slice.startAt, slice.endAt);
}

/** For a join: from the first start to the last end. */
export function joinWindow(slices: readonly Slice[]): Range {
  const startAt = Math.min(...slices.map((slice) => slice.startAt));
  const endAt = Math.max(...slices.map((slice) => slice.endAt ?? endOfTime - 1000));
  return wholeSeconds(startAt, endAt);
}

/** For filling: the range, and as far back as the slice that comes before it. */
export function fillWindow(range: Range, previousStartAt: number | null): Range {
  return wholeSeconds(Math.min(range.startAt, previousStartAt ?? range.startAt), range.endAt);
}

/** For resuming: the modes that were on, or had just ended, when a slice ended. */
export function modeWindow(resumed: Slice): Range {
  const endAt = resumed.endAt ?? resumed.startAt;
  return { startAt: endAt - momentMs, endAt: endAt + 1 };
}

/** One window for each row that an undo brings back. */
export function undoWindows(
  changes: readonly SliceChange[],
): readonly (Range & Readonly<{ dimension: Dimension }>)[] {
  return changes.flatMap((change) => {
    if (change.kind === 'insert') return [];
    const { dimension, startAt, endAt } = change.before;
    return [{ dimension, ...wholeSeconds(startAt, endAt) }];
  });
}

/** Also for one slice of a file: whatever lies in its seconds. */
export function wholeSeconds(fromAt: number, untilAt: number | null): Range {
  return {
    startAt: secondStartAt(fromAt),
    endAt: untilAt === null ? endOfTime : secondStartAt(untilAt) + 1000,
  };
}

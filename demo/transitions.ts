/**
 * How often what Toggl should show changed: what a tracker without any loss would have to tell.
 * Pure, from slices alone.
 *
 *   PRIMARY    [== A ==)[== B ==)     [== C =====)       A, B, end of B, C, end of C      5
 *   WORK_MODE                           [= deep =)       one change of C's tag            1
 *
 * A switch counts once. A mode counts where it changes what the running entry carries and then
 * stands still for the debounce.
 */
import { isProjectable, modeTag } from '../core/projection/desired.ts';
import { floorSecond } from '../core/time/instant.ts';
import type { SliceReply } from './wantedEntries.ts';

type Span = Readonly<{ startAt: number; endAt: number; name: string }>;

export function countTransitions(slices: readonly SliceReply[], debounceMs: number): number {
  const modes = slices.filter(({ dimension }) => dimension === 'WORK_MODE').map(spanOf);
  const primaries = slices.filter(isShown).map(spanOf);
  const startsAt = new Set(primaries.map(({ startAt }) => startAt));
  const ends = primaries.filter(({ endAt }) => Number.isFinite(endAt) && !startsAt.has(endAt));
  const modeChanges = primaries.map((primary) => countModeChanges(primary, modes, debounceMs));
  return primaries.length + ends.length + modeChanges.reduce((sum, count) => sum + count, 0);
}

/** Within one second there is nothing to show. */
function isShown(slice: SliceReply): boolean {
  const { startAt, endAt } = spanOf(slice);
  return (
    slice.dimension === 'PRIMARY' &&
    isProjectable(slice, 'off') &&
    floorSecond(startAt) !== floorSecond(endAt)
  );
}

function countModeChanges(primary: Span, modes: readonly Span[], debounceMs: number): number {
  const edges = modes
    .flatMap(({ startAt, endAt }) => [startAt, endAt])
    .filter((at) => at > primary.startAt && at < primary.endAt)
    .toSorted((left, right) => left - right);
  let shown = tagAt(modes, primary.startAt);
  let changes = 0;
  edges.forEach((at, index) => {
    const tag = tagAt(modes, at);
    const untilAt = edges[index + 1] ?? primary.endAt;
    if (tag === shown || untilAt - at < debounceMs) return;
    shown = tag;
    changes += 1;
  });
  return changes;
}

function tagAt(modes: readonly Span[], at: number): string | null {
  const mode = modes.find(({ startAt, endAt }) => startAt <= at && at < endAt);
  return mode === undefined ? null : modeTag(mode.name);
}

/** What runs has no end. */
function spanOf({ start, end, category }: SliceReply): Span {
  return {
    startAt: Date.parse(start),
    endAt: end === null ? Number.POSITIVE_INFINITY : Date.parse(end),
    name: category,
  };
}

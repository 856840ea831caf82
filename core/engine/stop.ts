/**
 * The rule of stopping: what runs ends, and a stop that arrives late shortens what held it.
 *
 * Invariant: a stop only ever gives time back. It never lengthens a slice, and never ends one
 * before it starts, even when our clock stepped back.
 */
import type { When } from '../time/at.ts';
import { refused, refusedByLock, updated } from './changes.ts';
import type { Decision } from './decision.ts';
import type { Slice } from './slice.ts';
import { heldAt, runningIn, type Timeline } from './timeline.ts';

type StopCommand = Readonly<{
  /** Stop only this category; null for whatever runs. */
  categoryId: string | null;
  at: When;
}>;

/**
 *     explicit         late                        too early
 *     [======== runs   [== held ===)[=== runs      (gap)   [=== runs
 *           ^               ^                         ^
 *     [=====)          [====)       [=== runs      refused
 */
export function decideStop(
  timeline: Timeline,
  { categoryId, at }: StopCommand,
  { now }: Readonly<{ now: number }>,
): Decision {
  const stopped = heldAt(timeline, at);
  const nearest = stopped ?? runningIn(timeline);
  if (nearest === undefined) {
    return refused('nothing_running', 'Nothing ran at that time, so there is nothing to stop.');
  }
  if (categoryId !== null && categoryId !== nearest.categoryId) return anotherRunning(nearest);
  if (stopped === undefined) return tooEarly(nearest);
  if (stopped.isLocked) return refusedByLock([stopped]);
  const endAt = at.kind === 'at' ? at.at : Math.max(now, stopped.startAt);
  const change = updated(stopped, { endAt }, now);
  return { kind: 'changed', slice: change.after, changes: [change] };
}

function anotherRunning(slice: Slice): Decision {
  return refused(
    'another_running',
    'Another category runs. Stop that one, or leave the category out to stop whatever runs.',
    { sliceId: slice.id, categoryId: slice.categoryId },
  );
}

function tooEarly(slice: Slice): Decision {
  return refused(
    'ends_before_start',
    'What runs began after that time. Send a later at, or change the start of the slice.',
    { sliceId: slice.id, startAt: slice.startAt },
  );
}

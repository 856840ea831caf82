/**
 * What a cause holds in one dimension, and how it takes and gives it back.
 *
 *   waiting   something else runs: asked again at every look, until the cause ends
 *   held      a slice that the cause began, known by its id
 *   spent     it was ended, deleted or refused: not begun a second time for the same session
 *
 * Invariant: a cause ends no slice but the one it began, and takes no time that another has.
 */
import { refusedByLock, updated } from '../engine/changes.ts';
import type { Decision } from '../engine/decision.ts';
import type { Dimension, Slice } from '../engine/slice.ts';
import { isSameStart, secondStartAt, type Timeline } from '../engine/timeline.ts';
import { unreachable } from '../invariant.ts';
import type { Part } from './causeParts.ts';
import type { TakeUp } from './takeUp.ts';

export type Hold = Part &
  (
    | Readonly<{ kind: 'waiting'; fromAt: number }>
    | Readonly<{ kind: 'held'; sliceId: string }>
    | Readonly<{ kind: 'spent' }>
  );

export type MayBegin = Readonly<{ kind: 'at'; at: number }> | Readonly<{ kind: 'wait' | 'never' }>;

/**
 * Whatever runs was begun by a person or for another reason, and to take its place would be to end
 * it: so what is seen waits, unless a rule puts it before what runs.
 */
export function mayBegin(taken: TakeUp, running: Slice | undefined): MayBegin {
  switch (taken.kind) {
    case 'free':
      if (running !== undefined && taken.preferredBy === null) return { kind: 'wait' };
      return { kind: 'at', at: taken.at };
    case 'waiting':
      return { kind: 'wait' };
    case 'dropped':
      return { kind: 'never' };
    default:
      return unreachable(taken);
  }
}

/**
 * From when on a dimension is free, at or after an instant. The timeline is the one around now.
 *
 *     recorded   [=== person ===)              [=== runs
 *     asked           ^ fromAt      ^ fromAt        ^ fromAt
 *     free                      ^   ^          in the next second
 */
export function freeFrom(timeline: Timeline, dimension: Dimension, fromAt: number): number {
  const last = timeline.at(-1);
  if (last === undefined) return fromAt;
  const at = Math.max(fromAt, last.endAt ?? last.startAt);
  // A start of the same second would take the place of what began in it.
  return isSameStart(dimension, last.startAt, at) ? secondStartAt(at) + 1000 : at;
}

type Ending = Readonly<{ endAt: number; now: number }>;

/**
 * Ends what a cause began. What a person ended stays; what merely made room for something else
 * while the end was not yet known ends when the cause did. `around` is the timeline at its end.
 *
 *     held      [======== runs        [=====)[= another      [=====)
 *     went           ^                   ^                      ^
 *     after     [====)                [==)   [= another      [=====)
 */
export function decideEnd(slice: Slice, around: Timeline, { endAt, now }: Ending): Decision {
  const at = Math.max(endAt, slice.startAt);
  if (slice.endAt !== null && (slice.endAt <= at || !madeRoom(slice, around))) {
    return { kind: 'unchanged', slice };
  }
  if (slice.isLocked) return refusedByLock([slice]);
  const change = updated(slice, { endAt: at }, now);
  return { kind: 'changed', slice: change.after, changes: [change] };
}

/** One command ended it and began another where it ends. */
function madeRoom(slice: Slice, around: Timeline): boolean {
  return around.some(
    ({ startAt, createdAt }) => startAt === slice.endAt && createdAt === slice.updatedAt,
  );
}

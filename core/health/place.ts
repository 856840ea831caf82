/**
 * The rule of putting a session into a timeline of PRIMARY.
 *
 * Invariant: nothing locked is touched, and nothing that began while the session went on: whoever
 * began something was not asleep. Slices that were there lose only what the session took, but for
 * one that a whole night went through: its stop was forgotten.
 */
import type { Context } from '../engine/changes.ts';
import { freeTime } from '../engine/freeTime.ts';
import { makeRoom } from '../engine/overlap.ts';
import type { Slice } from '../engine/slice.ts';
import { isSameStart, secondStartAt, spanOf, type Timeline } from '../engine/timeline.ts';
import { withChanges } from '../engine/timelineChanges.ts';
import { invariant } from '../invariant.ts';
import { overlaps, type Range } from '../time/range.ts';
import type { Session } from './sample.ts';

type Placing = Context & Readonly<{ categoryId: string }>;

type Placed = Readonly<{
  timeline: Timeline;
  own: readonly Slice[];
  /** What kept its time. */
  inTheWay: readonly Slice[];
}>;

/** Nobody lets a timer run over a night on purpose; through a nap, whoever works on might. */
const shortestNightMs = 3 * 3_600_000;

/**
 *     there     [=== film ============ runs      [== locked =)        [== work ======= runs
 *     session         [=== night =====)       [======)                      [ nap )
 *     after     [film)[=== night =====)       [=)[== locked =)        [work)[ nap )[== runs
 */
export function placeSession(timeline: Timeline, session: Session, placing: Placing): Placed {
  const inTheWay = timeline.filter((other) => keepsItsTime(other, session, placing));
  const pieces = freeTime(session, { dimension: 'PRIMARY', timeline: inTheWay });
  const own: Slice[] = [];
  let placed = timeline;
  for (const piece of pieces) {
    const wanted = sliceOf(piece, session, placing);
    placed = isNight(session) ? withoutForgotten(placed, wanted, placing) : placed;
    const room = makeRoom(placed, { slice: wanted, wanted }, { ...placing, way: 'replace' });
    invariant(room.kind === 'room', 'what is locked was left out before');
    placed = withChanges(placed, [...room.changes, { kind: 'insert', after: wanted }]);
    own.push(wanted);
  }
  return { timeline: placed, own, inTheWay };
}

/** What says the same gives way where it was measured, whenever it began. */
function keepsItsTime(other: Slice, session: Session, { categoryId }: Placing): boolean {
  const meets =
    overlaps(spanOf(other), session) || isSameStart('PRIMARY', other.startAt, session.startAt);
  const beganMeanwhile = other.startAt >= secondStartAt(session.startAt);
  return meets && (other.isLocked || (beganMeanwhile && other.categoryId !== categoryId));
}

export function isNight({ kind, startAt, endAt }: Session): boolean {
  return kind === 'sleep' && endAt - startAt >= shortestNightMs;
}

/** What went on as the night began ends there, however much later somebody stopped it. */
function withoutForgotten(timeline: Timeline, night: Slice, { now }: Placing): Timeline {
  return timeline.map((slice) =>
    wentOnInto(slice, night) ? { ...slice, endAt: night.startAt, updatedAt: now } : slice,
  );
}

/** What began before a night as something else, and had not ended. */
export function wentOnInto(
  slice: Slice,
  night: Readonly<{ startAt: number; categoryId: string | null }>,
): boolean {
  const wentOn = slice.startAt < night.startAt && spanOf(slice).endAt > night.startAt;
  return wentOn && slice.categoryId !== night.categoryId && !slice.isLocked;
}

/** Sleep is locked, because nothing that arrives late may cut it; a late tap may cut a workout. */
function sliceOf(piece: Range, session: Session, { categoryId, now, newId }: Placing): Slice {
  return {
    ...piece,
    id: newId(),
    dimension: 'PRIMARY',
    categoryId,
    source: 'HEALTH',
    isLocked: session.kind === 'sleep',
    linkedTaskId: null,
    note: session.note,
    originEntryId: null,
    createdAt: now,
    updatedAt: now,
  };
}

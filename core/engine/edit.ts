/**
 * The rule of editing a recorded slice.
 *
 * Invariant: an edit changes only the fields that were sent, and either makes room for the new
 * times in the way the caller chose or changes nothing at all.
 */
import { unreachable } from '../invariant.ts';
import { futureToleranceMs } from '../time/at.ts';
import {
  type Context,
  inWritableOrder,
  refused,
  refusedByLock,
  saysTheSame,
  updated,
} from './changes.ts';
import type { Decision } from './decision.ts';
import { type Edited, makeRoom, overlapping, type Room, type WayOut, waysOut } from './overlap.ts';
import { isImported, type Slice } from './slice.ts';
import { runningIn, spanOf, type Timeline } from './timeline.ts';

export type SliceEdit = Readonly<{
  startAt?: number | undefined;
  /** null reopens. */
  endAt?: number | null | undefined;
  categoryId?: string | undefined;
  isLocked?: boolean | undefined;
  note?: string | null | undefined;
  /** null takes it off its task. */
  linkedTaskId?: string | null | undefined;
  onOverlap?: 'refuse' | WayOut | undefined;
}>;

export function decideEdit(timeline: Timeline, slice: Slice, edit: SliceEdit & Context): Decision {
  const wanted = wantedOf(slice, edit);
  if (saysTheSame(slice, wanted)) return { kind: 'unchanged', slice };
  if (slice.isLocked && edit.isLocked !== false) return refusedByLock([slice]);
  const isMoved = wanted.startAt !== slice.startAt || wanted.endAt !== slice.endAt;
  if (!isMoved) return changed(slice, wanted, noRoomNeeded);
  const others = timeline.filter((other) => other.id !== slice.id);
  const wrong = wrongTimes(wanted, edit.now) ?? wrongReopening(slice, wanted, others);
  if (wrong !== null) return wrong;
  if (isImported(slice)) return changed(slice, wanted, noRoomNeeded);
  return withRoom(others, { slice, wanted }, edit);
}

function wantedOf(slice: Slice, edit: SliceEdit & Context): Slice {
  const { startAt, categoryId, isLocked, note, linkedTaskId } = edit;
  return {
    ...slice,
    startAt: startAt === undefined ? slice.startAt : noLaterThanNow(startAt, edit.now),
    endAt: wantedEnd(slice, edit),
    categoryId: categoryId ?? slice.categoryId,
    isLocked: isLocked ?? slice.isLocked,
    note: note === undefined ? slice.note : note,
    linkedTaskId: linkedTaskId === undefined ? slice.linkedTaskId : linkedTaskId,
    updatedAt: edit.now,
  };
}

function wantedEnd(slice: Slice, { endAt, now }: SliceEdit & Context): number | null {
  if (endAt === undefined) return slice.endAt;
  return endAt === null ? null : noLaterThanNow(endAt, now);
}

/** Phones run ahead: what lies less than a minute in the future means now. */
function noLaterThanNow(at: number, now: number): number {
  return at - now <= futureToleranceMs ? Math.min(at, now) : at;
}

const noRoomNeeded = { kind: 'room', changes: [] } as const;

function changed(slice: Slice, wanted: Slice, room: Extract<Room, { kind: 'room' }>): Decision {
  const change = updated(slice, wanted, wanted.updatedAt);
  return {
    kind: 'changed',
    slice: change.after,
    changes: inWritableOrder([...room.changes, change]),
  };
}

/** An empty stretch is refused, though a stop may leave one: nobody edits a slice to nothing. */
function wrongTimes(wanted: Slice, now: number): Decision | null {
  const { startAt, endAt } = spanOf(wanted);
  if (endAt <= startAt) {
    return refused('ends_before_start', 'The slice would end before it starts. Send a later end.');
  }
  const latestAt = wanted.endAt ?? startAt;
  if (latestAt - now <= futureToleranceMs) return null;
  return refused(
    'at_in_future',
    'The slice would reach into the future. Send times that have passed.',
  );
}

function wrongReopening(slice: Slice, wanted: Slice, others: Timeline): Decision | null {
  if (wanted.endAt !== null || slice.endAt === null) return null;
  if (isImported(slice)) {
    return refused(
      'imported_slice',
      'Imported history cannot run again. Start its category instead.',
    );
  }
  const running = runningIn(others);
  if (running === undefined) return null;
  return refused('newer_running', 'Another slice runs. Stop it first, then reopen this one.', {
    sliceId: running.id,
  });
}

function withRoom(others: Timeline, edited: Edited, edit: SliceEdit & Context): Decision {
  const inTheWay = overlapping(others, edited.wanted);
  const roomBy = (way: WayOut) => makeRoom(others, edited, { ...edit, way });
  const chosen = edit.onOverlap ?? 'refuse';
  const open = waysOut.filter((way) => roomBy(way).kind === 'room');
  if (chosen === 'refuse' && inTheWay.length > 0) return refusedOverlap(inTheWay, open);
  // With nothing in the way, all ways are one: they free the second of the start.
  const room = roomBy(chosen === 'refuse' ? 'trim' : chosen);
  switch (room.kind) {
    case 'room':
      return changed(edited.slice, edited.wanted, room);
    case 'locked':
      return refusedByLock(room.slices);
    case 'covered':
      return refusedOverlap(inTheWay, open);
    default:
      return unreachable(room);
  }
}

function refusedOverlap(inTheWay: readonly Slice[], open: readonly WayOut[]): Decision {
  const slices = inTheWay.map(({ id, startAt, endAt }) => ({ id, startAt, endAt }));
  const advice =
    open.length > 0
      ? `Send onOverlap as ${open.join(' or ')}, or choose other times.`
      : 'Choose other times, or unlock what is in the way.';
  const subject = slices.length === 1 ? 'another slice' : `${slices.length} other slices`;
  return refused('overlap', `The times run over ${subject}. ${advice}`, { slices, waysOut: open });
}

/**
 * The rule of importing one slice of a file into what is there.
 *
 * Invariant: the same slice twice changes nothing the second time, whatever was cut from it the
 * first time. Only `replace` takes time from what is there, and never from what is locked.
 */

import { type Context, inWritableOrder } from '../engine/changes.ts';
import { freeTime } from '../engine/freeTime.ts';
import { makeRoom, overlapping } from '../engine/overlap.ts';
import type { Slice, SliceChange } from '../engine/slice.ts';
import { isSameStart, spanOf, type Timeline } from '../engine/timeline.ts';
import { unreachable } from '../invariant.ts';
import { floorSecond } from '../time/instant.ts';
import type { Range } from '../time/range.ts';
import type { FileSlice } from './fileRow.ts';

/** trim: what is free of it is imported; skip: all or nothing; replace: what is there gives way. */
export type ImportOverlap = 'trim' | 'skip' | 'replace';

export type Placed =
  | Readonly<{ kind: 'inserted'; changes: readonly SliceChange[] }>
  /** Only parts of it, around what is there. */
  | Readonly<{ kind: 'cut'; changes: readonly SliceChange[] }>
  | Readonly<{ kind: 'present' }>
  | Readonly<{ kind: 'overlap'; sliceIds: readonly string[] }>
  | Readonly<{ kind: 'locked'; sliceIds: readonly string[] }>;

type Placement = Context &
  Readonly<{
    categoryId: string;
    onOverlap: ImportOverlap;
    /** What Toggl's own history holds there: never in the way, but the same slice all the same. */
    imported: Timeline;
  }>;

export function placeRow(timeline: Timeline, row: FileSlice, placement: Placement): Placed {
  const wanted = sliceOf(row, row, placement);
  const isThere = [...timeline, ...placement.imported].some((slice) => isTwin(slice, wanted));
  if (isThere) return { kind: 'present' };
  const inTheWay = timeline.filter(
    (other) =>
      overlapping([other], wanted).length > 0 ||
      isSameStart(wanted.dimension, other.startAt, wanted.startAt),
  );
  if (inTheWay.length === 0) {
    return { kind: 'inserted', changes: [{ kind: 'insert', after: wanted }] };
  }
  switch (placement.onOverlap) {
    case 'skip':
      return { kind: 'overlap', sliceIds: inTheWay.map(({ id }) => id) };
    case 'trim':
      return trimmed(inTheWay, { row, placement });
    case 'replace':
      return replaced(timeline, wanted, placement);
    default:
      return unreachable(placement.onOverlap);
  }
}

/**
 * Most files tell whole seconds, and ours may begin within them. What is shorter than one is told
 * apart to the millisecond: a second can hold several.
 */
function isTwin(slice: Slice, wanted: Slice): boolean {
  if (slice.categoryId !== wanted.categoryId || slice.dimension !== wanted.dimension) return false;
  const { startAt, endAt } = spanOf(wanted);
  const grain = endAt - startAt < 1000 ? (at: number) => at : floorSecond;
  return grain(slice.startAt) === grain(startAt) && grain(spanOf(slice).endAt) === grain(endAt);
}

/**
 *     there   [==)   [===)
 *     file      [==========)
 *     after   [==)[=)[===)[=)
 */
function trimmed(
  inTheWay: Timeline,
  { row, placement }: Readonly<{ row: FileSlice; placement: Placement }>,
): Placed {
  const free = freeTime(row, { dimension: row.dimension, timeline: inTheWay });
  if (free.length === 0) return { kind: 'overlap', sliceIds: inTheWay.map(({ id }) => id) };
  const changes = free.map((gap): SliceChange => {
    return { kind: 'insert', after: sliceOf(row, gap, placement) };
  });
  return { kind: 'cut', changes };
}

function replaced(timeline: Timeline, wanted: Slice, placement: Placement): Placed {
  const edited = { slice: wanted, wanted };
  const room = makeRoom(timeline, edited, { ...placement, way: 'replace' });
  switch (room.kind) {
    case 'room':
      return {
        kind: 'inserted',
        changes: inWritableOrder([...room.changes, { kind: 'insert', after: wanted }]),
      };
    case 'locked':
      return { kind: 'locked', sliceIds: room.slices.map(({ id }) => id) };
    case 'covered':
      return { kind: 'overlap', sliceIds: [] };
    default:
      return unreachable(room);
  }
}

function sliceOf(row: FileSlice, range: Range, { categoryId, now, newId }: Placement): Slice {
  return {
    id: newId(),
    dimension: row.dimension,
    categoryId,
    startAt: range.startAt,
    endAt: range.endAt,
    source: 'IMPORT',
    isLocked: row.isLocked,
    linkedTaskId: row.linkedTaskId,
    note: row.note,
    originEntryId: null,
    createdAt: now,
    updatedAt: now,
  };
}

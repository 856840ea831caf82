/**
 * Making room for an edited slice among the others of its dimension.
 *
 * Invariant: after the changes nothing overlaps the edited slice, no PRIMARY slice starts in its
 * second, and no locked slice was touched.
 */
import { overlaps } from '../time/range.ts';
import { type Context, updated } from './changes.ts';
import type { Slice, SliceChange } from './slice.ts';
import { isSameStart, secondStartAt, spanOf, type Timeline } from './timeline.ts';

export const waysOut = ['trim', 'split', 'replace'] as const;
export type WayOut = (typeof waysOut)[number];

export type Room =
  | Readonly<{ kind: 'room'; changes: readonly SliceChange[] }>
  | Readonly<{ kind: 'locked'; slices: readonly Slice[] }>
  /** A slice would vanish, which only `replace` may do. */
  | Readonly<{ kind: 'covered' }>;

/** A slice as it stands and as it shall be. */
export type Edited = Readonly<{ slice: Slice; wanted: Slice }>;

export function overlapping(others: Timeline, edited: Slice): Slice[] {
  return others.filter((other) => overlaps(spanOf(other), spanOf(edited)));
}

/**
 * A slice that only shares the second of the start is made room of without asking: what is lost
 * is less than a second.
 */
export function makeRoom(
  others: Timeline,
  edited: Edited,
  options: Context & Readonly<{ way: WayOut }>,
): Room {
  const { wanted } = edited;
  const inTheWay = others.filter(
    (other) =>
      overlaps(spanOf(other), spanOf(wanted)) ||
      isSameStart(wanted.dimension, other.startAt, wanted.startAt),
  );
  const locked = inTheWay.filter((other) => other.isLocked);
  if (locked.length > 0) return { kind: 'locked', slices: locked };
  const changes: SliceChange[] = [];
  for (const other of inTheWay) {
    const rest = restOf(other, edited, others);
    const vanishes = rest.headEndAt === null && rest.tailStartAt === null;
    if (vanishes && options.way !== 'replace' && overlaps(spanOf(other), spanOf(wanted))) {
      return { kind: 'covered' };
    }
    changes.push(...cut(other, rest, options));
  }
  return { kind: 'room', changes };
}

/** What sticks out: where the part before ends and where the part after begins. */
type Rest = Readonly<{ headEndAt: number | null; tailStartAt: number | null }>;

/**
 *     other    [=====)         [===========)        [=====)     [=)
 *     edited      [====)          [====)         [====)       [=====)
 *     rest     [==)            [==)    [===)         [====)   nothing
 *              head            head    tail          tail
 */
function restOf(other: Slice, { slice, wanted }: Edited, others: Timeline): Rest {
  const { startAt, endAt } = spanOf(other);
  const hasHead =
    startAt < wanted.startAt && !isSameStart(wanted.dimension, startAt, wanted.startAt);
  const rivals = [slice, wanted, ...others.filter((rival) => rival !== other)];
  const tailStartAt = firstFreeStart(spanOf(wanted).endAt, rivals);
  return {
    headEndAt: hasHead ? wanted.startAt : null,
    tailStartAt: tailStartAt < endAt ? tailStartAt : null,
  };
}

/**
 * A tail that would begin in a taken second begins with the next free one. The second that the
 * edited slice leaves counts as taken too, or two rows would have to swap seconds, and no order
 * of writing does that under a unique index. Less than two seconds are given up for it.
 */
function firstFreeStart(startAt: number, rivals: Timeline): number {
  const isTaken = rivals.some((rival) => isSameStart(rival.dimension, rival.startAt, startAt));
  return isTaken ? firstFreeStart(secondStartAt(startAt) + 1000, rivals) : startAt;
}

function cut(
  other: Slice,
  { headEndAt, tailStartAt }: Rest,
  { way, now, newId }: Context & Readonly<{ way: WayOut }>,
): SliceChange[] {
  if (headEndAt === null) {
    if (tailStartAt === null) return [{ kind: 'delete', before: other }];
    return [updated(other, { startAt: tailStartAt }, now)];
  }
  const head = updated(other, { endAt: headEndAt }, now);
  if (tailStartAt === null || way === 'trim') return [head];
  const tail = { ...other, id: newId(), startAt: tailStartAt, createdAt: now, updatedAt: now };
  return [head, { kind: 'insert', after: tail }];
}

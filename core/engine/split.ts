/**
 * The rule of splitting: one slice becomes several that touch.
 *
 * Invariant: not a millisecond is lost or gained, the first part stays the slice it was, and the
 * last one runs where the slice ran. Each part says what the slice said, until it is edited.
 */
import {
  type Context,
  inWritableOrder,
  refused,
  refusedAsImported,
  refusedByLock,
  updated,
} from './changes.ts';
import type { Decision } from './decision.ts';
import { isImported, type Slice, type SliceChange } from './slice.ts';
import { isSameStart, type Timeline } from './timeline.ts';

/**
 * Several instants in any order; naming one twice splits once.
 *
 *     slice   [==================)          [=========== runs
 *     at           ^       ^                      ^
 *     after   [====)[======)[====)          [=====)[==== runs
 *              same    new    new            same   new
 */
export function decideSplit(
  timeline: Timeline,
  { slice, at }: Readonly<{ slice: Slice; at: readonly number[] }>,
  context: Context,
): Decision {
  if (isImported(slice)) return refusedAsImported();
  if (slice.isLocked) return refusedByLock([slice]);
  const borders = [...new Set(at)].toSorted((a, b) => a - b);
  if (borders.some((border) => !isInside(slice, border, context.now))) return outside(slice);
  if (hasSharedStart([slice.startAt, ...borders], slice, timeline)) return tooClose(slice);
  const head = updated(slice, { endAt: borders[0] ?? slice.endAt }, context.now);
  const changes: SliceChange[] = borders.map((startAt, i) =>
    partOf(slice, { startAt, endAt: borders[i + 1] ?? slice.endAt }, context),
  );
  return { kind: 'changed', slice: head.after, changes: inWritableOrder([head, ...changes]) };
}

function isInside({ startAt, endAt }: Slice, at: number, now: number): boolean {
  return startAt < at && at < (endAt ?? now);
}

/**
 * In PRIMARY a part of less than a second can share its start second with the next part, or with
 * the slice that follows. To take the other's place, as a start does, would leave nothing split.
 */
function hasSharedStart(
  starts: readonly number[],
  { dimension }: Slice,
  timeline: Timeline,
): boolean {
  return starts.some(
    (startAt, i) =>
      starts.slice(0, i).some((earlier) => isSameStart(dimension, earlier, startAt)) ||
      (i > 0 && timeline.some((other) => isSameStart(dimension, other.startAt, startAt))),
  );
}

type Span = Readonly<{ startAt: number; endAt: number | null }>;

function partOf(slice: Slice, span: Span, { now, newId }: Context): SliceChange {
  const after = { ...slice, ...span, id: newId(), createdAt: now, updatedAt: now };
  return { kind: 'insert', after };
}

function outside({ id, startAt, endAt }: Slice): Decision {
  return refused(
    'outside_slice',
    'A slice is split between its start and its end. Send an at that lies in between.',
    { slices: [{ id, startAt, endAt }] },
  );
}

function tooClose({ id, startAt, endAt }: Slice): Decision {
  return refused(
    'outside_slice',
    'A part would begin in the same second as another slice. Split a second earlier or later.',
    { slices: [{ id, startAt, endAt }] },
  );
}

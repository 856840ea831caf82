/**
 * Slices that last longer than their category is expected to: somebody may have forgotten to stop
 * them.
 *
 * Invariant: only what somebody here could have forgotten, and what can still be corrected. What a
 * sensor, a file or Toggl told of ends where it was told to, and a locked slice is right by its
 * owner's word.
 */
import type { Slice } from '../engine/slice.ts';
import { isWork } from '../engine/work.ts';
import type { Range } from '../time/range.ts';
import { type Accepted, unseenFrom } from './accepted.ts';

/**
 * For categories that were given none: few things are done for half a day at a stretch, and the
 * timers that people forget run through a night. A category whose days are longer is given its own.
 */
export const usualMaximumMinutes = 12 * 60;

export type Maxima = Readonly<{
  accepted: readonly Accepted[];
  maximumMsOf: (categoryId: string) => number;
}>;

/** `startAt` to `endAt` is what nobody has said to be right; of what runs, up to now. */
export type Overdue = Range & Readonly<{ slice: Slice; maximumMs: number }>;

export function overdue(slice: Slice, now: number, maxima: Maxima): Overdue | null {
  const dueAt = overdueAt(slice, maxima);
  const endAt = slice.endAt ?? now;
  if (dueAt === null || endAt <= dueAt) return null;
  const maximumMs = maxima.maximumMsOf(slice.categoryId);
  return { slice, maximumMs, startAt: dueAt - maximumMs, endAt };
}

/** When it passes its maximum, if it lasts so long; null for one that is never asked about. */
export function overdueAt(slice: Slice, { accepted, maximumMsOf }: Maxima): number | null {
  if (slice.isLocked || !isWork(slice)) return null;
  return unseenFrom(slice, accepted) + maximumMsOf(slice.categoryId);
}

/**
 * Which change of a slice is the reason of its beginning, and which of its end: the last that
 * moved it, because that is the one a person asks about.
 */
import type { Slice } from '../engine/slice.ts';

type Change = Readonly<{ before: Slice | null; after: Slice | null }>;

export function isBegun({ before, after }: Change): boolean {
  return after !== null && after.startAt !== before?.startAt;
}

/** A slice that is deleted ends by that. */
export function isEnded({ before, after }: Change): boolean {
  if (after === null) return true;
  return after.endAt !== null && after.endAt !== before?.endAt;
}

/**
 * The rule of merging categories: the slices of one become slices of another, and nothing else of
 * them changes. Neighbours that say the same afterwards stay two slices: when one began is history.
 *
 * Invariant: a locked slice is not changed, so a category with locked slices is not merged.
 */
import { refusedByLock, updated } from './changes.ts';
import type { Slice, SliceChange } from './slice.ts';

type MergeDecision =
  | Readonly<{ kind: 'changed'; changes: readonly SliceChange[] }>
  | ReturnType<typeof refusedByLock>;

export function decideMerge(
  slices: readonly Slice[],
  { intoId, now }: Readonly<{ intoId: string; now: number }>,
): MergeDecision {
  const locked = slices.filter(({ isLocked }) => isLocked);
  if (locked.length > 0) return refusedByLock(locked);
  return {
    kind: 'changed',
    changes: slices.map((slice) => updated(slice, { categoryId: intoId }, now)),
  };
}

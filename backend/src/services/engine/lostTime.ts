/**
 * What a command took from other slices: a caller is told, because nobody sees it happen.
 *
 *     before   [==== other ======)          [=== runs
 *     command       [= new ==)                    [= new, now
 *     told     [====)                       nothing: it ended when the new one began
 */
import type { Dimension, Slice, SliceChange } from '../../../../core/engine/slice.ts';
import { findCategoryNames } from '../../store/categories.ts';
import type { Command } from '../engineCommand.ts';

type Span = Readonly<{ startAt: number; endAt: number | null }>;

export type Trimmed = Readonly<{
  id: string;
  dimension: Dimension;
  categoryId: string;
  /** The category's name. */
  category: string;
  before: Span;
  /** null when the slice is gone. */
  after: Span | null;
}>;

/** `own` are the slices the caller asked about: what happens to them is the answer itself. */
export async function lostTime(
  { tx, caller, now }: Command,
  changes: readonly SliceChange[],
  own: readonly Slice[],
): Promise<Trimmed[]> {
  const ownIds = new Set(own.map((slice) => slice.id));
  const lost = changes.flatMap((change) => {
    if (change.kind === 'insert' || ownIds.has(change.before.id)) return [];
    const after = change.kind === 'update' ? change.after : null;
    return isShorter(change.before, after, now) ? [{ before: change.before, after }] : [];
  });
  if (lost.length === 0) return [];
  const ids = lost.map(({ before }) => before.categoryId);
  const names = await findCategoryNames(tx, caller.accountId, ids);
  return lost.map(({ before, after }) => ({
    id: before.id,
    dimension: before.dimension,
    categoryId: before.categoryId,
    category: names.get(before.categoryId) ?? '',
    before: spanOf(before),
    after: after === null ? null : spanOf(after),
  }));
}

function isShorter(before: Slice, after: Slice | null, now: number): boolean {
  if (after === null) return true;
  return after.startAt > before.startAt || (after.endAt ?? now) < (before.endAt ?? now);
}

function spanOf({ startAt, endAt }: Slice): Span {
  return { startAt, endAt };
}

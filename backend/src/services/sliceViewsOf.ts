/** Slices that a command has just written, or found as they should be, as they are shown. */
import type { Slice } from '../../../core/engine/slice.ts';
import { invariant } from '../../../core/invariant.ts';
import { findSliceViews, type SliceView } from '../store/sliceViews.ts';
import type { Command } from './engineCommand.ts';

/** In the order of the slices, each of which is in the database. */
export async function viewsOf(
  { tx, caller }: Command,
  slices: readonly Slice[],
): Promise<SliceView[]> {
  const ids = slices.map((slice) => slice.id);
  const views = await findSliceViews(tx, caller.accountId, ids);
  return ids.map((id) => {
    const view = views.find((candidate) => candidate.id === id);
    invariant(view, `slice ${id} can be read back`);
    return view;
  });
}

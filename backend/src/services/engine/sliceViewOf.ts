/** A slice that a command has just written, or found as it should be, as it is shown. */
import type { Slice } from '../../../../core/engine/slice.ts';
import { invariant } from '../../../../core/invariant.ts';
import { findSliceViews, type SliceView } from '../../store/sliceViews.ts';
import type { Command } from '../engineCommand.ts';

export async function viewOf({ tx, caller }: Command, { id }: Slice): Promise<SliceView> {
  const [view] = await findSliceViews(tx, caller.accountId, [id]);
  invariant(view, `slice ${id} can be read back`);
  return view;
}

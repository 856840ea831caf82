/** What runs in a dimension, or ran at the instant a tap names. */
import type { Dimension, Slice } from '../../../../core/engine/slice.ts';
import { heldAt } from '../../../../core/engine/timeline.ts';
import { commandWindow } from '../../../../core/engine/window.ts';
import type { When } from '../../../../core/time/at.ts';
import { findOpenSlice, readTimeline } from '../../store/timeline.ts';
import type { Command } from '../engineCommand.ts';

export async function heldSlice(
  { tx, caller, now }: Command,
  dimension: Dimension,
  when: When,
): Promise<Slice | null> {
  const line = { accountId: caller.accountId, dimension };
  if (when.kind === 'now') return findOpenSlice(tx, line);
  const timeline = await readTimeline(tx, line, commandWindow(dimension, when, now));
  return heldAt(timeline, when) ?? null;
}

/**
 * By how many minutes the start of what runs can be set back. From the start of the slice before it
 * on, a start is recorded in front of that one and ends there (core/engine/start.ts), so what runs
 * would stay as it is: such a choice is not offered.
 *
 *     before it       [=== Coding ===)[== Writing runs
 *     −5 min                      ^ moves
 *     −30 min   ^ would be a slice of its own
 */
import type { Dimension } from '../../../../core/engine/slice.ts';
import { isImported } from '../../components/timeline/placement.ts';
import type { Slice } from '../../server/slices.ts';

const offeredMinutes = [5, 15, 30, 60] as const;

type Before = Pick<Slice, 'id' | 'dimension' | 'source' | 'start'>;

type EarlierInput = Readonly<{
  dimension: Dimension;
  running: Pick<Slice, 'id' | 'start'>;
  slices: readonly Before[];
}>;

export function earlierStarts({ dimension, running, slices }: EarlierInput): number[] {
  const startAt = Date.parse(running.start);
  const earlier = slices
    .filter((slice) => slice.dimension === dimension && slice.id !== running.id)
    // What was imported stands beside ours and is in nobody's way.
    .filter((slice) => !isImported(slice))
    .map(({ start }) => Date.parse(start))
    .filter((at) => at <= startAt);
  const beforeAt = Math.max(Number.NEGATIVE_INFINITY, ...earlier);
  return offeredMinutes.filter((minutes) => startAt - minutes * 60_000 > beforeAt);
}

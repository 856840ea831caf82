/**
 * By how many minutes a start or a stop can be set back so that it does what its button says.
 *
 * From the start of the slice before it on, a start is recorded in front of that one and ends there
 * (core/engine/start.ts): what runs would stay as it is, so such a choice is not offered. Nothing
 * ends before it began.
 *
 *     before it       [=== Coding ===)[== Writing runs      now
 *     began −5 min                ^ moves Writing
 *     began −30 min   ^ would be a slice of its own
 *     switch −30 min                        ^ ends Writing here
 *     ended −60 min                    ^ not offered: Writing had not begun
 */
import type { Dimension } from '../../../../core/engine/slice.ts';
import { isImported } from '../../../../core/engine/slice.ts';
import type { Slice } from '../../server/slices.ts';

const offeredMinutes = [5, 15, 30, 60] as const;

type Begun = Pick<Slice, 'id' | 'dimension' | 'source' | 'start'>;
type Runs = Pick<Slice, 'id' | 'start'>;

type EarlierInput = Readonly<{ dimension: Dimension; running: Runs; slices: readonly Begun[] }>;

/** Of what runs. */
export function earlierStarts({ dimension, running, slices }: EarlierInput): number[] {
  const startAt = Date.parse(running.start);
  const others = slices.filter(({ id }) => id !== running.id);
  const earlier = startsIn(dimension, others).filter((at) => at <= startAt);
  return minutesAfter(Math.max(...earlier), startAt);
}

type SwitchInput = Readonly<{
  dimension: Dimension;
  /** Null: nothing does. It may be newer than the slices that are known. */
  running: Runs | null;
  slices: readonly Begun[];
  now: number;
}>;

/** Of what is begun now. */
export function pastStarts({ dimension, running, slices, now }: SwitchInput): number[] {
  const begun = running === null ? [] : [Date.parse(running.start)];
  return minutesAfter(Math.max(...begun, ...startsIn(dimension, slices)), now);
}

/** Of a stop of what runs. */
export function pastStops({ start }: Pick<Runs, 'start'>, now: number): number[] {
  return minutesAfter(Date.parse(start), now);
}

/** What was imported stands beside ours and is in nobody's way. */
function startsIn(dimension: Dimension, slices: readonly Begun[]): number[] {
  return slices
    .filter((slice) => slice.dimension === dimension && !isImported(slice))
    .map(({ start }) => Date.parse(start));
}

function minutesAfter(beforeAt: number, at: number): number[] {
  return offeredMinutes.filter((minutes) => at - minutes * 60_000 > beforeAt);
}

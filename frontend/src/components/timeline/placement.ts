/**
 * Which slice is drawn where in a day. Ours never overlap in their lane; what came from Toggl by
 * hand may overlap anything, so it stands beside ours, packed into columns.
 *
 *     ours       [== Coding ====)    [= Writing ==)
 *     imported      [= a ==)   [= c =)               column 0
 *                     [= b ==)                       column 1
 *
 * Invariant: two placed slices of one column never overlap.
 */
import { type Dimension, dimensions, isImported } from '../../../../core/engine/slice.ts';
import { overlaps, type Range, subtract, union } from '../../../../core/time/range.ts';
import type { Slice } from '../../server/slices.ts';
import { msOf } from '../../words/words.ts';

/** `endAt` is Infinity while it runs. */
export type Placed = Readonly<{
  slice: Slice;
  startAt: number;
  endAt: number;
  column: number;
}>;

export type Lane = Readonly<{
  dimension: Dimension;
  /** By their start, as the arrow keys walk them. */
  own: readonly Placed[];
  imported: readonly Placed[];
  importedColumns: number;
}>;

export function spanOf({ start, end }: Pick<Slice, 'start' | 'end'>): Range {
  return { startAt: msOf(start), endAt: end === null ? Number.POSITIVE_INFINITY : msOf(end) };
}

/** Of what runs, up to now. A whole millisecond: no date is made of parts of one. */
export function middleOf(slice: Pick<Slice, 'start' | 'end'>, now: number): number {
  return Math.floor((msOf(slice.start) + msOf(slice.end ?? now)) / 2);
}

/** Slices that reach into the day, in their four lanes. */
export function lanesOf(slices: readonly Slice[], day: Range): Lane[] {
  const inside = slices
    .map((slice) => ({ slice, ...spanOf(slice), column: 0 }))
    .filter((placed) => touches(placed, day))
    .toSorted((a, b) => a.startAt - b.startAt || a.endAt - b.endAt);
  return dimensions.map((dimension) => {
    const lane = inside.filter(({ slice }) => slice.dimension === dimension);
    const imported = packed(lane.filter(({ slice }) => isImported(slice)));
    const columns = imported.map(({ column }) => column + 1);
    return {
      dimension,
      own: lane.filter(({ slice }) => !isImported(slice)),
      imported,
      importedColumns: Math.max(0, ...columns),
    };
  });
}

/** A slice that was stopped at its start holds no time, and is there all the same. */
function touches(span: Range, day: Range): boolean {
  return overlaps(span, day) || span.startAt === day.startAt;
}

function packed(sorted: readonly Placed[]): Placed[] {
  const freeAt: number[] = [];
  return sorted.map((placed) => {
    const free = freeAt.findIndex((at) => at <= placed.startAt);
    const column = free === -1 ? freeAt.length : free;
    freeAt[column] = placed.endAt;
    return { ...placed, column };
  });
}

/** What is shorter is a breath between two things, and no gap that anybody wants to fill. */
const shortestGapMs = 5 * 60_000;

/** What nothing was tracked in, up to now, between the first and the last slice of the lane. */
export function gapsOf({ own, imported }: Lane, day: Range): Range[] {
  const taken = union([...own, ...imported]);
  const first = taken[0];
  const last = taken.at(-1);
  if (first === undefined || last === undefined) return [];
  const between = {
    startAt: Math.max(day.startAt, first.startAt),
    endAt: Math.min(day.endAt, last.endAt),
  };
  return subtract(between, taken).filter(({ startAt, endAt }) => endAt - startAt >= shortestGapMs);
}

/** Nothing of ours began after it in its lane: it can run on. */
export function isNewest(slice: Slice, slices: readonly Slice[]): boolean {
  return slices
    .filter(({ dimension }) => dimension === slice.dimension)
    .every((other) => isImported(other) || msOf(other.start) <= msOf(slice.start));
}

/** Ours before and after a slice in its lane: what it can be joined with. */
export function neighboursOf(lanes: readonly Lane[], id: string) {
  const own = lanes.find((lane) => lane.own.some(({ slice }) => slice.id === id))?.own ?? [];
  const index = own.findIndex(({ slice }) => slice.id === id);
  return { before: own[index - 1]?.slice ?? null, after: own[index + 1]?.slice ?? null };
}

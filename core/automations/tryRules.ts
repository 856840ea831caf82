/**
 * What rules would have changed in a range: slice by slice, with the rule that made the
 * difference, and how much time each category would have won or lost.
 */
import { type Dimension, dimensions, type Slice } from '../engine/slice.ts';
import { clip, type Range } from '../time/range.ts';
import type { Held } from './arbitrate.ts';
import type { HeldEntry } from './replay.ts';

type Stretch = Range & Readonly<{ isRunning: boolean; durationMs: number }>;

export type ChangedSlice = Readonly<{
  sliceId: string;
  dimension: Dimension;
  categoryId: string;
  /** null where there was none, or would be none. */
  recorded: Stretch | null;
  wouldBe: Stretch | null;
  /** What made the difference. */
  verdict: Held | null;
}>;

type Total = Readonly<{
  dimension: Dimension;
  categoryId: string;
  recordedMs: number;
  wouldBeMs: number;
}>;

type Trial = Readonly<{
  /** By when they began. */
  changed: readonly ChangedSlice[];
  held: readonly HeldEntry[];
  /** Of categories with a difference. */
  totals: readonly Total[];
}>;

type Window = Range & Readonly<{ now: number }>;

type Told = Readonly<{
  recorded: readonly Slice[];
  wouldBe: readonly Slice[];
  held: readonly HeldEntry[];
}>;

/** What runs counts up to now; the parts in the range alone. */
export function differences(told: Told, window: Window): Trial {
  const before = new Map(told.recorded.map((slice) => [slice.id, slice]));
  const after = new Map(told.wouldBe.map((slice) => [slice.id, slice]));
  const verdictOn = verdictsIn(told.held);
  const changed = [...new Set([...before.keys(), ...after.keys()])]
    .flatMap((id) => {
      const was = before.get(id);
      const is = after.get(id);
      const one = was ?? is;
      if (one === undefined || isSameSpan(was, is)) return [];
      const stretches = { recorded: stretchOf(was, window), wouldBe: stretchOf(is, window) };
      if (stretches.recorded === null && stretches.wouldBe === null) return [];
      return [{ ...identity(one), ...stretches, verdict: verdictOn(one, stretches) }];
    })
    .toSorted((a, b) => beganAt(a) - beganAt(b));
  const held = told.held.filter(({ at }) => window.startAt <= at && at < window.endAt);
  return { changed, held, totals: totalsOf(told, window) };
}

function identity({ id, dimension, categoryId }: Slice) {
  return { sliceId: id, dimension, categoryId };
}

function isSameSpan(a: Slice | undefined, b: Slice | undefined): boolean {
  return a?.startAt === b?.startAt && a?.endAt === b?.endAt && a?.categoryId === b?.categoryId;
}

function stretchOf(slice: Slice | undefined, window: Window): Stretch | null {
  if (slice === undefined) return null;
  const { startAt, endAt } = slice;
  const span = { startAt, endAt: Math.max(startAt, endAt ?? window.now) };
  const [part] = clip([span], window);
  if (part === undefined) return null;
  return { ...span, isRunning: endAt === null, durationMs: part.endAt - part.startAt };
}

type Stretches = Pick<ChangedSlice, 'recorded' | 'wouldBe'>;

function beganAt({ recorded, wouldBe }: Stretches): number {
  return Math.min(...[recorded, wouldBe].flatMap((one) => (one === null ? [] : [one.startAt])));
}

/** The signal that made the difference: its own, the first while it lasts, or the last before. */
function verdictsIn(held: readonly HeldEntry[]) {
  const own = new Map(held.flatMap(({ slices, verdict }) => slices.map(({ id }) => [id, verdict])));
  const inOrder = held.toSorted((a, b) => a.at - b.at);
  const lines = Map.groupBy(inOrder.flatMap(touches), ({ dimension }) => dimension);
  return ({ id, dimension }: Slice, stretches: Stretches): Held | null => {
    const mine = own.get(id);
    if (mine !== undefined) return mine;
    const { recorded, wouldBe } = stretches;
    const fromAt = beganAt(stretches);
    const untilAt = Math.max(recorded?.endAt ?? fromAt, wouldBe?.endAt ?? fromAt);
    const near = lines.get(dimension) ?? [];
    const next = firstFrom(near, fromAt);
    const during = near[next];
    if (during !== undefined && during.at <= untilAt) return during.verdict;
    return near[next - 1]?.verdict ?? null;
  };
}

type Touch = Pick<HeldEntry, 'at' | 'dimension' | 'verdict'>;

/** A start is held back in all its dimensions, whichever the rule was about. */
function touches({ at, verdict, dimension, slices }: HeldEntry): Touch[] {
  const touched = new Set([dimension, ...slices.map((slice) => slice.dimension)]);
  return [...touched].map((one) => ({ at, verdict, dimension: one }));
}

function firstFrom(sorted: readonly Touch[], at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.at ?? at) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function totalsOf({ recorded, wouldBe }: Told, window: Window): Total[] {
  const was = timeOf(recorded, window);
  const is = timeOf(wouldBe, window);
  return dimensions.flatMap((dimension) => {
    const ids = new Set([
      ...(was.get(dimension)?.keys() ?? []),
      ...(is.get(dimension)?.keys() ?? []),
    ]);
    return [...ids].flatMap((categoryId) => {
      const recordedMs = was.get(dimension)?.get(categoryId) ?? 0;
      const wouldBeMs = is.get(dimension)?.get(categoryId) ?? 0;
      return recordedMs === wouldBeMs ? [] : [{ dimension, categoryId, recordedMs, wouldBeMs }];
    });
  });
}

function timeOf(slices: readonly Slice[], window: Window) {
  const time = new Map<Dimension, Map<string, number>>();
  for (const slice of slices) {
    const durationMs = stretchOf(slice, window)?.durationMs ?? 0;
    const ofLine = time.get(slice.dimension) ?? new Map<string, number>();
    ofLine.set(slice.categoryId, (ofLine.get(slice.categoryId) ?? 0) + durationMs);
    time.set(slice.dimension, ofLine);
  }
  return time;
}

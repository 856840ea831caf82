/**
 * What the perfect observer writes on: one line of slices for each dimension, in the order of time,
 * and changes that can be taken back while nothing else was written over them.
 */
import type { Dimension, Source } from '../../core/engine/slice.ts';

export type Written = Readonly<{
  number: number;
  dimension: Dimension;
  category: string;
  source: Source;
  startAt: number;
  endAt: number | null;
  /** What wrote it first. */
  owner: string;
}>;

export type Part = Readonly<{ dimension: Dimension; category: string }>;

/** What stood on each line that it touched, before and after. */
export type Change = readonly Readonly<{
  dimension: Dimension;
  before: readonly Written[];
  after: readonly Written[];
}>[];

type Manner = Readonly<{ at: number; source: Source; owner: string }>;

export type Lines = Readonly<{
  running(dimension: Dimension): Written | null;
  all(): readonly Written[];
  on(dimension: Dimension): readonly Written[];
  /** null: all of it ran already. */
  start(parts: readonly Part[], manner: Manner): Change | null;
  stop(dimensions: readonly Dimension[], at: number): Change | null;
  /** null: something else was written since. */
  takeBack(change: Change): Change | null;
  /** In place of what a line holds. */
  rewrite(dimension: Dimension, line: readonly Written[]): void;
}>;

const dimensions: readonly Dimension[] = ['PRIMARY', 'WORK_MODE', 'SOCIAL', 'SEGMENT'];

export function createLines(): Lines {
  const lines = new Map<Dimension, readonly Written[]>(dimensions.map((one) => [one, []]));
  let written = 0;
  const on = (dimension: Dimension) => lines.get(dimension) ?? [];
  const running = (dimension: Dimension) =>
    on(dimension).find(({ endAt }) => endAt === null) ?? null;
  const write = (drafts: readonly (readonly [Dimension, readonly Written[]])[]): Change | null => {
    const change = drafts.map(([dimension, after]) => ({
      dimension,
      before: on(dimension),
      after,
    }));
    for (const [dimension, after] of drafts) lines.set(dimension, after);
    return change.length === 0 ? null : change;
  };
  return {
    running,
    on,
    all: () => dimensions.flatMap(on),
    start: (parts, { at, source, owner }) =>
      write(
        parts
          .filter(({ dimension, category }) => running(dimension)?.category !== category)
          .map(({ dimension, category }) => {
            written += 1;
            const begun = { number: written, dimension, category, source, owner };
            return [
              dimension,
              [...ended(on(dimension), at), { ...begun, startAt: at, endAt: null }],
            ];
          }),
      ),
    stop: (concerned, at) =>
      write(
        concerned
          .filter((dimension) => running(dimension) !== null)
          .map((dimension) => [dimension, ended(on(dimension), at)]),
      ),
    takeBack: (change) => {
      const isStill = change.every(({ dimension, after }) => isSame(on(dimension), after));
      return isStill ? write(change.map(({ dimension, before }) => [dimension, before])) : null;
    },
    rewrite: (dimension, line) => {
      lines.set(
        dimension,
        line.toSorted((a, b) => a.startAt - b.startAt),
      );
    },
  };
}

function ended(line: readonly Written[], at: number): readonly Written[] {
  return line.map((slice) => (slice.endAt === null ? { ...slice, endAt: at } : slice));
}

function isSame(line: readonly Written[], other: readonly Written[]): boolean {
  return JSON.stringify(line) === JSON.stringify(other);
}

/**
 * What an import has made of the timeline before it is in the database, or without ever being
 * there, as in a dry run. Laid over what the database answers, it gives the timeline that the
 * next row has to be placed in.
 *
 * Invariant: bounded. Beyond `most` slices the oldest are forgotten, which matters to a dry run
 * alone, and there only to rows that meet others so many lines above.
 */
import type { Dimension, Slice, SliceChange } from '../../../../core/engine/slice.ts';
import type { Timeline } from '../../../../core/engine/timeline.ts';
import type { Range } from '../../../../core/time/range.ts';

const most = 20_000;

export type ImportOverlay = Readonly<{
  add(changes: readonly SliceChange[]): void;
  over(timeline: Timeline, dimension: Dimension, window: Range): Timeline;
}>;

export function createImportOverlay(): ImportOverlay {
  /** As they stand now; null for what is gone. */
  const rows = new Map<string, Slice | null>();
  /** Sorted by start. They do not overlap, so they are sorted by end as well. */
  const made = new Map<Dimension, Slice[]>();

  const lineOf = (dimension: Dimension): Slice[] => {
    const line = made.get(dimension) ?? [];
    made.set(dimension, line);
    return line;
  };

  function put(slice: Slice): void {
    const line = lineOf(slice.dimension);
    line.splice(firstAtOrAfter(line, slice.startAt), 0, slice);
  }

  function take(id: string): void {
    const slice = rows.get(id);
    if (slice === undefined || slice === null) return;
    const line = lineOf(slice.dimension);
    const index = line.findIndex((one) => one.id === id);
    if (index >= 0) line.splice(index, 1);
  }

  function forgetOldest(): void {
    for (const id of rows.keys()) {
      if (rows.size <= most) return;
      take(id);
      rows.delete(id);
    }
  }

  return {
    add: (changes) => {
      for (const change of changes) {
        const id = change.kind === 'insert' ? change.after.id : change.before.id;
        take(id);
        rows.delete(id);
        rows.set(id, change.kind === 'delete' ? null : change.after);
        if (change.kind !== 'delete') put(change.after);
      }
      forgetOldest();
    },
    over: (timeline, dimension, window) => {
      const line = lineOf(dimension);
      const near: Slice[] = timeline.filter(({ id }) => !rows.has(id));
      for (let i = firstAtOrAfter(line, window.startAt) - 1; i < line.length; i += 1) {
        const slice = line[i];
        if (slice === undefined) continue;
        if (slice.startAt > window.endAt) break;
        near.push(slice);
      }
      return near.sort((a, b) => a.startAt - b.startAt);
    },
  };
}

function firstAtOrAfter(line: readonly Slice[], at: number): number {
  let low = 0;
  let high = line.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((line[middle]?.startAt ?? Number.POSITIVE_INFINITY) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

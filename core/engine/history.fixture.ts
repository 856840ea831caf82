/**
 * A history in memory for tests: it keeps slices the way the store does, hands rules only the
 * window they ask for, and refuses, change by change, what the unique indexes would refuse.
 */
import { invariant } from '../invariant.ts';
import { floorSecond, parseInstant } from '../time/instant.ts';
import type { Range } from '../time/range.ts';
import { saysTheSame } from './changes.ts';
import type { Dimension, Slice, SliceChange } from './slice.ts';

/** `10:00`, `10:00:30` or `10:00:30.250` of one fixed day, as UTC milliseconds. */
export function clock(text: string): number {
  const at = parseInstant(`2026-11-05T${text}Z`);
  invariant(at !== null, `${text} is no time of day`);
  return at;
}

/** A PRIMARY slice from 09:00 to 10:00, unless told otherwise. */
export function sliceOf(fields: Partial<Slice> = {}): Slice {
  return {
    id: 'a',
    dimension: 'PRIMARY',
    categoryId: 'coding',
    startAt: clock('09:00'),
    endAt: clock('10:00'),
    source: 'MANUAL',
    isLocked: false,
    linkedTaskId: null,
    note: null,
    originEntryId: null,
    createdAt: 0,
    updatedAt: 0,
    ...fields,
  };
}

export function idsFrom(prefix: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}${count}`;
  };
}

export type History = ReadonlyMap<string, Slice>;

/** Writes the changes one by one and stops where an index of the database would. */
export function write(history: History, changes: readonly SliceChange[]): History {
  const rows = new Map(history);
  for (const change of changes) {
    if (change.kind === 'insert') invariant(!rows.has(change.after.id), 'inserted twice');
    else invariant(isAsFound(rows, change.before), 'changed a row that is not as it was found');
    if (change.kind === 'delete') rows.delete(change.before.id);
    else {
      refuseClash(rows, change.after);
      rows.set(change.after.id, change.after);
    }
  }
  return rows;
}

function isAsFound(rows: History, before: Slice): boolean {
  const row = rows.get(before.id);
  return row !== undefined && saysTheSame(row, before);
}

function refuseClash(rows: History, after: Slice): void {
  if (after.source === 'TIMERY') return;
  for (const row of rows.values()) {
    if (row.id === after.id || row.dimension !== after.dimension || row.source === 'TIMERY')
      continue;
    invariant(row.endAt !== null || after.endAt !== null, 'two open slices in one dimension');
    const isSameSecond = floorSecond(row.startAt) === floorSecond(after.startAt);
    invariant(row.dimension !== 'PRIMARY' || !isSameSecond, 'two PRIMARY starts in one second');
  }
}

/** Sorted, as the store answers them; a slice without length comes before one that has some. */
export function slicesOf(history: History, dimension: Dimension): Slice[] {
  return [...history.values()]
    .filter((slice) => slice.dimension === dimension && slice.source !== 'TIMERY')
    .sort((a, b) => a.startAt - b.startAt || endOf(a) - endOf(b));
}

/** What the store hands in for a window: nothing outside it but the next and the running one. */
export function seenIn(history: History, dimension: Dimension, window: Range): Slice[] {
  const all = slicesOf(history, dimension);
  const next = all.find((slice) => slice.startAt >= window.endAt);
  return all.filter(
    (slice) =>
      slice === next ||
      slice.endAt === null ||
      (slice.startAt < window.endAt && slice.endAt >= window.startAt),
  );
}

/** `coding 09:00-10:00 | email 10:00-` : what a person would see. */
export function told(slices: Iterable<Slice>): string {
  return [...slices]
    .sort((a, b) => a.startAt - b.startAt)
    .map((slice) => `${slice.categoryId} ${hour(slice.startAt)}-${hour(slice.endAt)}`)
    .join(' | ');
}

function endOf(slice: Slice): number {
  return slice.endAt ?? Number.POSITIVE_INFINITY;
}

function hour(at: number | null): string {
  if (at === null) return '';
  return new Date(at)
    .toISOString()
    .slice(11, 23)
    .replace(/(:00)?\.000$/, '');
}

/**
 * One dimension while history is told again: its slices by start, ours alone, open for change.
 *
 * Invariant: they never overlap and one at most is open, whatever is laid or patched.
 */
import { saysTheSame } from '../engine/changes.ts';
import type { Slice } from '../engine/slice.ts';
import { holds, spanOf } from '../engine/timeline.ts';
import { overlaps, type Range } from '../time/range.ts';

export type ReplayLine = Readonly<{
  all: () => readonly Slice[];
  get: (id: string) => Slice | undefined;
  /** As it is said: for what history itself recorded. */
  put: (slice: Slice) => void;
  remove: (id: string) => void;
  /** What began last by an instant. */
  lastBegunBy: (at: number) => Slice | undefined;
  /** What begins first after it. */
  firstAfter: (at: number) => Slice | undefined;
  /** What began last by an instant, and all that began after. */
  from: (at: number) => readonly Slice[];
  overlapping: (range: Range) => readonly Slice[];
}>;

export function createReplayLine(opening: readonly Slice[]): ReplayLine {
  const byId = new Map<string, Slice>();
  const sorted: Slice[] = [];
  const remove = (id: string): void => {
    const slice = byId.get(id);
    if (slice === undefined) return;
    byId.delete(id);
    sorted.splice(sorted.lastIndexOf(slice, placeAfter(sorted, slice.startAt)), 1);
  };
  const put = (slice: Slice): void => {
    remove(slice.id);
    byId.set(slice.id, slice);
    sorted.splice(placeAfter(sorted, slice.startAt), 0, slice);
  };
  for (const slice of opening) put(slice);
  return {
    all: () => sorted,
    get: (id) => byId.get(id),
    put,
    remove,
    lastBegunBy: (at) => sorted[placeAfter(sorted, at) - 1],
    firstAfter: (at) => sorted[placeAfter(sorted, at)],
    from: (at) => sorted.slice(Math.max(0, placeAfter(sorted, at) - 1)),
    overlapping: (range) => overlappingIn(sorted, range),
  };
}

/** Where the first slice that starts after an instant stands. */
function placeAfter(sorted: readonly Slice[], at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.startAt ?? Number.POSITIVE_INFINITY) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function overlappingIn(sorted: readonly Slice[], range: Range): Slice[] {
  const found: Slice[] = [];
  for (let i = Math.max(0, placeAfter(sorted, range.startAt) - 1); i < sorted.length; i += 1) {
    const slice = sorted[i];
    if (slice === undefined || slice.startAt >= range.endAt) break;
    if (overlaps(spanOf(slice), range)) found.push(slice);
  }
  return found;
}

/**
 * A start as it would have been: cuts what runs, and ends where the next begins. What is locked is
 * not cut, for the start would have been refused.
 *
 *     line    [==== holder ====)   [== next ==)
 *     laid            [= slice ...
 *     after   [holder)[== slice ===)[== next ==)
 */
export function lay(line: ReplayLine, slice: Slice): void {
  const holder = line.lastBegunBy(slice.startAt);
  if (holder !== undefined && holds(holder, slice.startAt)) {
    if (holder.isLocked) return;
    if (holder.startAt === slice.startAt) line.remove(holder.id);
    else line.put({ ...holder, endAt: slice.startAt });
  }
  line.put(cutAtNext(line, slice));
}

/** Changes what it changed in fact, as far as the neighbours leave room. */
export function patch(line: ReplayLine, before: Slice, after: Slice): void {
  const row = line.get(after.id);
  if (row === undefined) return;
  line.remove(row.id);
  const next = { ...row, ...fieldsChanged(before, after) };
  const startAt = freeStart(line, next, row);
  // What ended it came before it begins here: that end was another's. Without room it stays.
  const endAt = [next.endAt, row.endAt].find((end) => end === null || end >= startAt);
  line.put(endAt === undefined ? row : cutAtNext(line, { ...next, startAt, endAt }));
}

/** Behind what runs there is no room: then it begins where it did, which is before that. */
function freeStart(line: ReplayLine, { startAt }: Slice, row: Slice): number {
  const holder = line.lastBegunBy(startAt);
  if (holder === undefined || !holds(holder, startAt)) return startAt;
  if (holder.endAt === null) return row.startAt;
  return freeStart(line, { ...row, startAt: holder.endAt }, row);
}

function cutAtNext(line: ReplayLine, slice: Slice): Slice {
  const nextAt = line.firstAfter(slice.startAt)?.startAt ?? Number.POSITIVE_INFINITY;
  const endAt = Math.min(slice.endAt ?? Number.POSITIVE_INFINITY, nextAt);
  return { ...slice, endAt: Number.isFinite(endAt) ? endAt : null };
}

function fieldsChanged(before: Slice, after: Slice): Partial<Slice> {
  if (saysTheSame(before, after)) return {};
  const keys = Object.keys(after) as (keyof Slice)[];
  return Object.fromEntries(
    keys.filter((key) => before[key] !== after[key]).map((key) => [key, after[key]]),
  );
}

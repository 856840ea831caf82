/**
 * The rule of taking a session back that samples no longer tell, or tell otherwise now: what was
 * cut for it comes back as far as it is still free.
 *
 * Invariant: what a person changed since is left alone. Where that is the session itself, all of
 * it is: a night that somebody corrected, deleted or undid does not come back.
 */
import { saysTheSame } from '../engine/changes.ts';
import type { Slice, SliceChange } from '../engine/slice.ts';
import { holds, isSameStart, spanOf, type Timeline } from '../engine/timeline.ts';
import { overlaps } from '../time/range.ts';

/** A row before anything was done to it for the session, and as it was left; null is no row. */
type MadeRow = Readonly<{ id: string; before: Slice | null; after: Slice | null }>;

/** How a session came to stand among the slices. */
export type Made = Readonly<{ rows: readonly MadeRow[]; ownIds: ReadonlySet<string> }>;

type TakenBack =
  | Readonly<{ kind: 'taken'; timeline: Timeline }>
  | Readonly<{ kind: 'edited'; slices: readonly Slice[] }>;

/**
 * What several changes came to, row by row: a session that was told anew each hour was put in as
 * often. Where a person changed a row in between, it began anew for us.
 */
export function madeBy(changes: readonly SliceChange[], ownIds: ReadonlySet<string>): Made {
  const rows = new Map<string, MadeRow>();
  for (const change of changes) {
    const before = change.kind === 'insert' ? null : change.before;
    const after = change.kind === 'delete' ? null : change.after;
    const id = (before ?? after)?.id ?? '';
    const known = rows.get(id);
    const goesOn = known !== undefined && stands(known.after, before);
    rows.set(id, { id, before: goesOn ? known.before : before, after });
  }
  return { rows: [...rows.values()].filter(({ before, after }) => before ?? after), ownIds };
}

/** The timeline holds what stands now of all the rows. */
export function takeBack(timeline: Timeline, { rows, ownIds }: Made): TakenBack {
  const current = new Map(timeline.map((slice) => [slice.id, slice]));
  const asLeft = rows.filter(({ id, after }) => stands(current.get(id) ?? null, after));
  const left = new Set(asLeft.map(({ id }) => id));
  if ([...ownIds].some((id) => !left.has(id))) {
    return { kind: 'edited', slices: [...ownIds].flatMap((id) => current.get(id) ?? []) };
  }
  const others = timeline.filter(({ id }) => !left.has(id));
  const earlier = asLeft.toSorted((a, b) => startOf(a) - startOf(b));
  return { kind: 'taken', timeline: earlier.reduce(restored, others) };
}

function stands(current: Slice | null, left: Slice | null): boolean {
  if (current === null || left === null) return current === left;
  return saysTheSame(current, left);
}

function startOf({ before }: MadeRow): number {
  return before?.startAt ?? 0;
}

/**
 * As it was, up to what has begun since; where its beginning is taken, as it was left.
 *
 *     was       [=== film ==================)
 *     since                  [= call =)
 *     restored  [=== film ==)[= call =)
 */
function restored(others: Timeline, { before, after }: MadeRow): Timeline {
  if (before === null) return others;
  const back = capped(others, before) ?? (after === null ? null : capped(others, after));
  return back === null ? others : [...others, back].sort((a, b) => a.startAt - b.startAt);
}

/** null where its beginning is taken. */
function capped(others: Timeline, slice: Slice): Slice | null {
  const isTaken = others.some(
    (other) => holds(other, slice.startAt) || isSameStart('PRIMARY', other.startAt, slice.startAt),
  );
  if (isTaken) return null;
  const next = others.find((other) => other.startAt > slice.startAt);
  if (next === undefined || !overlaps(spanOf(next), spanOf(slice))) return slice;
  return { ...slice, endAt: next.startAt };
}

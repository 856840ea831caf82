/**
 * The rule of undoing several changes as one: all that an automation did since an instant.
 *
 * Invariant: every slice they touched comes back as it was before the first of them, or nothing
 * changes. What somebody else changed in between or later is never written over.
 */
import { inWritableOrder, refused, saysTheSame } from './changes.ts';
import type { ManyDecision } from './decision.ts';
import { isImported, type Slice, type SliceChange } from './slice.ts';
import { isSameStart, type Timeline } from './timeline.ts';
import { decideUndo } from './undo.ts';

type Surroundings = Readonly<{
  /** The rows the changes touched, as they stand now. */
  current: ReadonlyMap<string, Slice>;
  timeline: Timeline;
  now: number;
}>;

/**
 * `changes` of all of them, in the order in which they were written.
 *
 *     the automation    a: [== runs    a: [==)          c: [= runs
 *     a person                               b: [==)
 *     undone                                 b: [==)
 */
export function decideUndoMany(
  changes: readonly SliceChange[],
  surroundings: Surroundings,
): ManyDecision {
  const histories = new Map<string, RowHistory>();
  for (const change of changes) {
    const before = change.kind === 'insert' ? null : change.before;
    const after = change.kind === 'delete' ? null : change.after;
    const id = idOf(change);
    const known = histories.get(id);
    if (known !== undefined && !goesOn(known, before)) return conflict([id]);
    histories.set(id, { first: known === undefined ? before : known.first, last: after });
  }
  const net = [...histories]
    .filter(([id, { first }]) => !isSame(surroundings.current.get(id) ?? null, first))
    .flatMap(([, history]) => netOf(history));
  if (net.length === 0) return { kind: 'unchanged' };
  const decision = decideUndo(net, surroundings);
  if (decision.kind === 'refused') return decision;
  const ordered = orderToWrite(inWritableOrder(decision.changes), surroundings.current);
  if (ordered === null) return conflict(net.map(idOf));
  return { kind: 'changed', changes: ordered };
}

/** A row before the first change and after the last. */
type RowHistory = Readonly<{ first: Slice | null; last: Slice | null }>;

/** From where the change before left it, or from where somebody undid that one. */
function goesOn({ first, last }: RowHistory, before: Slice | null): boolean {
  return isSame(last, before) || isSame(first, before);
}

function isSame(a: Slice | null, b: Slice | null): boolean {
  if (a === null || b === null) return a === b;
  return saysTheSame(a, b);
}

/** What many changes of one row come to; nothing for one that came and went. */
function netOf({ first, last }: RowHistory): SliceChange[] {
  if (first === null) return last === null ? [] : [{ kind: 'insert', after: last }];
  if (last === null) return [{ kind: 'delete', before: first }];
  return saysTheSame(first, last) ? [] : [{ kind: 'update', before: first, after: last }];
}

/**
 * An order in which no unique index is broken on the way, or null: two slices that exchanged
 * their seconds in PRIMARY have none, because one would have to wait for the other.
 */
function orderToWrite(
  changes: readonly SliceChange[],
  current: ReadonlyMap<string, Slice>,
): SliceChange[] | null {
  const rows = new Map(current);
  const waiting = [...changes];
  const ordered: SliceChange[] = [];
  while (waiting.length > 0) {
    const index = waiting.findIndex((change) => isFree(change, rows));
    const [next] = index < 0 ? [] : waiting.splice(index, 1);
    if (next === undefined) return null;
    if (next.kind === 'delete') rows.delete(next.before.id);
    else rows.set(next.after.id, next.after);
    ordered.push(next);
  }
  return ordered;
}

function isFree(change: SliceChange, rows: ReadonlyMap<string, Slice>): boolean {
  if (change.kind === 'delete') return true;
  const { after } = change;
  if (isImported(after)) return true;
  return ![...rows.values()].some(
    (row) =>
      row.id !== after.id &&
      row.dimension === after.dimension &&
      !isImported(row) &&
      ((row.endAt === null && after.endAt === null) ||
        isSameStart(row.dimension, row.startAt, after.startAt)),
  );
}

function idOf(change: SliceChange): string {
  return change.kind === 'insert' ? change.after.id : change.before.id;
}

function conflict(sliceIds: readonly string[]): ManyDecision {
  return refused(
    'undo_conflict',
    'Others changed the same slices since. Undo those changes first, or undo a shorter time.',
    { sliceIds },
  );
}

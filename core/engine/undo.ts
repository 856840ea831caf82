/**
 * The rule of undoing: the inverse of one journalled change, as a change of its own, so that an
 * undo can be undone.
 *
 * Invariant: it restores exactly what stood before (all but updatedAt), or changes nothing. It
 * never writes over what came later: that is a conflict for a person to look at.
 */

import { unreachable } from '../invariant.ts';
import type { Refusal } from '../refusal.ts';
import { overlaps } from '../time/range.ts';
import { refused, saysTheSame } from './changes.ts';
import { isImported, type Slice, type SliceChange } from './slice.ts';
import { isSameStart, spanOf, type Timeline } from './timeline.ts';

export type UndoDecision =
  | Readonly<{ kind: 'changed'; changes: readonly SliceChange[] }>
  | Readonly<{ kind: 'refused'; refusal: Refusal }>;

type UndoSurroundings = Readonly<{
  /** The rows the change touched, as they stand now. */
  current: ReadonlyMap<string, Slice>;
  /** What lies near the ranges to restore, of every dimension concerned (see undoWindows). */
  timeline: Timeline;
  now: number;
}>;

/** `changes` in the order in which they were written. */
export function decideUndo(
  changes: readonly SliceChange[],
  { current, timeline, now }: UndoSurroundings,
): UndoDecision {
  const left = rowsLeftBy(changes);
  const altered = [...left].filter(([id, row]) => !isStill(current.get(id), row));
  if (altered.length > 0) return conflict(altered.map(([id]) => id));
  // Backwards through the states the command went through: each of them could be written.
  const inverse = changes.toReversed().map((change) => inverted(change, now));
  const restored = [...rowsLeftBy(inverse).values()].filter((row) => row !== null);
  const others = timeline.filter((slice) => !left.has(slice.id));
  const blocking = others.filter((other) => restored.some((row) => clashes(row, other)));
  if (blocking.length > 0) return conflict(blocking.map((slice) => slice.id));
  const beside = clashingNeighbours(restored);
  if (beside.length > 0) return conflict(beside.map((slice) => slice.id));
  return { kind: 'changed', changes: inverse };
}

/** Every row the changes touched, as the last of them left it; null when it was deleted. */
function rowsLeftBy(changes: readonly SliceChange[]): Map<string, Slice | null> {
  return new Map(
    changes.map((change) =>
      change.kind === 'delete' ? [change.before.id, null] : [change.after.id, change.after],
    ),
  );
}

function isStill(current: Slice | undefined, left: Slice | null): boolean {
  if (current === undefined || left === null) return current === undefined && left === null;
  return saysTheSame(current, left);
}

function inverted(change: SliceChange, now: number): SliceChange {
  switch (change.kind) {
    case 'insert':
      return { kind: 'delete', before: change.after };
    case 'delete':
      return { kind: 'insert', after: { ...change.before, updatedAt: now } };
    case 'update':
      return {
        kind: 'update',
        before: change.after,
        after: { ...change.before, updatedAt: now },
      };
    default:
      return unreachable(change);
  }
}

/**
 * What one command left stood side by side before it; of the changes of several commands, some
 * with others in between that stay, it may not have. In order of start only neighbours need a look.
 */
function clashingNeighbours(rows: readonly Slice[]): readonly Slice[] {
  const lines = Map.groupBy(
    rows.filter((row) => !isImported(row)),
    ({ dimension }) => dimension,
  );
  return [...lines.values()].flatMap((line) => {
    const ordered = line.toSorted((a, b) => a.startAt - b.startAt);
    return ordered.filter((row, i) => {
      const next = ordered[i + 1];
      return next !== undefined && clashes(row, next);
    });
  });
}

/** Two open slices overlap as well, since a running one reaches as far as time does. */
function clashes(row: Slice, other: Slice): boolean {
  if (row.dimension !== other.dimension) return false;
  if (isImported(row) || isImported(other)) return false;
  return (
    overlaps(spanOf(row), spanOf(other)) || isSameStart(row.dimension, row.startAt, other.startAt)
  );
}

function conflict(sliceIds: readonly string[]): UndoDecision {
  return refused(
    'undo_conflict',
    'Later changes build on this one. Undo those first, or edit the slices by hand.',
    { sliceIds },
  );
}

/**
 * Timelines as they would be after changes, and the changes between two of them. Several steps are
 * decided one upon the other this way, and only what they come to is written.
 */
import { unreachable } from '../invariant.ts';
import { inWritableOrder, saysTheSame } from './changes.ts';
import type { Slice, SliceChange } from './slice.ts';
import type { Timeline } from './timeline.ts';

export function withChanges(timeline: Timeline, changes: readonly SliceChange[]): Timeline {
  const rows = new Map(timeline.map((slice) => [slice.id, slice]));
  for (const change of changes) {
    switch (change.kind) {
      case 'insert':
      case 'update':
        rows.set(change.after.id, change.after);
        break;
      case 'delete':
        rows.delete(change.before.id);
        break;
      default:
        unreachable(change);
    }
  }
  return [...rows.values()].sort((a, b) => a.startAt - b.startAt);
}

export function changesBetween(before: Timeline, after: Timeline, now: number): SliceChange[] {
  const left = new Map(after.map((slice) => [slice.id, slice]));
  const found = new Map(before.map((slice) => [slice.id, slice]));
  const changes: SliceChange[] = [];
  for (const slice of before) {
    const row = left.get(slice.id);
    if (row === undefined) changes.push({ kind: 'delete', before: slice });
    else if (!saysTheSame(slice, row)) {
      changes.push({ kind: 'update', before: slice, after: { ...row, updatedAt: now } });
    }
  }
  for (const slice of after) {
    if (!found.has(slice.id)) changes.push({ kind: 'insert', after: slice });
  }
  return inWritableOrder(changes);
}

/** Whether two timelines look the same, whichever rows they are made of. */
export function looksTheSame(a: Timeline, b: Timeline): boolean {
  return a.length === b.length && a.every((slice, index) => isLike(slice, b[index]));
}

function isLike(a: Slice, b: Slice | undefined): boolean {
  return b !== undefined && saysTheSame({ ...a, id: b.id, createdAt: b.createdAt }, b);
}

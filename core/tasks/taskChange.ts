/**
 * One task or log as a command found it and as it left it: what the journal keeps beside the
 * slices, and undo inverts.
 *
 * Invariant: a task is never removed, only marked deleted, so it always has an after.
 */
import type { PostDoLog } from './postDoLog.ts';
import type { Task } from './task.ts';

export type TaskRowChange = Readonly<{ subject: 'task'; before: Task | null; after: Task }>;
export type LogRowChange =
  | Readonly<{ subject: 'log'; before: PostDoLog | null; after: PostDoLog }>
  | Readonly<{ subject: 'log'; before: PostDoLog; after: null }>;
export type TaskChange = TaskRowChange | LogRowChange;

/** Who stops being active goes first: two active tasks never stand in the table at once. */
export function inWritableOrder(changes: readonly TaskChange[]): TaskChange[] {
  const rankOf = (change: TaskChange) => {
    if (change.subject === 'log') return 2;
    return change.after.state === 'active' ? 1 : 0;
  };
  return changes.toSorted((a, b) => rankOf(a) - rankOf(b));
}

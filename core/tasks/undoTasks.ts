/**
 * The rule of undoing what a command did to tasks and logs, beside its slices.
 *
 * Invariant: it puts back only the fields that the command changed, and only where they still are
 * as it left them; what was edited since in other fields stays. Never makes a second active task.
 */
import { refused } from '../engine/changes.ts';
import type { Refusal } from '../refusal.ts';
import type { PostDoLog } from './postDoLog.ts';
import type { Task } from './task.ts';
import {
  inWritableOrder,
  type LogRowChange,
  type TaskChange,
  type TaskRowChange,
} from './taskChange.ts';

type Surroundings = Readonly<{
  /** The rows the change touched, as they stand now. */
  tasks: ReadonlyMap<string, Task>;
  logs: ReadonlyMap<string, PostDoLog>;
  active: Task | null;
  now: number;
}>;

type TaskUndo =
  | Readonly<{ kind: 'changed'; changes: readonly TaskChange[] }>
  | Readonly<{ kind: 'refused'; refusal: Refusal }>;

export function decideTaskUndo(changes: readonly TaskChange[], given: Surroundings): TaskUndo {
  const inverse: TaskChange[] = [];
  for (const change of changes) {
    const one =
      change.subject === 'task' ? invertedTask(change, given) : invertedLog(change, given);
    if (one === null) return conflict;
    inverse.push(one);
  }
  return makesTwoActive(inverse, given.active)
    ? conflict
    : { kind: 'changed', changes: inWritableOrder(inverse) };
}

function invertedTask(
  { before, after }: TaskRowChange,
  { tasks, now }: Surroundings,
): TaskChange | null {
  const current = tasks.get(after.id);
  if (current === undefined) return null;
  if (before === null) {
    if (current.deletedAt !== null) return null;
    const state = current.state === 'active' ? 'next' : current.state;
    return {
      subject: 'task',
      before: current,
      after: { ...current, state, deletedAt: now, updatedAt: now },
    };
  }
  const restored = putBack(current, { before, after });
  if (restored === null) return null;
  return { subject: 'task', before: current, after: { ...restored, updatedAt: now } };
}

function invertedLog(
  { before, after }: LogRowChange,
  { logs, now }: Surroundings,
): TaskChange | null {
  if (after === null) {
    if (logs.has(before.id)) return null;
    return { subject: 'log', before: null, after: { ...before, updatedAt: now } };
  }
  const current = logs.get(after.id);
  if (current === undefined) return null;
  if (before === null) {
    const isStill = alteredKeys(after, current).length === 0;
    return isStill ? { subject: 'log', before: current, after: null } : null;
  }
  const restored = putBack(current, { before, after });
  if (restored === null) return null;
  return { subject: 'log', before: current, after: { ...restored, updatedAt: now } };
}

/** null where a later change stands on this one. */
function putBack<Row extends Task | PostDoLog>(
  current: Row,
  { before, after }: Readonly<{ before: Row; after: Row }>,
): Row | null {
  const keys = alteredKeys(before, after);
  const isStill = keys.every((key) => isSame(current[key], after[key]));
  if (!isStill) return null;
  return { ...current, ...Object.fromEntries(keys.map((key) => [key, before[key]])) };
}

function alteredKeys<Row extends Task | PostDoLog>(one: Row, other: Row): (keyof Row)[] {
  const keys = Object.keys(one) as (keyof Row)[];
  return keys.filter((key) => key !== 'updatedAt' && !isSame(one[key], other[key]));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function makesTwoActive(inverse: readonly TaskChange[], active: Task | null): boolean {
  const rows = inverse.flatMap((change) => (change.subject === 'task' ? [change.after] : []));
  const isLeft = active !== null && !rows.some(({ id }) => id === active.id);
  const count = rows.filter(({ state, deletedAt }) => state === 'active' && deletedAt === null);
  return count.length + (isLeft ? 1 : 0) > 1;
}

const conflict: TaskUndo = refused(
  'undo_conflict',
  'Later changes of the task build on this one. Undo those first, or edit the task by hand.',
);

/**
 * What the form of a task holds, and what of it is sent.
 *
 * Invariant: a field that was left alone is not sent. A plan of seconds, or of several days, does
 * not fit the form whole, and renaming its task must not cut it.
 */
import type { Task, TaskFields } from '../../server/tasks.ts';
import { type Plan, planOf, type ReadPlan, readPlan } from './planTimes.ts';

export type Draft = Plan &
  Readonly<{
    name: string;
    category: string;
    workMode: string;
    note: string;
    priority: '' | 'LOW' | 'MEDIUM' | 'HIGH';
    dueDate: string;
    estimateMinutes: number | '';
  }>;

export type ReadDraft =
  | Readonly<{ kind: 'fields'; fields: TaskFields }>
  | Extract<ReadPlan, { kind: 'wrong' }>;

export function draftOf(task: Task, timeZone: string): Draft {
  return {
    ...planOf(task.schedule, timeZone),
    name: task.name,
    category: task.category ?? '',
    workMode: task.workMode ?? '',
    note: task.note ?? '',
    priority: task.priority ?? '',
    dueDate: task.dueDate ?? '',
    estimateMinutes: task.estimateMinutes ?? '',
  };
}

export function readDraft(task: Task, draft: Draft, timeZone: string): ReadDraft {
  const before = draftOf(task, timeZone);
  const plan = readPlan(draft, timeZone);
  if (plan.kind === 'wrong') return plan;
  const isPlanChanged = (['day', 'from', 'until'] as const).some(
    (field) => draft[field] !== before[field],
  );
  const { name, category, workMode, note, priority, dueDate, estimateMinutes } = draft;
  const fields: TaskFields = {
    ...(name === before.name ? {} : { name }),
    ...(category === before.category ? {} : { category: orNull(category) }),
    ...(workMode === before.workMode ? {} : { workMode: orNull(workMode) }),
    ...(note === before.note ? {} : { note: orNull(note) }),
    ...(priority === before.priority ? {} : { priority: orNull(priority) }),
    ...(dueDate === before.dueDate ? {} : { dueDate: orNull(dueDate) }),
    ...(estimateMinutes === before.estimateMinutes
      ? {}
      : { estimateMinutes: orNull(estimateMinutes) }),
    ...(isPlanChanged ? { schedule: plan.schedule } : {}),
  };
  return { kind: 'fields', fields };
}

function orNull<Value>(value: Value | ''): Value | null {
  return value === '' ? null : value;
}

/**
 * How a task moves: caught, sorted, worked on, done.
 *
 *   inbox ──category, plan──▶ next ◀──another is activated── active
 *     │                        │ ──────────activate──────────▶ │
 *     └────────────────────────┴────────complete───────────────┴──▶ done ──reopen──▶ next
 *
 * Invariant: never decides about slices; what was decided of them is an argument.
 */
import { refused } from '../engine/changes.ts';
import type { Refusal } from '../refusal.ts';
import type { PostDoLog } from './postDoLog.ts';
import type { Schedule, Task, TaskFields } from './task.ts';
import type { TaskChange, TaskRowChange } from './taskChange.ts';

export type TaskDecision =
  | Readonly<{ kind: 'changed'; task: Task; changes: readonly TaskChange[] }>
  | Readonly<{ kind: 'unchanged'; task: Task }>
  | Readonly<{ kind: 'refused'; refusal: Refusal }>;

type Now = Readonly<{ now: number }>;

export function decideCreate(
  fields: TaskFields & Readonly<{ name: string }>,
  { now, id }: Now & Readonly<{ id: string }>,
): TaskDecision {
  const task = withFields(blankTask(id, now), fields);
  const wrong = wrongSchedule(task.schedule);
  if (wrong !== null) return wrong;
  return { kind: 'changed', task, changes: [{ subject: 'task', before: null, after: task }] };
}

export function decideEdit(task: Task, fields: TaskFields, { now }: Now): TaskDecision {
  if (fields.state !== undefined && task.state === 'done') return alreadyDone(task);
  const wanted = withFields(task, fields);
  return wrongSchedule(wanted.schedule) ?? changed(task, wanted, now);
}

type Activation = Now &
  Readonly<{
    /** The task that is active now. */
    active: Task | null;
    /** When its slice begins. */
    at: number;
    /** The slice of WORK_MODE that the same command began. */
    begunModeId: string | null;
  }>;

/** Refuses what can be told before anything is started; null for a task that may be worked on. */
export function refusedActivation(task: Task): Extract<TaskDecision, { kind: 'refused' }> | null {
  if (task.state === 'done') return alreadyDone(task);
  if (task.categoryId !== null) return null;
  return refused(
    'task_without_category',
    `${task.name} has no category yet, so its time would belong nowhere. Give it one first.`,
  );
}

/**
 * The mode that the task before it began goes over to this one, and so ends with the last of them.
 */
export function decideActivate(task: Task, given: Activation): TaskDecision {
  const { active, at, begunModeId, now } = given;
  const refusal = refusedActivation(task);
  if (refusal !== null) return refusal;
  if (task.state === 'active') {
    const activatedAt = Math.max(task.activatedAt ?? at, at);
    const workModeSliceId = begunModeId ?? task.workModeSliceId;
    return changed(task, { ...task, activatedAt, workModeSliceId }, now);
  }
  // A tap that arrives late: work on the other began after this, so that one stays active.
  if (active !== null && (active.activatedAt ?? at) > at) {
    return changed(task, { ...task, state: 'next' }, now);
  }
  const workModeSliceId = begunModeId ?? active?.workModeSliceId ?? null;
  const begun = updatedTask(task, { state: 'active', activatedAt: at, workModeSliceId }, now);
  const left =
    active === null ? [] : [updatedTask(active, { state: 'next', workModeSliceId: null }, now)];
  return { kind: 'changed', task: begun.after, changes: [...left, begun] };
}

export function decideComplete(
  task: Task,
  { at, log, now }: Now & Readonly<{ at: number; log: PostDoLog }>,
): Extract<TaskDecision, { kind: 'changed' }> {
  const done = {
    state: 'done',
    completedAt: at,
    postDoLogId: log.id,
    workModeSliceId: null,
  } as const;
  const change = updatedTask(task, done, now);
  const written = { subject: 'log', before: null, after: log } as const;
  return { kind: 'changed', task: change.after, changes: [change, written] };
}

export function decideReopen(task: Task, { now }: Now): TaskDecision {
  if (task.state !== 'done') return { kind: 'unchanged', task };
  const state = isSorted(task) ? 'next' : 'inbox';
  return changed(task, { ...task, state, completedAt: null, postDoLogId: null }, now);
}

export function decideTaskDelete(task: Task, { now }: Now): TaskDecision {
  const state = task.state === 'active' ? 'next' : task.state;
  return changed(task, { ...task, state, workModeSliceId: null, deletedAt: now }, now);
}

/** A row is never changed without its updatedAt. */
function updatedTask(before: Task, fields: Partial<Task>, now: number) {
  const after: Task = { ...before, ...fields, updatedAt: now };
  return { subject: 'task', before, after } satisfies TaskRowChange;
}

function withFields(task: Task, fields: TaskFields): Task {
  const { name, categoryId, note, priority, dueDate, schedule, estimateMinutes } = fields;
  const given = <Value>(value: Value | undefined, before: Value) =>
    value === undefined ? before : value;
  const wanted = {
    ...task,
    name: name ?? task.name,
    categoryId: given(categoryId, task.categoryId),
    note: given(note, task.note),
    priority: given(priority, task.priority),
    dueDate: given(dueDate, task.dueDate),
    schedule: given(schedule, task.schedule),
    estimateMinutes: given(estimateMinutes, task.estimateMinutes),
    workModeId: given(fields.workModeId, task.workModeId),
  };
  const moved = task.state === 'inbox' && isSorted(wanted) ? 'next' : task.state;
  return { ...wanted, state: fields.state ?? moved };
}

/** What was only caught is sorted once it is known what it is, or when it is to be done. */
function isSorted({ categoryId, schedule }: Task): boolean {
  return categoryId !== null || schedule !== null;
}

function blankTask(id: string, now: number): Task {
  return {
    id,
    name: '',
    state: 'inbox',
    categoryId: null,
    note: null,
    priority: null,
    dueDate: null,
    schedule: null,
    estimateMinutes: null,
    workModeId: null,
    activatedAt: null,
    workModeSliceId: null,
    completedAt: null,
    postDoLogId: null,
    deletedAt: null,
    createdAt: now,
    updatedAt: now,
  };
}

function changed(task: Task, wanted: Task, now: number): TaskDecision {
  if (JSON.stringify(task) === JSON.stringify(wanted)) return { kind: 'unchanged', task };
  const change = updatedTask(task, wanted, now);
  return { kind: 'changed', task: change.after, changes: [change] };
}

function alreadyDone({ name }: Task) {
  return refused('task_done', `${name} is done. Reopen it first.`);
}

function wrongSchedule(schedule: Schedule | null): TaskDecision | null {
  if (schedule?.kind !== 'span' || schedule.startAt < schedule.endAt) return null;
  return refused('ends_before_start', 'The plan would end before it starts. Send a later end.');
}

import { describe, expect, it, test } from 'vitest';
import { clock } from '../engine/history.fixture.ts';
import { logOf, taskOf } from './task.fixture.ts';
import type { TaskFields } from './task.ts';
import {
  decideActivate,
  decideComplete,
  decideCreate,
  decideEdit,
  decideReopen,
  decideTaskDelete,
  type TaskDecision,
} from './taskRules.ts';

const now = clock('12:00');
const at = clock('11:55');
const idle = { active: null, at, begunModeId: null, now };

/** The tasks it writes, and their states, in the order in which they are written. */
function statesAfter(decision: TaskDecision): string[] {
  if (decision.kind !== 'changed') return [decision.kind];
  return decision.changes.flatMap((change) =>
    change.subject === 'task' ? [`${change.after.id} ${change.after.state}`] : [],
  );
}

function codeOf(decision: TaskDecision): string {
  return decision.kind === 'refused' ? decision.refusal.code : decision.kind;
}

describe('a new task', () => {
  test.each<{ reason: string; categoryId: string | null; state: string }>([
    { reason: 'without a category is only caught', categoryId: null, state: 'inbox' },
    { reason: 'with a category comes next', categoryId: 'writing', state: 'next' },
  ])('$reason', ({ categoryId, state }) => {
    const decision = decideCreate({ name: 'Report', categoryId }, { now, id: 'report' });
    expect(statesAfter(decision)).toEqual([`report ${state}`]);
  });

  it('is refused with a plan that ends before it starts', () => {
    const schedule = { kind: 'span', startAt: now, endAt: now } as const;
    expect(codeOf(decideCreate({ name: 'Report', schedule }, { now, id: 'report' }))).toBe(
      'ends_before_start',
    );
  });
});

describe('an edit', () => {
  test.each<{ reason: string; from: Parameters<typeof taskOf>[0]; to: TaskFields; state: string }>([
    {
      reason: 'that gives a caught task its category sorts it',
      from: { state: 'inbox', categoryId: null },
      to: { categoryId: 'writing' },
      state: 'next',
    },
    {
      reason: 'that plans a caught task for a day sorts it',
      from: { state: 'inbox', categoryId: null },
      to: { schedule: { kind: 'day', day: '2026-11-05' } },
      state: 'next',
    },
    {
      reason: 'that only dates a caught task leaves it in the inbox',
      from: { state: 'inbox', categoryId: null },
      to: { dueDate: '2026-11-05' },
      state: 'inbox',
    },
    {
      reason: 'of a name leaves the state alone',
      from: { state: 'active' },
      to: { name: 'Other' },
      state: 'active',
    },
    {
      reason: 'may put the active task down',
      from: { state: 'active' },
      to: { state: 'next' },
      state: 'next',
    },
    {
      reason: 'of a done task leaves it done',
      from: { state: 'done' },
      to: { note: 'late' },
      state: 'done',
    },
  ])('$reason', ({ from, to, state }) => {
    expect(statesAfter(decideEdit(taskOf(from), to, { now }))).toEqual([`report ${state}`]);
  });

  it('that says what stands already changes nothing', () => {
    const task = taskOf({ note: 'a', dueDate: '2026-11-05' });
    expect(decideEdit(task, { note: 'a', dueDate: '2026-11-05' }, { now })).toEqual({
      kind: 'unchanged',
      task,
    });
  });

  it('does not bring a done task back', () => {
    expect(codeOf(decideEdit(taskOf({ state: 'done' }), { state: 'next' }, { now }))).toBe(
      'task_done',
    );
  });
});

describe('activating', () => {
  const other = taskOf({ id: 'other', state: 'active', activatedAt: clock('10:00') });

  it('makes the task active, and the former one next before that', () => {
    const decision = decideActivate(taskOf(), { ...idle, active: other });
    expect(statesAfter(decision)).toEqual(['other next', 'report active']);
    expect(decision).toMatchObject({ task: { activatedAt: at, workModeSliceId: null } });
  });

  it('remembers the mode that began with it', () => {
    const decision = decideActivate(taskOf(), { ...idle, begunModeId: 'mode' });
    expect(decision).toMatchObject({ task: { workModeSliceId: 'mode' } });
  });

  it('takes the mode over that the former task began', () => {
    const active = { ...other, workModeSliceId: 'mode' };
    const decision = decideActivate(taskOf(), { ...idle, active });
    expect(decision).toMatchObject({
      task: { workModeSliceId: 'mode' },
      changes: [{ after: { id: 'other', workModeSliceId: null } }, { after: { id: 'report' } }],
    });
  });

  it('leaves the other one active where that began later', () => {
    const active = { ...other, activatedAt: clock('11:57') };
    expect(statesAfter(decideActivate(taskOf({ state: 'inbox' }), { ...idle, active }))).toEqual([
      'report next',
    ]);
  });

  it('changes nothing where it is active already', () => {
    const task = taskOf({ state: 'active', activatedAt: at, workModeSliceId: 'mode' });
    expect(decideActivate(task, { ...idle, active: task })).toEqual({ kind: 'unchanged', task });
  });

  it('of the active task once more moves its instant on, never back', () => {
    const task = taskOf({ state: 'active', activatedAt: at });
    const later = decideActivate(task, { ...idle, active: task, at: now });
    expect(later).toMatchObject({ task: { activatedAt: now } });
    const earlier = decideActivate(task, { ...idle, active: task, at: clock('09:30') });
    expect(earlier.kind).toBe('unchanged');
  });

  test.each([
    { reason: 'a done task', task: taskOf({ state: 'done' }), code: 'task_done' },
    {
      reason: 'a task whose time would belong nowhere',
      task: taskOf({ state: 'inbox', categoryId: null }),
      code: 'task_without_category',
    },
  ])('refuses $reason', ({ task, code }) => {
    expect(codeOf(decideActivate(task, idle))).toBe(code);
  });
});

describe('completing, reopening and deleting', () => {
  it('writes the log with the task', () => {
    const log = logOf();
    const decision = decideComplete(taskOf({ state: 'active', workModeSliceId: 'mode' }), {
      at,
      log,
      now,
    });
    expect(decision.task).toMatchObject({
      state: 'done',
      completedAt: at,
      postDoLogId: 'log',
      workModeSliceId: null,
    });
    expect(decision.changes[1]).toEqual({ subject: 'log', before: null, after: log });
  });

  test.each<{ categoryId: string | null; state: string }>([
    { categoryId: 'writing', state: 'next' },
    { categoryId: null, state: 'inbox' },
  ])('reopens to $state with category $categoryId', ({ categoryId, state }) => {
    const done = taskOf({ state: 'done', completedAt: at, postDoLogId: 'log', categoryId });
    expect(decideReopen(done, { now })).toMatchObject({
      task: { state, completedAt: null, postDoLogId: null },
    });
  });

  it('reopens nothing that is open', () => {
    expect(decideReopen(taskOf({ state: 'active' }), { now }).kind).toBe('unchanged');
  });

  test.each([
    { before: 'active', after: 'next' },
    { before: 'done', after: 'done' },
  ] as const)('a deleted $before task is $after', ({ before, after }) => {
    expect(decideTaskDelete(taskOf({ state: before }), { now })).toMatchObject({
      task: { state: after, deletedAt: now },
    });
  });
});

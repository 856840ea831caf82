import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { clock } from '../engine/history.fixture.ts';
import type { PostDoLog } from './postDoLog.ts';
import { logOf, taskOf } from './task.fixture.ts';
import type { Task } from './task.ts';
import type { TaskChange } from './taskChange.ts';
import {
  decideActivate,
  decideComplete,
  decideEdit,
  decideReopen,
  decideTaskDelete,
  type TaskDecision,
} from './taskRules.ts';
import { decideTaskUndo } from './undoTasks.ts';

const now = clock('12:00');

type Rows = Readonly<{ tasks: ReadonlyMap<string, Task>; logs: ReadonlyMap<string, PostDoLog> }>;

const rowsOf = (tasks: readonly Task[], logs: readonly PostDoLog[] = []): Rows => ({
  tasks: new Map(tasks.map((task) => [task.id, task])),
  logs: new Map(logs.map((log) => [log.id, log])),
});

/** Writes row by row, as the store does, and breaks where its index would. */
function write({ tasks, logs }: Rows, changes: readonly TaskChange[]): Rows {
  const written = { tasks: new Map(tasks), logs: new Map(logs) };
  for (const change of changes) {
    if (change.subject === 'task') written.tasks.set(change.after.id, change.after);
    else if (change.after === null) written.logs.delete(change.before.id);
    else written.logs.set(change.after.id, change.after);
    expect([...written.tasks.values()].filter(isActive).length).toBeLessThanOrEqual(1);
  }
  return written;
}

function isActive({ state, deletedAt }: Task): boolean {
  return state === 'active' && deletedAt === null;
}

function undo(rows: Rows, changes: readonly TaskChange[]) {
  const active = [...rows.tasks.values()].find(isActive) ?? null;
  return decideTaskUndo(changes, { ...rows, active, now });
}

describe('undoing', () => {
  const active = taskOf({ state: 'active' });
  const renamed: TaskChange = {
    subject: 'task',
    before: active,
    after: { ...active, name: 'The report' },
  };

  it('puts back what was changed and leaves what was edited since', () => {
    const current = { ...active, name: 'The report', note: 'new' };
    expect(undo(rowsOf([current]), [renamed])).toMatchObject({
      kind: 'changed',
      changes: [{ before: current, after: { name: active.name, note: 'new', updatedAt: now } }],
    });
  });

  test.each<{ reason: string; rows: Rows; changes: readonly TaskChange[] }>([
    {
      reason: 'the same field was changed again',
      rows: rowsOf([{ ...active, name: 'Another name' }]),
      changes: [renamed],
    },
    {
      reason: 'the new task is gone already',
      rows: rowsOf([taskOf({ deletedAt: now })]),
      changes: [{ subject: 'task', before: null, after: taskOf() }],
    },
    {
      reason: 'the log was edited since',
      rows: rowsOf([], [logOf({ outcome: 'sent' })]),
      changes: [{ subject: 'log', before: null, after: logOf() }],
    },
    {
      reason: 'the log is gone',
      rows: rowsOf([]),
      changes: [{ subject: 'log', before: logOf(), after: logOf({ outcome: 'sent' }) }],
    },
    {
      reason: 'another task became active since',
      rows: rowsOf([taskOf(), taskOf({ id: 'other', state: 'active' })]),
      changes: [{ subject: 'task', before: active, after: taskOf() }],
    },
  ])('is a conflict where $reason', ({ rows, changes }) => {
    expect(undo(rows, changes)).toMatchObject({ refusal: { code: 'undo_conflict' } });
  });

  it('of a new task marks it deleted, and undone again brings it back', () => {
    const created: TaskChange = { subject: 'task', before: null, after: taskOf() };
    const first = undo(rowsOf([taskOf()]), [created]);
    if (first.kind === 'refused') throw new Error('refused');
    const without = write(rowsOf([taskOf()]), first.changes);
    expect(without.tasks.get('report')).toMatchObject({ deletedAt: now });
    const second = undo(without, first.changes);
    if (second.kind === 'refused') throw new Error('refused');
    expect(write(without, second.changes).tasks.get('report')).toMatchObject({ deletedAt: null });
  });

  it('in reverse order comes back to where all began, whatever was done', () => {
    const step = fc.record({
      pick: fc.constantFrom('a', 'b', 'c'),
      what: fc.constantFrom('activate', 'complete', 'reopen', 'rename', 'delete'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const before = rowsOf(['a', 'b', 'c'].map((id) => taskOf({ id })));
        let rows = before;
        const journal: (readonly TaskChange[])[] = [];
        for (const [index, { pick, what }] of steps.entries()) {
          const decision = decided(rows, { pick, what, index });
          if (decision.kind !== 'changed') continue;
          rows = write(rows, decision.changes);
          journal.push(decision.changes);
        }
        for (const changes of journal.toReversed()) {
          const decision = undo(rows, changes);
          if (decision.kind === 'refused') throw new Error(decision.refusal.message);
          rows = write(rows, decision.changes);
        }
        expect(told(rows)).toEqual(told(before));
      }),
    );
  });
});

type Step = Readonly<{ pick: string; what: string; index: number }>;

function decided(rows: Rows, { pick, what, index }: Step): TaskDecision {
  const task = rows.tasks.get(pick) ?? taskOf();
  if (task.deletedAt !== null) return { kind: 'unchanged', task };
  const active = [...rows.tasks.values()].find(isActive) ?? null;
  const at = now + index;
  switch (what) {
    case 'activate':
      return decideActivate(task, { active, at, begunModeId: `mode ${index}`, now: at });
    case 'complete': {
      if (task.state === 'done') return { kind: 'unchanged', task };
      return decideComplete(task, { at, log: logOf({ id: `log ${index}` }), now: at });
    }
    case 'reopen':
      return decideReopen(task, { now: at });
    case 'rename':
      return decideEdit(task, { name: `name ${index}` }, { now: at });
    default:
      return decideTaskDelete(task, { now: at });
  }
}

function told({ tasks, logs }: Rows) {
  const rows = [...tasks.values()].map(({ updatedAt: _, ...task }) => task);
  return { tasks: rows, logs: [...logs.keys()] };
}

import { describe, expect, it } from 'vitest';
import type { StoredSlice, StoredTask } from '../observer.ts';
import { stored } from './slices.fixture.ts';
import type { Sent } from './slices.ts';
import { createTasksChecker } from './tasks.ts';

const report: StoredTask = { id: 't', name: 'Report', state: 'next', isDeleted: false, logs: 0 };
const active: StoredTask = { ...report, state: 'active' };
const done: StoredTask = { ...report, state: 'done', logs: 1 };
const running = stored({ endAt: null, linkedTaskId: 't' });

const sent = (path: string, body: unknown, status = 200): Sent => ({
  command: { method: 'POST', path },
  reply: { status, body },
});
const activated = sent('/api/tasks/t/activate', {
  task: { id: 't', state: 'active' },
  slice: { id: running.id },
});
const completed = sent('/api/tasks/t/complete', { task: { id: 't', state: 'done' } });

function checked() {
  const found: string[] = [];
  const checker = createTasksChecker((_, text) => found.push(text));
  return { ...checker, found };
}

describe('tasks', () => {
  it('are right as they were answered', () => {
    const { found, beforeCommands, afterCommands } = checked();
    afterCommands([activated], { tasks: [active], slices: [running] });
    beforeCommands([active]);
    afterCommands([completed], { tasks: [done], slices: [stored({ linkedTaskId: 't' })] });
    expect(found).toEqual([]);
  });

  it('that change without a command, or by a refusal, are found', () => {
    const { found, beforeCommands, afterCommands } = checked();
    afterCommands([], { tasks: [report], slices: [] });
    beforeCommands([active]);
    afterCommands([sent('/api/tasks/t/activate', {}, 422)], { tasks: [active], slices: [] });
    expect(found).toEqual([
      expect.stringMatching(/^Without a command/),
      expect.stringMatching(/^By a refusal/),
    ]);
  });

  type Case = Readonly<{
    reason: string;
    command: Sent;
    tasks: readonly StoredTask[];
    slices: readonly StoredSlice[];
  }>;
  const wrong: readonly Case[] = [
    {
      reason: 'are active twice',
      command: activated,
      tasks: [active, { ...active, id: 'u' }],
      slices: [running],
    },
    {
      reason: 'are done without a log',
      command: completed,
      tasks: [{ ...done, logs: 0 }],
      slices: [],
    },
    { reason: 'are done and run', command: completed, tasks: [done], slices: [running] },
    {
      reason: 'are worked on without a slice',
      command: activated,
      tasks: [active],
      slices: [stored({ endAt: null })],
    },
    { reason: 'are not as answered', command: completed, tasks: [active], slices: [] },
  ];
  it.each(wrong)('that $reason are found', ({ command, tasks, slices }) => {
    const { found, afterCommands } = checked();
    afterCommands([command], { tasks, slices });
    expect(found).toHaveLength(1);
  });

  it('may be active beside a deleted one that was', () => {
    const { found, afterCommands } = checked();
    const deleted = { ...active, id: 'u', isDeleted: true };
    afterCommands([activated], { tasks: [active, deleted], slices: [running] });
    expect(found).toEqual([]);
  });
});

import { expect, test } from 'vitest';
import { plannedAndDone } from './planned.ts';

const plan = { taskId: 'a', day: '2026-11-03', estimatedMinutes: 60, isCompleted: true };
const week = { from: '2026-11-02', to: '2026-11-08' };
const spent = (taskId: string | null, seconds: number) => ({ categoryId: 'c', taskId, seconds });

test('what went to planned tasks stands beside what was planned', () => {
  const plans = [
    plan,
    { ...plan, taskId: 'b', estimatedMinutes: 30, isCompleted: false },
    { ...plan, taskId: 'later', day: '2026-11-09' },
  ];
  const tasks = [spent('a', 4000), spent('a', 500), spent('later', 9), spent(null, 7)];
  expect(plannedAndDone(plans, week, { tasks })).toEqual({
    tasks: 2,
    completedTasks: 1,
    plannedSeconds: 5400,
    doneSeconds: 4500,
    varianceSeconds: -900,
    efficiency: 1.2,
  });
});

test('where nothing was done there is no efficiency', () => {
  expect(plannedAndDone([plan], week, { tasks: [] })).toMatchObject({
    doneSeconds: 0,
    varianceSeconds: -3600,
    efficiency: null,
  });
});

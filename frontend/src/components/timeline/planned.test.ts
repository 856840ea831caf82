import { expect, test } from 'vitest';
import type { Task } from '../../server/tasks.ts';
import { plannedOn } from './planned.ts';
import { at, slice } from './slice.fixture.ts';

const day = { startAt: at('00:00'), endAt: at('23:00') };
const iso = (clock: string) => new Date(at(clock)).toISOString();

function task(id: string, schedule: Task['schedule']): Task {
  return {
    id,
    name: id,
    state: 'next',
    category: null,
    categoryId: null,
    note: null,
    priority: null,
    dueDate: null,
    schedule,
    estimateMinutes: null,
    workMode: null,
    activatedAt: null,
    completedAt: null,
    createdAt: iso('00:00'),
    updatedAt: iso('00:00'),
  };
}

test('tells what has its hours from what is for the day, and what was done of it', () => {
  const tasks = [
    task('report', { start: iso('09:00'), end: iso('11:00') }),
    task('shopping', { day: '2026-11-05' }),
    task('later', { day: '2026-11-06' }),
    task('some day', null),
  ];
  const slices = [
    slice('a', '09:30', '10:00', { linkedTaskId: 'report' }),
    slice('mode', '09:30', '10:00', { linkedTaskId: 'report', dimension: 'WORK_MODE' }),
    slice('running', '10:30', null, { linkedTaskId: 'report' }),
  ];
  const { timed, untimed } = plannedOn(tasks, {
    date: '2026-11-05',
    day,
    slices,
    now: at('10:45'),
  });
  expect(timed.map(({ task: { id }, doneMs }) => [id, doneMs / 60_000])).toEqual([['report', 45]]);
  expect(untimed.map(({ id }) => id)).toEqual(['shopping']);
});

/** A task and a log as tests want them, at nine in the morning. */
import { clock } from '../engine/history.fixture.ts';
import type { PostDoLog } from './postDoLog.ts';
import type { Task } from './task.ts';

export function taskOf(changed: Partial<Task> = {}): Task {
  return {
    id: 'report',
    name: 'Write the report',
    state: 'next',
    categoryId: 'writing',
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
    createdAt: clock('09:00'),
    updatedAt: clock('09:00'),
    ...changed,
  };
}

export function logOf(changed: Partial<PostDoLog> = {}): PostDoLog {
  return {
    id: 'log',
    taskId: 'report',
    origin: 'slices',
    startAt: clock('09:00'),
    endAt: clock('10:00'),
    actualMinutes: 60,
    estimateMinutes: 30,
    outcome: null,
    effortLevel: null,
    keyInsight: null,
    counted: [{ startAt: clock('09:00'), endAt: clock('10:00') }],
    createdAt: clock('10:00'),
    updatedAt: clock('10:00'),
    ...changed,
  };
}

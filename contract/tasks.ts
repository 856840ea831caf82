/** Tasks, working on them, and what is written down once they are done. */
import { z } from 'zod';
import { effortLevels } from '../core/tasks/postDoLog.ts';
import { taskPriorities, taskStates, waitingStates } from '../core/tasks/task.ts';
import { also, at, startedReply } from './engine.ts';
import { clientSource, note, sliceReply } from './slice.ts';
import {
  civilDate,
  civilDateInput,
  cursorInput,
  idInput,
  instant,
  instantInput,
  limitInput,
  nameInput,
  plainText,
} from './text.ts';

export const taskReply = z
  .object({
    id: z.string(),
    name: z.string(),
    state: z.enum(taskStates).meta({
      description: 'active: the one that is worked on, also while something else runs in between',
    }),
    category: z.string().nullable(),
    categoryId: z.string().nullable(),
    note: z.string().nullable(),
    priority: z.enum(taskPriorities).nullable(),
    dueDate: civilDate.nullable(),
    schedule: z
      .union([z.object({ day: civilDate }), z.object({ start: instant, end: instant })])
      .nullable()
      .meta({ description: 'when it is planned; it is in the way of nothing' }),
    estimateMinutes: z.int().nullable(),
    workMode: z.string().nullable().meta({ description: 'the WORK_MODE that starts with it' }),
    activatedAt: instant.nullable(),
    completedAt: instant.nullable(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Task' });

/** `changeId` undoes the command; null when nothing had to change. */
const changeId = z.string().nullable();

export const changedTaskReply = taskReply.extend({ changeId }).meta({ id: 'ChangedTask' });
export const taskListReply = z.array(taskReply);
export const taskParams = z.strictObject({ id: idInput });

const minutes = z.int().min(0).max(1_000_000);

const scheduleInput = z.union([
  z.strictObject({ day: civilDateInput }),
  z.strictObject({ start: instantInput, end: instantInput }),
]);

const fields = z.strictObject({
  name: nameInput,
  category: nameInput.nullable().meta({ description: 'an unknown name makes a new category' }),
  note: note.nullable(),
  priority: z.enum(taskPriorities).nullable(),
  dueDate: civilDateInput.nullable(),
  schedule: scheduleInput.nullable(),
  estimateMinutes: minutes.min(1).nullable(),
  workMode: nameInput.nullable(),
});

export const taskCreateBody = fields.partial().required({ name: true });
export const taskPatchBody = fields.extend({ state: z.enum(waitingStates) }).partial();
export const taskScheduleBody = scheduleInput;

export const taskListQuery = z.strictObject({
  state: z.enum(taskStates).optional(),
  category: nameInput.optional(),
  dueFrom: civilDateInput.optional(),
  dueTo: civilDateInput.optional().meta({ description: 'that day included' }),
  limit: limitInput,
  cursor: cursorInput.optional(),
});

/** Fastify hands a missing body on as null: one tap needs none. */
export const taskActivateBody = z
  .strictObject({ source: clientSource, at, also, note })
  .partial()
  .nullable();

const say = z.string().meta({ example: 'Started Write the report.' });

export const taskActivatedReply = startedReply
  .pick({ also: true, trimmed: true, changeId: true })
  .extend({
    task: taskReply,
    slice: sliceReply,
    former: taskReply.nullable().meta({ description: 'the task that was active before' }),
    say,
  })
  .meta({ id: 'ActivatedTask' });

const text = plainText(10_000).nullable();

const logFields = z.strictObject({
  startTime: instantInput,
  endTime: instantInput,
  actualMinutes: minutes,
  outcome: text,
  effortLevel: z.enum(effortLevels).nullable(),
  keyInsight: text,
});

export const postDoLogCreateBody = logFields.partial().required({ startTime: true, endTime: true });
export const postDoLogPatchBody = logFields.partial();

export const taskCompleteBody = logFields
  .extend({
    at,
    workMode: z.enum(['stop', 'keep']).meta({
      description: 'unless it says otherwise, the mode that began with the task ends with it',
    }),
  })
  .partial()
  .nullable();

export const postDoLogReply = z
  .object({
    id: z.string(),
    taskId: z.string(),
    origin: z.enum(['slices', 'hand']).meta({
      description: 'slices: made of what was recorded; hand: no slice tells of it',
    }),
    startTime: instant.nullable(),
    endTime: instant.nullable(),
    actualMinutes: z.int(),
    estimateMinutes: z.int().nullable().meta({ description: 'as it was then' }),
    varianceMinutes: z.int().nullable().meta({ description: 'actual less estimate' }),
    outcome: z.string().nullable(),
    effortLevel: z.enum(effortLevels).nullable(),
    keyInsight: z.string().nullable(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'PostDoLog' });

export const postDoLogListReply = z.array(postDoLogReply);
export const changedLogReply = postDoLogReply.extend({ changeId }).meta({ id: 'ChangedPostDoLog' });

export const taskCompletedReply = z
  .object({
    task: taskReply,
    postDoLog: postDoLogReply.nullable().meta({ description: 'null where it was taken back' }),
    metrics: z
      .object({
        estimateMinutes: z.int().nullable(),
        actualMinutes: z.int(),
        varianceMinutes: z.int().nullable(),
        efficiency: z.number().nullable().meta({
          description: 'estimate by actual; above 1 it was quicker',
        }),
      })
      .nullable(),
    slices: z.array(sliceReply).meta({ description: 'what stopped with it' }),
    say,
    changeId,
  })
  .meta({ id: 'CompletedTask' });

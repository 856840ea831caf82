/** The door of working on tasks: activate, complete, reopen, and what is written down of them. */
import type { z } from 'zod';
import {
  changedLogReply,
  changedTaskReply,
  postDoLogCreateBody,
  postDoLogListReply,
  postDoLogPatchBody,
  taskActivateBody,
  taskActivatedReply,
  taskCompleteBody,
  taskCompletedReply,
  taskParams,
} from '../../../contract/tasks.ts';
import { metricsOf } from '../../../core/tasks/postDoLog.ts';
import { refusalAnswer } from '../http/errors.ts';
import type { HttpApp } from '../http/httpApp.ts';
import type { Commands } from '../services/commandThenNudge.ts';
import type { Activated } from '../services/tasks/activateTask.ts';
import type { Completed } from '../services/tasks/completeTask.ts';
import type { LogDone } from '../services/tasks/postDoLogs.ts';
import type { TaskReads } from '../services/tasks/tasks.ts';
import { taskNotFound } from '../services/tasks/taskView.ts';
import { answerCommand } from './commandReply.ts';
import { readSchema, writeSchema } from './routeSchema.ts';
import { sayActivated, sayCompleted } from './say.ts';
import { formatChanged, formatSlice } from './sliceFormat.ts';
import { formatLog, formatTask, formatTaskDone } from './taskFormat.ts';

const tag = 'tasks';

type Door = Readonly<{ commands: Commands; tasks: Pick<TaskReads, 'logs'> }>;

export function addTaskWorkRoutes(app: HttpApp, { commands, tasks }: Door): void {
  addActivateAndReopen(app, commands);
  addComplete(app, commands);
  addLogCommands(app, commands);
  app.get(
    '/tasks/:id/post-do-logs',
    {
      schema: {
        ...readSchema(
          { tag, operationId: 'listPostDoLogs', summary: 'Logs of a task, newest first' },
          postDoLogListReply,
        ),
        params: taskParams,
      },
    },
    async (request, reply) => {
      const logs = await tasks.logs(request.caller.accountId, request.params.id);
      if (logs !== null) return logs.map(formatLog);
      const { status, body } = refusalAnswer(taskNotFound.refusal);
      return reply.code(status as 404).send(body);
    },
  );
}

function addActivateAndReopen(app: HttpApp, commands: Commands): void {
  app.post(
    '/tasks/:id/activate',
    {
      schema: {
        ...writeSchema(
          {
            tag,
            scope: 'track',
            operationId: 'activateTask',
            summary: 'Work on it: PRIMARY starts with it',
          },
          { 200: taskActivatedReply },
        ),
        params: taskParams,
        body: taskActivateBody,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => {
          const input = { ...request.body, taskId: request.params.id };
          return commands.activateTask(request.caller, input, key);
        },
        format: formatActivated,
      }),
  );
  app.post(
    '/tasks/:id/reopen',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'reopenTask', summary: 'It is not done after all' },
          { 200: changedTaskReply },
        ),
        params: taskParams,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => commands.reopenTask(request.caller, { taskId: request.params.id }, key),
        format: formatTaskDone,
      }),
  );
}

function addComplete(app: HttpApp, commands: Commands): void {
  app.post(
    '/tasks/:id/complete',
    {
      schema: {
        ...writeSchema(
          {
            tag,
            scope: 'track',
            operationId: 'completeTask',
            summary: 'It is done: its timer stops',
          },
          { 200: taskCompletedReply },
        ),
        params: taskParams,
        body: taskCompleteBody,
      },
    },
    (request, reply) => {
      const { at, workMode, ...fields } = request.body ?? {};
      const input = { at, workMode, ...logFieldsOf(fields), taskId: request.params.id };
      return answerCommand(request, reply, {
        run: (key) => commands.completeTask(request.caller, input, key),
        format: formatCompleted,
      });
    },
  );
}

function addLogCommands(app: HttpApp, commands: Commands): void {
  app.post(
    '/tasks/:id/post-do-logs',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'writePostDoLog', summary: 'Write down work that no slice tells of' },
          { 201: changedLogReply },
        ),
        params: taskParams,
        body: postDoLogCreateBody,
      },
    },
    (request, reply) => {
      const { startTime: startAt, endTime: endAt } = request.body;
      const input = { ...logFieldsOf(request.body), startAt, endAt, taskId: request.params.id };
      return answerCommand(request, reply, {
        run: (key) => commands.writeLog(request.caller, input, key),
        status: () => 201,
        format: formatLogDone,
      });
    },
  );
  app.patch(
    '/post-do-logs/:id',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'editPostDoLog', summary: 'Correct a log' },
          { 200: changedLogReply },
        ),
        params: taskParams,
        body: postDoLogPatchBody,
      },
    },
    (request, reply) => {
      const patch = { ...logFieldsOf(request.body), logId: request.params.id };
      return answerCommand(request, reply, {
        run: (key) => commands.editLog(request.caller, patch, key),
        format: formatLogDone,
      });
    },
  );
}

function logFieldsOf({ startTime, endTime, ...fields }: z.output<typeof postDoLogPatchBody>) {
  return { ...fields, startAt: startTime, endAt: endTime };
}

function formatLogDone({ log, changeId }: LogDone) {
  return { ...formatLog(log), changeId };
}

function formatActivated(activated: Activated): z.output<typeof taskActivatedReply> {
  const { task, slice, also, former } = activated;
  const { trimmed, changeId } = formatChanged(activated);
  const mode = also.find(({ dimension }) => dimension === 'WORK_MODE');
  return {
    task: formatTask(task),
    slice: formatSlice(slice),
    also: also.map(formatSlice),
    former: former === null ? null : formatTask(former),
    trimmed,
    say: sayActivated(task.name, { ...activated, mode: mode?.category ?? null }),
    changeId,
  };
}

function formatCompleted({ task, log, slices, changeId }: Completed) {
  return {
    task: formatTask(task),
    postDoLog: log === null ? null : formatLog(log),
    metrics: log === null ? null : metricsOf(log),
    slices: slices.map(formatSlice),
    say: sayCompleted(task.name, { minutes: log?.actualMinutes ?? 0, changeId }),
    changeId,
  } satisfies z.output<typeof taskCompletedReply>;
}

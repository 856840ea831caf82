/** The door of the tasks: made, listed, changed, planned, deleted. No rule lives here. */
import type { z } from 'zod';
import {
  changedTaskReply,
  taskCreateBody,
  taskListQuery,
  taskListReply,
  taskParams,
  taskPatchBody,
  taskReply,
  taskScheduleBody,
} from '../../../contract/tasks.ts';
import { refusalAnswer } from '../http/errors.ts';
import type { HttpApp } from '../http/httpApp.ts';
import type { Commands } from '../services/commandThenNudge.ts';
import type { TaskReads } from '../services/tasks/tasks.ts';
import { taskNotFound } from '../services/tasks/taskView.ts';
import { answerCommand } from './commandReply.ts';
import { linkToNext, readInstantCursor } from './cursor.ts';
import { readSchema, writeSchema } from './routeSchema.ts';
import { formatTask, formatTaskDone, readSchedule } from './taskFormat.ts';
import { addTaskWorkRoutes } from './taskWork.ts';

export type TaskDoor = Readonly<{ commands: Commands; tasks: TaskReads }>;

const tag = 'tasks';

export function addTaskRoutes(app: HttpApp, { commands, tasks }: TaskDoor): void {
  addTaskReadRoutes(app, tasks);
  addTaskEditRoutes(app, commands);
  addTaskPlanRoutes(app, commands);
  addTaskWorkRoutes(app, { commands, tasks });
}

function addTaskReadRoutes(app: HttpApp, tasks: TaskReads): void {
  app.get(
    '/tasks',
    {
      schema: {
        ...readSchema(
          { tag, operationId: 'listTasks', summary: 'Tasks, newest first' },
          taskListReply,
        ),
        querystring: taskListQuery,
      },
    },
    async (request, reply) => {
      const { cursor, ...filter } = request.query;
      const place = cursor === undefined ? undefined : readInstantCursor(cursor);
      const below = place && { createdAt: place.by, id: place.id };
      const page = await tasks.list(request.caller.accountId, { ...filter, below });
      if (page.next !== null) {
        const { createdAt: by, id } = page.next;
        reply.header('link', linkToNext(request.url, { by, id }));
      }
      return page.tasks.map(formatTask);
    },
  );
  app.get(
    '/tasks/:id',
    {
      schema: {
        ...readSchema({ tag, operationId: 'getTask', summary: 'One task' }, taskReply),
        params: taskParams,
      },
    },
    async (request, reply) => {
      const task = await tasks.find(request.caller.accountId, request.params.id);
      if (task !== null) return formatTask(task);
      const { status, body } = refusalAnswer(taskNotFound.refusal);
      return reply.code(status as 404).send(body);
    },
  );
}

function addTaskEditRoutes(app: HttpApp, commands: Commands): void {
  app.post(
    '/tasks',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'createTask', summary: 'Make a task' },
          { 201: changedTaskReply },
        ),
        body: taskCreateBody,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => {
          const { name } = request.body;
          return commands.createTask(request.caller, { ...fieldsOf(request.body), name }, key);
        },
        status: () => 201,
        format: formatTaskDone,
      }),
  );
  app.patch(
    '/tasks/:id',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'editTask', summary: 'Change a task' },
          { 200: changedTaskReply },
        ),
        params: taskParams,
        body: taskPatchBody,
      },
    },
    (request, reply) => {
      const patch = { ...fieldsOf(request.body), taskId: request.params.id };
      return answerCommand(request, reply, {
        run: (key) => commands.editTask(request.caller, patch, key),
        format: formatTaskDone,
      });
    },
  );
}

function addTaskPlanRoutes(app: HttpApp, commands: Commands): void {
  app.post(
    '/tasks/:id/schedule',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'scheduleTask', summary: 'Plan it for a day or a time' },
          { 200: changedTaskReply },
        ),
        params: taskParams,
        body: taskScheduleBody,
      },
    },
    (request, reply) => {
      const patch = { schedule: readSchedule(request.body), taskId: request.params.id };
      return answerCommand(request, reply, {
        run: (key) => commands.editTask(request.caller, patch, key),
        format: formatTaskDone,
      });
    },
  );
  app.delete(
    '/tasks/:id',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'deleteTask', summary: 'Delete; what was recorded of it stays' },
          { 200: changedTaskReply },
        ),
        params: taskParams,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => commands.deleteTask(request.caller, { taskId: request.params.id }, key),
        format: formatTaskDone,
      }),
  );
}

function fieldsOf<Body extends z.output<typeof taskPatchBody>>({ schedule, ...fields }: Body) {
  if (schedule == null) return { ...fields, schedule };
  return { ...fields, schedule: readSchedule(schedule) };
}

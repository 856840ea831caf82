/**
 * The door of the goals. They go to their service without a nudge: Toggl knows nothing of goals.
 */
import type { z } from 'zod';
import {
  goalCreateBody,
  goalListReply,
  goalParams,
  goalPatchBody,
  goalReply,
} from '../../../contract/goals.ts';
import { formatInstant } from '../../../core/time/instant.ts';
import type { HttpApp } from '../http/httpApp.ts';
import type { GoalDone, Goals } from '../services/reviews/goals.ts';
import type { StoredGoal } from '../store/goals.ts';
import { answerCommand } from './commandReply.ts';
import { readSchema, writeSchema } from './routeSchema.ts';

export type GoalDoor = Readonly<{ goals: Goals }>;

const tag = 'goals';

export function addGoalRoutes(app: HttpApp, { goals }: GoalDoor): void {
  addListAndCreate(app, goals);
  app.patch(
    '/goals/:id',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'editGoal', summary: 'Change a goal' },
          { 200: goalReply },
        ),
        params: goalParams,
        body: goalPatchBody,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) =>
          goals.patch(request.caller, { ...request.body, goalId: request.params.id }, key),
        format: formatDone,
      }),
  );
  app.delete(
    '/goals/:id',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'deleteGoal', summary: 'Delete; answers the goal as it was' },
          { 200: goalReply },
        ),
        params: goalParams,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => goals.remove(request.caller, { goalId: request.params.id }, key),
        format: formatDone,
      }),
  );
}

function addListAndCreate(app: HttpApp, goals: Goals): void {
  app.get(
    '/goals',
    {
      schema: readSchema(
        { tag, operationId: 'listGoals', summary: 'All goals, the oldest first' },
        goalListReply,
      ),
    },
    async (request) => (await goals.list(request.caller.accountId)).map(formatGoal),
  );
  app.post(
    '/goals',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'createGoal', summary: 'Set a goal for each day or week' },
          { 201: goalReply },
        ),
        body: goalCreateBody,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => goals.create(request.caller, request.body, key),
        status: () => 201,
        format: formatDone,
      }),
  );
}

function formatDone({ goal }: GoalDone): z.output<typeof goalReply> {
  return formatGoal(goal);
}

function formatGoal({ createdAt, updatedAt, ...goal }: StoredGoal): z.output<typeof goalReply> {
  return {
    ...goal,
    createdAt: formatInstant(createdAt),
    updatedAt: formatInstant(updatedAt),
  };
}

/** The door of the engine: parse, one command or question, format. No rule lives here. */
import { z } from 'zod';
import {
  startBody,
  startedReply,
  stateReply,
  stopBody,
  summaryQuery,
  summaryReply,
  toggleBody,
  toggleReply,
  undoBody,
  undoReply,
} from '../../../contract/engine.ts';
import { previewReply } from '../../../contract/history.ts';
import { sliceWithChangeReply } from '../../../contract/slice.ts';
import { dryRunQuery } from '../../../contract/text.ts';
import type { DayRules } from '../../../core/time/day.ts';
import { formatInstant } from '../../../core/time/instant.ts';
import type { HttpApp } from '../http/httpApp.ts';
import type { Commands } from '../services/commandThenNudge.ts';
import type { EngineSummary } from '../services/engine/sliceReads.ts';
import type { Started } from '../services/engine/startSlice.ts';
import type { TimeEngine } from '../services/engine/timeEngine.ts';
import type { Toggled } from '../services/engine/toggleSlice.ts';
import type { Undone } from '../services/engine/undoChange.ts';
import { answerCommand } from './commandReply.ts';
import { answerOrPreview } from './preview.ts';
import { readRange } from './queryRange.ts';
import { readSchema, writeSchema } from './routeSchema.ts';
import { sayStarted, sayStopped } from './say.ts';
import { formatChanged, formatSlice, formatWithChange } from './sliceFormat.ts';
import { formatState } from './stateFormat.ts';

type EngineReads = Pick<TimeEngine, 'state' | 'listSlices' | 'summary'>;

export type EngineDoor = Readonly<{
  commands: Commands;
  engine: EngineReads;
  /** Where the days of the account begin. */
  days: DayRules;
}>;

const tag = 'engine';

export function addEngineRoutes(app: HttpApp, { commands, engine, days }: EngineDoor): void {
  addStartAndStop(app, commands);
  addToggleAndUndo(app, commands);
  app.get(
    '/engine/state',
    {
      schema: readSchema(
        { tag, operationId: 'getState', summary: 'What runs now, in each dimension' },
        stateReply,
      ),
    },
    async (request) => formatState(await engine.state(request.caller.accountId)),
  );
  app.get(
    '/engine/summary',
    {
      schema: {
        ...readSchema(
          { tag, operationId: 'getSummary', summary: 'Seconds by dimension and category' },
          summaryReply,
        ),
        querystring: summaryQuery,
      },
    },
    async (request) => {
      const range = readRange(request.query, days);
      return formatSummary(await engine.summary(request.caller.accountId, range));
    },
  );
}

function addStartAndStop(app: HttpApp, commands: Commands): void {
  const startReplies = { 200: startedReply, 201: startedReply };
  app.post(
    '/engine/start',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'start', summary: 'Start; what runs in the dimension ends' },
          startReplies,
        ),
        body: startBody,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => commands.startSlice(request.caller, request.body, key),
        status: ({ created }: Started) => (created ? 201 : 200),
        format: formatStarted,
      }),
  );
  app.post(
    '/engine/stop',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'stop', summary: 'Stop what runs in a dimension' },
          { 200: sliceWithChangeReply },
        ),
        body: stopBody,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => commands.stopSlice(request.caller, request.body, key),
        format: formatWithChange,
      }),
  );
}

function addToggleAndUndo(app: HttpApp, commands: Commands): void {
  app.post(
    '/engine/toggle',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'toggle', summary: 'Start, or stop when it runs already' },
          { 200: toggleReply },
        ),
        body: toggleBody,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => commands.toggleSlice(request.caller, request.body, key),
        format: formatToggled,
      }),
  );
  app.post(
    '/engine/undo',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'undo', summary: 'Undo a change, by default your last' },
          { 200: z.union([undoReply, previewReply]) },
        ),
        querystring: dryRunQuery,
        body: undoBody,
      },
    },
    (request, reply) => {
      const { changeId, cause: name, since } = request.body ?? {};
      const cause = name === undefined || since === undefined ? undefined : { cause: name, since };
      return answerOrPreview(request, reply, {
        preview: () => commands.preview.undoChange(request.caller, { changeId, cause }),
        run: (key) => commands.undoChange(request.caller, { changeId, cause }, key),
        format: formatUndone,
      });
    },
  );
}

export function formatStarted(started: Started): z.output<typeof startedReply> {
  const { also, newCategories, unarchived } = started;
  return {
    ...formatChanged(started),
    also: also.map(formatSlice),
    newCategories: [...newCategories],
    unarchived: [...unarchived],
  };
}

function formatToggled({ action, slice, changeId }: Toggled): z.output<typeof toggleReply> {
  const { category, startAt, endAt } = slice;
  const say = endAt === null ? sayStarted(category) : sayStopped(category, endAt - startAt);
  return { action, slice: formatSlice(slice), say, changeId };
}

function formatUndone({ slices, ...undone }: Undone): z.output<typeof undoReply> {
  const { changeId, undoneChangeId, removed, tasks } = undone;
  return {
    changeId,
    undoneChangeId,
    slices: slices.map(formatSlice),
    deletedSliceIds: removed.map((slice) => slice.id),
    tasks: tasks.map(({ id, name, state }) => ({ id, name, state })),
  };
}

function formatSummary(summary: EngineSummary): z.output<typeof summaryReply> {
  return {
    startDate: formatInstant(summary.startAt),
    endDate: formatInstant(summary.endAt),
    totals: summary.totalSeconds,
    categories: summary.categories.map(({ dimension, category, categoryId, seconds }) => ({
      dimension,
      category,
      categoryId,
      seconds,
    })),
  };
}

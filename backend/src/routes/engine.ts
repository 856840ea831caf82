/** The door of the engine: parse, one command or question, format. No rule lives here. */
import { z } from 'zod';
import {
  startBody,
  startedReply,
  stateReply,
  stopBody,
  stoppedReply,
  stopQuery,
  summaryQuery,
  summaryReply,
  undoBody,
  undoReply,
} from '../../../contract/engine.ts';
import { previewReply } from '../../../contract/history.ts';
import { dryRunQuery } from '../../../contract/text.ts';
import { allows } from '../../../core/automations/scope.ts';
import type { DayRules } from '../../../core/time/day.ts';
import { formatInstant } from '../../../core/time/instant.ts';
import type { HttpApp } from '../http/httpApp.ts';
import { sendSentence, wantsText } from '../http/plainText.ts';
import { queryIntoBody } from '../http/queryInBody.ts';
import type { Commands } from '../services/commandThenNudge.ts';
import type { Started } from '../services/engine/startSlice.ts';
import type { Stopped } from '../services/engine/stopSlice.ts';
import type { TimeEngine } from '../services/engine/timeEngine.ts';
import type { Undone } from '../services/engine/undoChange.ts';
import { refusedWith } from '../services/engineCommand.ts';
import type { RangeSummary, SummaryOf } from '../services/reviews/rangeSummary.ts';
import { answerCommand } from './commandReply.ts';
import { answerOrPreview } from './preview.ts';
import { readRange } from './queryRange.ts';
import { readSchema, writeSchema } from './routeSchema.ts';
import { sayState, sayTold } from './say.ts';
import { formatChanged, formatSlice, formatWithChange } from './sliceFormat.ts';
import { formatState } from './stateFormat.ts';
import { addVerbRoutes } from './verbs.ts';

type EngineReads = Pick<TimeEngine, 'state' | 'listSlices' | 'why'>;

export type EngineDoor = Readonly<{
  commands: Commands;
  engine: EngineReads;
  summaryOf: SummaryOf;
  /** Where the days of the account begin. */
  daysOf: (accountId: string) => Promise<DayRules>;
  now: () => number;
}>;

const tag = 'engine';

export function addEngineRoutes(app: HttpApp, door: EngineDoor): void {
  const { commands, engine, summaryOf, daysOf, now } = door;
  addStartAndStop(app, commands);
  addVerbRoutes(app, commands);
  addUndo(app, commands);
  app.get(
    '/engine/state',
    {
      schema: readSchema(
        {
          tag,
          scope: 'any',
          operationId: 'getState',
          summary: 'What runs now, in each dimension',
        },
        stateReply,
      ),
    },
    async (request, reply) => {
      const state = await engine.state(request.caller.accountId);
      if (!wantsText(request)) return formatState(state);
      return sendSentence(reply, sayState(state, now()));
    },
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
      const { accountId } = request.caller;
      const days = await daysOf(accountId);
      const range = readRange(request.query, days);
      return formatSummary(await summaryOf(accountId, { ...range, days }));
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
          { tag, scope: 'track', operationId: 'start', summary: 'Start; what runs there ends' },
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
      preValidation: queryIntoBody,
      schema: {
        ...writeSchema(
          { tag, scope: 'track', operationId: 'stop', summary: 'Stop what runs in a dimension' },
          { 200: stoppedReply },
        ),
        querystring: stopQuery,
        body: stopBody,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => commands.stopSlice(request.caller, request.body, key),
        format: formatStopped,
      }),
  );
}

/** A phone or tag takes its own last change back; to undo any other changes history. */
function addUndo(app: HttpApp, commands: Commands): void {
  app.post(
    '/engine/undo',
    {
      schema: {
        ...writeSchema(
          {
            tag,
            scope: 'track',
            operationId: 'undo',
            summary: 'Undo a change, by default your last',
          },
          { 200: z.union([undoReply, previewReply]) },
        ),
        querystring: dryRunQuery,
        body: undoBody,
      },
    },
    (request, reply) => {
      const { caller } = request;
      const { changeId, cause: name, since } = request.body ?? {};
      const cause = name === undefined || since === undefined ? undefined : { cause: name, since };
      const isOwnLast = changeId === undefined && cause === undefined;
      const mayUndo = isOwnLast || allows(caller.scopes, 'write');
      return answerOrPreview(request, reply, {
        preview: async () =>
          mayUndo ? commands.preview.undoChange(caller, { changeId, cause }) : ownChangeOnly,
        run: async (key) =>
          mayUndo ? commands.undoChange(caller, { changeId, cause }, key) : ownChangeOnly,
        format: formatUndone,
      });
    },
  );
}

const ownChangeOnly = refusedWith(
  'own_change_only',
  'Without the scope write only your own last change can be undone. ' +
    'Leave changeId, cause and since out.',
);

export function formatStarted(started: Started): z.output<typeof startedReply> {
  const { also, newCategories, unarchived, changeId } = started;
  const action = changeId === null ? 'unchanged' : 'started';
  return {
    ...formatChanged(started),
    also: also.map(formatSlice),
    newCategories: [...newCategories],
    unarchived: [...unarchived],
    say: sayTold({ ...started, action, asked: null }),
  };
}

function formatStopped(stopped: Stopped): z.output<typeof stoppedReply> {
  const say = sayTold({ ...stopped, action: 'stopped', asked: null });
  return { ...formatWithChange(stopped), say };
}

function formatUndone({ slices, ...undone }: Undone): z.output<typeof undoReply> {
  const { changeId, undoneChangeId, sliceCount, removed, tasks } = undone;
  return {
    changeId,
    undoneChangeId,
    sliceCount,
    slices: slices.map(formatSlice),
    deletedSliceIds: removed.map((slice) => slice.id),
    tasks: tasks.map(({ id, name, state }) => ({ id, name, state })),
  };
}

function formatSummary(summary: RangeSummary): z.output<typeof summaryReply> {
  return {
    startDate: formatInstant(summary.startAt),
    endDate: formatInstant(summary.endAt),
    totals: summary.totals,
    categories: summary.categories.map(({ dimension, category, categoryId, seconds }) => ({
      dimension,
      category,
      categoryId,
      seconds,
    })),
  };
}

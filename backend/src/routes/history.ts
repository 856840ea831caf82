/** The door of commands over the past: split, join, fill, resume. */
import { z } from 'zod';
import { startedReply } from '../../../contract/engine.ts';
import {
  changedSlicesReply,
  fillBody,
  joinBody,
  previewReply,
  resumeBody,
  splitBody,
} from '../../../contract/history.ts';
import { sliceParams } from '../../../contract/slice.ts';
import { dryRunQuery } from '../../../contract/text.ts';
import type { HttpApp } from '../http/httpApp.ts';
import type { Started } from '../services/engine/startSlice.ts';
import { type EngineDoor, formatStarted } from './engine.ts';
import { answerOrPreview } from './preview.ts';
import { readRange } from './queryRange.ts';
import { writeSchema } from './routeSchema.ts';
import { formatMany } from './sliceFormat.ts';

const tag = 'slices';
const replies = { 200: z.union([changedSlicesReply, previewReply]) };

type HistoryDoor = Pick<EngineDoor, 'commands' | 'daysOf'>;

export function addHistoryRoutes(app: HttpApp, door: HistoryDoor): void {
  addSplitAndJoin(app, door);
  addFill(app, door);
  addResume(app, door);
}

function addSplitAndJoin(app: HttpApp, { commands }: HistoryDoor): void {
  app.post(
    '/engine/slices/:id/split',
    {
      schema: {
        ...writeSchema({ tag, operationId: 'splitSlice', summary: 'Cut a slice' }, replies),
        params: sliceParams,
        querystring: dryRunQuery,
        body: splitBody,
      },
    },
    (request, reply) => {
      const input = { sliceId: request.params.id, at: request.body.at };
      return answerOrPreview(request, reply, {
        preview: () => commands.preview.splitSlice(request.caller, input),
        run: (key) => commands.splitSlice(request.caller, input, key),
        format: formatMany,
      });
    },
  );
  app.post(
    '/engine/slices/join',
    {
      schema: {
        ...writeSchema({ tag, operationId: 'joinSlices', summary: 'Make slices one' }, replies),
        querystring: dryRunQuery,
        body: joinBody,
      },
    },
    (request, reply) => {
      const { dryRun: _, ...input } = request.body;
      return answerOrPreview(request, reply, {
        preview: () => commands.preview.joinSlices(request.caller, input),
        run: (key) => commands.joinSlices(request.caller, input, key),
        format: formatMany,
      });
    },
  );
}

function addFill(app: HttpApp, { commands, daysOf }: HistoryDoor): void {
  app.post(
    '/engine/fill',
    {
      schema: {
        ...writeSchema({ tag, operationId: 'fillTime', summary: 'Fill free time' }, replies),
        querystring: dryRunQuery,
        body: fillBody,
      },
    },
    async (request, reply) => {
      const { startDate, endDate, dryRun: _, ...fields } = request.body;
      const days = await daysOf(request.caller.accountId);
      const input = { ...fields, ...readRange({ startDate, endDate }, days) };
      return answerOrPreview(request, reply, {
        preview: () => commands.preview.fillTime(request.caller, input),
        run: (key) => commands.fillTime(request.caller, input, key),
        format: formatMany,
      });
    },
  );
}

function addResume(app: HttpApp, { commands }: HistoryDoor): void {
  const started = z.union([startedReply, previewReply]);
  app.post(
    '/engine/resume',
    {
      schema: {
        ...writeSchema(
          {
            tag: 'engine',
            scope: 'track',
            operationId: 'resume',
            summary: 'Start again what ran last',
          },
          { 200: started, 201: startedReply },
        ),
        querystring: dryRunQuery,
        body: resumeBody,
      },
    },
    (request, reply) => {
      const { dryRun: _, ...input } = request.body ?? {};
      return answerOrPreview(request, reply, {
        preview: () => commands.preview.resumeSlice(request.caller, input),
        run: (key) => commands.resumeSlice(request.caller, input, key),
        status: ({ created }: Started) => (created ? 201 : 200),
        format: formatStarted,
      });
    },
  );
}

/** Slices one by one: listed, edited, deleted, and why each is as it is. */
import { z } from 'zod';
import { whyReply } from '../../../contract/engine.ts';
import { previewReply } from '../../../contract/history.ts';
import {
  changedSliceReply,
  sliceDeleteBody,
  sliceEditBody,
  sliceListQuery,
  sliceListReply,
  sliceParams,
  sliceWithChangeReply,
} from '../../../contract/slice.ts';
import { dryRunQuery } from '../../../contract/text.ts';
import { answer } from '../http/errors.ts';
import type { HttpApp } from '../http/httpApp.ts';
import type { Commands } from '../services/commandThenNudge.ts';
import { linkToNext, readInstantCursor } from './cursor.ts';
import type { EngineDoor } from './engine.ts';
import { answerOrPreview } from './preview.ts';
import { readRange } from './queryRange.ts';
import { readSchema, writeSchema } from './routeSchema.ts';
import { formatChanged, formatSlice, formatWithChange } from './sliceFormat.ts';
import { formatWhy } from './why.ts';

const tag = 'slices';

export function addSliceRoutes(app: HttpApp, { commands, engine, daysOf }: EngineDoor): void {
  addSliceCommandRoutes(app, commands);
  addWhy(app, { engine, daysOf });
  app.get(
    '/engine/slices',
    {
      schema: {
        ...readSchema(
          { tag, operationId: 'listSlices', summary: 'Slices in a range, newest first' },
          sliceListReply,
        ),
        querystring: sliceListQuery,
      },
    },
    async (request, reply) => {
      const { startDate, endDate, cursor, ...filter } = request.query;
      const place = cursor === undefined ? undefined : readInstantCursor(cursor);
      const { accountId } = request.caller;
      const page = await engine.listSlices(accountId, {
        ...filter,
        ...readRange({ startDate, endDate }, await daysOf(accountId)),
        below: place && { startAt: place.by, id: place.id },
      });
      if (page.next !== null) {
        const { startAt: by, id } = page.next;
        reply.header('link', linkToNext(request.url, { by, id }));
      }
      return page.slices.map(formatSlice);
    },
  );
}

const noSlice = answer(
  404,
  'slice_not_found',
  'There never was such a slice. List the slices to see what is there.',
);

function addWhy(app: HttpApp, { engine, daysOf }: Pick<EngineDoor, 'engine' | 'daysOf'>): void {
  app.get(
    '/engine/slices/:id/why',
    {
      schema: {
        ...readSchema(
          { tag, operationId: 'getWhy', summary: 'Why a slice began and why it ended' },
          whyReply,
        ),
        params: sliceParams,
      },
    },
    async (request, reply) => {
      const { accountId } = request.caller;
      const reasons = await engine.why(accountId, request.params.id);
      if (reasons !== null) return formatWhy(reasons, await daysOf(accountId));
      return reply.code(noSlice.status as 400).send(noSlice.body);
    },
  );
}

function addSliceCommandRoutes(app: HttpApp, commands: Commands): void {
  app.patch(
    '/engine/slices/:id',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'editSlice', summary: 'Change what was recorded' },
          { 200: z.union([changedSliceReply, previewReply]) },
        ),
        params: sliceParams,
        querystring: dryRunQuery,
        body: sliceEditBody,
      },
    },
    (request, reply) => {
      const { start: startAt, end: endAt, dryRun: _, ...fields } = request.body;
      const edit = { ...fields, startAt, endAt, sliceId: request.params.id };
      return answerOrPreview(request, reply, {
        preview: () => commands.preview.editSlice(request.caller, edit),
        run: (key) => commands.editSlice(request.caller, edit, key),
        format: formatChanged,
      });
    },
  );
  app.delete(
    '/engine/slices/:id',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'deleteSlice', summary: 'Delete; answers the slice as it was' },
          { 200: z.union([sliceWithChangeReply, previewReply]) },
        ),
        params: sliceParams,
        querystring: dryRunQuery,
        body: sliceDeleteBody,
      },
    },
    (request, reply) => {
      const input = { sliceId: request.params.id };
      return answerOrPreview(request, reply, {
        preview: () => commands.preview.deleteSlice(request.caller, input),
        run: (key) => commands.deleteSlice(request.caller, input, key),
        format: formatWithChange,
      });
    },
  );
}

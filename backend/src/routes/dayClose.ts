/** The door of the close of a day: parse, one question or one command, one sentence. */
import { z } from 'zod';
import {
  closeBody,
  closeParams,
  dayClosedReply,
  dayClosePreviewReply,
  dayCloseReply,
} from '../../../contract/closing.ts';
import { dryRunQuery } from '../../../contract/text.ts';
import type { HttpApp } from '../http/httpApp.ts';
import type { DayClose } from '../services/closing/dayClose.ts';
import type { Commands } from '../services/commandThenNudge.ts';
import { formatDay, formatDayClosed, formatDayPreview, readAnswer } from './dayCloseFormat.ts';
import { answerOrPreview } from './preview.ts';
import { readSchema, writeSchema } from './routeSchema.ts';

export type DayCloseDoor = Readonly<{ commands: Commands; dayClose: Pick<DayClose, 'list'> }>;

const tag = 'days';
const path = '/days/:date/close';

export function addDayCloseRoutes(app: HttpApp, { commands, dayClose }: DayCloseDoor): void {
  app.get(
    path,
    {
      schema: {
        ...readSchema(
          { tag, operationId: 'getDayClose', summary: 'What may have been forgotten on a day' },
          dayCloseReply,
        ),
        params: closeParams,
      },
    },
    async (request) => formatDay(await dayClose.list(request.caller, request.params.date)),
  );
  app.post(
    path,
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'closeDay', summary: 'Answer all or some of it, as one change' },
          { 200: z.union([dayClosedReply, dayClosePreviewReply]) },
        ),
        params: closeParams,
        querystring: dryRunQuery,
        body: closeBody,
      },
    },
    (request, reply) => {
      const { answers, source } = request.body;
      const input = { date: request.params.date, source, answers: answers.map(readAnswer) };
      return answerOrPreview(request, reply, {
        preview: () => commands.previewCloseDay(request.caller, input),
        run: (key) => commands.closeDay(request.caller, input, key),
        format: formatDayClosed,
        formatPreview: formatDayPreview,
      });
    },
  );
}

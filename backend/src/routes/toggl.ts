/** What the projection knows of Toggl: how far it is, what it called, what it asks; and answers. */
import type { z } from 'zod';
import { dryRunQuery } from '../../../contract/text.ts';
import {
  togglAllWarningsBody,
  togglAllWarningsReply,
  togglCallsQuery,
  togglCallsReply,
  togglRefreshBody,
  togglRefreshReply,
  togglStatusReply,
  togglWarningAnswerBody,
  togglWarningAnswerReply,
  togglWarningParams,
  togglWarningsReply,
} from '../../../contract/toggl.ts';
import type { HttpApp } from '../http/httpApp.ts';
import type { Commands } from '../services/commandThenNudge.ts';
import type { RefreshDone } from '../services/toggl/togglRefresh.ts';
import type { TogglWarnings, WarningAnswered } from '../services/toggl/togglWarnings.ts';
import type { AllAnswered } from '../services/toggl/togglWarningsAll.ts';
import { answerCommand } from './commandReply.ts';
import { isDryRun } from './dryRun.ts';
import { readSchema, writeSchema } from './routeSchema.ts';
import { addImportRoutes, type ImportDoor } from './togglImport.ts';

/** Answers in the words of the contract: the projection has no reader besides these. */
type TogglReads = Readonly<{
  status(accountId: string): Promise<z.output<typeof togglStatusReply>>;
  calls(accountId: string, limit: number): Promise<z.output<typeof togglCallsReply>>;
}>;

export type TogglDoor = Readonly<{
  commands: Pick<Commands, 'answerWarning' | 'answerAllWarnings' | 'refreshCategory'> &
    ImportDoor['commands'];
  imports: ImportDoor['imports'];
  toggl: TogglReads;
  warnings: Pick<TogglWarnings, 'list'>;
}>;

const tag = 'toggl';

export function addTogglRoutes(app: HttpApp, door: TogglDoor): void {
  const { commands, toggl, warnings, imports } = door;
  addWarningRoutes(app, { commands, warnings });
  addRefreshRoute(app, commands);
  addImportRoutes(app, { commands, imports });
  app.get(
    '/toggl/status',
    {
      schema: readSchema(
        { tag, operationId: 'getTogglStatus', summary: 'How far Toggl shows what it should' },
        togglStatusReply,
      ),
    },
    (request) => toggl.status(request.caller.accountId),
  );
  app.get(
    '/toggl/calls',
    {
      schema: {
        ...readSchema(
          { tag, operationId: 'listTogglCalls', summary: 'Calls made to Toggl, newest first' },
          togglCallsReply,
        ),
        querystring: togglCallsQuery,
      },
    },
    (request) => toggl.calls(request.caller.accountId, request.query.limit),
  );
}

function addWarningRoutes(
  app: HttpApp,
  { commands, warnings }: Pick<TogglDoor, 'commands' | 'warnings'>,
): void {
  app.get(
    '/toggl/warnings',
    {
      schema: readSchema(
        { tag, operationId: 'listTogglWarnings', summary: 'What waits for an answer' },
        togglWarningsReply,
      ),
    },
    (request) => warnings.list(request.caller.accountId),
  );
  app.post(
    '/toggl/warnings/all',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'answerTogglWarnings', summary: 'Answer all that offer the action' },
          { 200: togglAllWarningsReply },
        ),
        querystring: dryRunQuery,
        body: togglAllWarningsBody,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) =>
          commands.answerAllWarnings(
            request.caller,
            { action: request.body.action, dryRun: isDryRun(request) },
            key,
          ),
        format: ({ answered, refused, calls, changeId }: AllAnswered) => ({
          answered,
          refused,
          calls,
          changeId,
        }),
      }),
  );
  app.post(
    '/toggl/warnings/:id',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'answerTogglWarning', summary: "Keep Timery's or put ours back" },
          { 200: togglWarningAnswerReply },
        ),
        params: togglWarningParams,
        body: togglWarningAnswerBody,
      },
    },
    (request, reply) => {
      const input = { ...request.body, warningId: request.params.id };
      return answerCommand(request, reply, {
        run: (key) => commands.answerWarning(request.caller, input, key),
        format: formatAnswered,
      });
    },
  );
}

function addRefreshRoute(app: HttpApp, commands: TogglDoor['commands']): void {
  const summary = 'Bring past entries to the name and project of their category';
  app.post(
    '/toggl/refresh-category',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'refreshCategory', summary },
          { 200: togglRefreshReply },
        ),
        querystring: dryRunQuery,
        body: togglRefreshBody,
      },
    },
    (request, reply) => {
      const input = { categoryId: request.body.categoryId, dryRun: isDryRun(request) };
      return answerCommand(request, reply, {
        run: (key) => commands.refreshCategory(request.caller, input, key),
        format: formatPrice,
      });
    },
  );
}

function formatPrice({ entries, calls, skipped }: RefreshDone): z.output<typeof togglRefreshReply> {
  return { entries, calls, skipped };
}

function formatAnswered({
  warningId: id,
  action,
  sliceId,
  changeId,
}: WarningAnswered): z.output<typeof togglWarningAnswerReply> {
  return { id, action, sliceId, changeId };
}

/** What the projection knows of Toggl: how far it is, what it called, what it wants to ask. */
import type { z } from 'zod';
import {
  togglCallsQuery,
  togglCallsReply,
  togglStatusReply,
  togglWarningsReply,
} from '../../../contract/toggl.ts';
import type { HttpApp } from '../http/httpApp.ts';
import { readSchema } from './routeSchema.ts';

/** Answers in the words of the contract: the projection has no reader besides these. */
export type TogglReads = Readonly<{
  status(accountId: string): Promise<z.output<typeof togglStatusReply>>;
  calls(accountId: string, limit: number): Promise<z.output<typeof togglCallsReply>>;
  warnings(accountId: string): Promise<z.output<typeof togglWarningsReply>>;
}>;

const tag = 'toggl';

export function addTogglRoutes(app: HttpApp, toggl: TogglReads): void {
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
  app.get(
    '/toggl/warnings',
    {
      schema: readSchema(
        { tag, operationId: 'listTogglWarnings', summary: 'What waits for an answer' },
        togglWarningsReply,
      ),
    },
    (request) => toggl.warnings(request.caller.accountId),
  );
}

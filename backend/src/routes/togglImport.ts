/**
 * The import at the door: asked for, and answered once all has been read that the bucket allows.
 * What is then still to be read goes on by itself; the answer says until when it waits.
 */
import type { z } from 'zod';
import { dryRunQuery } from '../../../contract/text.ts';
import {
  togglAdoptBody,
  togglAdoptReply,
  togglImportBody,
  togglImportLatestReply,
  togglImportReply,
} from '../../../contract/toggl.ts';
import { formatInstant, formatInstantOrNull } from '../../../core/time/instant.ts';
import type { HttpApp } from '../http/httpApp.ts';
import { idempotencyOf } from '../http/idempotency.ts';
import type { Commands } from '../services/commandThenNudge.ts';
import { importEventOf, progressOf } from '../services/history/importEvent.ts';
import type { ImportRequested, ImportRun, TogglImports } from '../services/history/togglImports.ts';
import { answerCommand, sendRefusal } from './commandReply.ts';
import { isDryRun } from './dryRun.ts';
import { readSchema, writeSchema } from './routeSchema.ts';
import { formatWithChange } from './sliceFormat.ts';

export type ImportDoor = Readonly<{
  commands: Pick<Commands, 'importToggl' | 'adoptRunning'>;
  imports: Pick<TogglImports, 'result' | 'latest'>;
}>;

const tag = 'toggl';
type Reply = z.output<typeof togglImportReply>;

export function addImportRoutes(app: HttpApp, { commands, imports }: ImportDoor): void {
  addAdoptRoute(app, commands);
  app.get(
    '/toggl/import',
    {
      schema: readSchema(
        { tag, operationId: 'getTogglImport', summary: 'How far the import is, or the last one' },
        togglImportLatestReply,
      ),
    },
    async (request) => {
      const run = await imports.latest(request.caller.accountId);
      return run === null ? null : formatRun(run);
    },
  );
  app.post(
    '/toggl/import',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'importToggl', summary: 'Take history in from Toggl' },
          { 200: togglImportReply },
        ),
        querystring: dryRunQuery,
        body: togglImportBody,
      },
    },
    async (request, reply) => {
      const { body, caller } = request;
      const dryRun = isDryRun(request);
      const key = idempotencyOf(request);
      const result = await commands.importToggl(
        caller,
        { ...body, dryRun },
        key === undefined ? undefined : { ...key, reply: remembered },
      );
      if (result.kind === 'refused') {
        sendRefusal(reply, result);
        return;
      }
      // The run is remembered under the key, not what it had done by then.
      const asked = result.kind === 'remembered' ? (result.body as ImportRequested) : result;
      const run = await imports.result(caller.accountId, asked.importId);
      reply.code(200).send(run === null ? formatEstimate(asked) : formatRun(run));
    },
  );
}

function addAdoptRoute(app: HttpApp, commands: ImportDoor['commands']): void {
  app.post(
    '/toggl/adopt',
    {
      schema: {
        ...writeSchema(
          {
            tag,
            scope: 'track',
            operationId: 'adoptToggl',
            summary: 'What runs in Timery becomes PRIMARY',
          },
          { 200: togglAdoptReply },
        ),
        body: togglAdoptBody,
      },
    },
    (request, reply) => {
      const entryId = request.body?.entryId;
      const input = entryId === undefined ? {} : { entryId: Number(entryId) };
      return answerCommand(request, reply, {
        run: (key) => commands.adoptRunning(request.caller, input, key),
        format: formatWithChange,
      });
    },
  );
}

function remembered({ importId, estimatedCalls }: ImportRequested) {
  return { status: 200, body: { importId, estimatedCalls } };
}

function formatRun(run: ImportRun): Reply {
  const { imported, updated, deleted, skippedCount, calls, entries, error } = run;
  return {
    id: run.id,
    state: progressOf(run),
    percentage: importEventOf(run).percentage,
    imported,
    updated,
    deleted,
    skipped: run.skipped.map(({ entryId, reason }) => ({ entryId: String(entryId), reason })),
    skippedCount,
    calls: calls === 0 ? run.readings.length : calls,
    entries,
    waitingUntil: formatInstantOrNull(run.waitingUntil),
    error,
    message: messageOf(run),
    changeId: run.changeId,
    requestedAt: formatInstant(run.requestedAt),
    finishedAt: formatInstantOrNull(run.finishedAt),
  };
}

function messageOf(run: ImportRun): string {
  const { error } = run;
  switch (progressOf(run)) {
    case 'done':
      return run.isDry
        ? 'Nothing was changed. Import within a quarter of an hour, and nothing is read again.'
        : 'All of it is here.';
    case 'failed':
      return error ?? 'The import failed.';
    case 'waiting':
      return 'The hourly requests of Toggl are used up. The import goes on by itself.';
    case 'reading':
      return 'The import goes on by itself. GET /api/toggl/import tells how far it is.';
    case 'undone':
      return 'This import was undone.';
  }
}

/** Told without asking Toggl. */
function formatEstimate({ estimatedCalls: calls }: ImportRequested): Reply {
  return {
    id: null,
    state: 'estimated',
    percentage: 0,
    imported: 0,
    updated: 0,
    deleted: 0,
    skipped: [],
    skippedCount: 0,
    calls,
    entries: 0,
    waitingUntil: null,
    error: null,
    message:
      `At least ${calls} requests, and one more for each further thousand entries. What would ` +
      'change only reading all of it can tell; nothing was read.',
    changeId: null,
    requestedAt: null,
    finishedAt: null,
  };
}

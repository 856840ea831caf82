/** The door of files: slices out as CSV, JSON or ICS, and in from other programs. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { errorReply } from '../../../contract/error.ts';
import { exportQuery, exportReply, importQuery, importReply } from '../../../contract/files.ts';
import type { DayRules } from '../../../core/time/day.ts';
import { isTimeZone } from '../../../core/time/timeZone.ts';
import { createWallClock } from '../../../core/time/wallClock.ts';
import { BadRequest } from '../http/errors.ts';
import type { HttpApp } from '../http/httpApp.ts';
import { receiveFile } from '../http/receivedFile.ts';
import { securityOf } from '../http/scopes.ts';
import { createPatience } from '../http/slowFiles.ts';
import type { Commands } from '../services/commandThenNudge.ts';
import type { FileImported } from '../services/files/fileImport.ts';
import { readImportFile } from '../services/files/readImportFile.ts';
import type { SliceExport } from '../services/files/sliceExport.ts';
import { answerCommand } from './commandReply.ts';
import { csvFormat, type ExportFormat, icsFormat, jsonFormat } from './exportFormats.ts';
import { readRange } from './queryRange.ts';
import { writeSchema } from './routeSchema.ts';

export type FileDoor = Readonly<{
  commands: Pick<Commands, 'importFile'>;
  sliceExport: SliceExport;
  daysOf: (accountId: string) => Promise<DayRules>;
  now: () => number;
  largestFileBytes: number;
}>;

const tag = 'files';

export async function addFileRoutes(app: HttpApp, door: FileDoor): Promise<void> {
  addExport(app, door);
  // A place of its own: its bodies are streams, of any type and above the limit of the others.
  await app.register(async (scope: HttpApp) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    addImport(scope, door);
  });
}

function addExport(app: HttpApp, { sliceExport, daysOf }: FileDoor): void {
  app.get(
    '/files/export',
    {
      schema: {
        tags: [tag],
        security: securityOf('read'),
        operationId: 'exportSlices',
        summary: 'All slices of a range as a file',
        querystring: exportQuery,
        response: { 200: exportReply, '4xx': errorReply },
      },
      // A HEAD would read all of it and send nothing.
      exposeHeadRoute: false,
    },
    async (request, reply) => {
      const { startDate, endDate, format, dimension, timeZone } = request.query;
      const { accountId } = request.caller;
      const days = await daysOf(accountId);
      const written = formatOf(format, readTimeZone(timeZone, days));
      const pages = sliceExport.pages(accountId, {
        ...readRange({ startDate, endDate }, days),
        dimension: dimension ?? (format === 'csv' ? 'PRIMARY' : undefined),
      });
      return sendFile(reply, written, pages);
    },
  );
}

type Pages = ReturnType<SliceExport['pages']>;

function sendFile(reply: FastifyReply, format: ExportFormat, pages: Pages): FastifyReply {
  const options = { objectMode: false, highWaterMark: 65_536 };
  return reply
    .header('content-type', format.contentType)
    .header('content-disposition', `attachment; filename="${format.fileName}"`)
    .send(Readable.from(piecesOf(format, pages), options));
}

/** Asked for as fast as the other side takes it, and no further once it has gone. */
async function* piecesOf(format: ExportFormat, pages: Pages): AsyncGenerator<string> {
  yield format.head;
  for await (const page of pages) {
    const piece = format.page(page);
    if (piece !== '') yield piece;
  }
  if (format.end !== '') yield format.end;
}

function formatOf(format: 'csv' | 'json' | 'ics', timeZone: string): ExportFormat {
  switch (format) {
    case 'csv':
      return csvFormat(createWallClock(timeZone));
    case 'json':
      return jsonFormat();
    case 'ics':
      return icsFormat();
  }
}

function addImport(app: HttpApp, door: FileDoor): void {
  const patiently = createPatience(app.server);
  app.post(
    '/files/import',
    {
      schema: {
        ...writeSchema(
          {
            tag,
            operationId: 'importSlices',
            summary: 'Take the slices of a file in; what is there already stays as it is',
          },
          { 200: importReply },
        ),
        consumes: ['text/csv', 'text/plain', 'application/json'],
        querystring: importQuery,
      },
    },
    async (request, reply) => {
      const { dryRun: isDryRun = false, timeZone, ...asked } = request.query;
      const zone = readTimeZone(timeZone, await door.daysOf(request.caller.accountId));
      const body: unknown = request.body;
      if (!(body instanceof Readable)) throw new BadRequest('Send the file as the body.');
      const { largestFileBytes: largestBytes } = door;
      const file = await patiently(() => receiveFile(body, { largestBytes }));
      try {
        const reading = { format: asked.format, timeZone: zone, now: door.now() };
        const rows = readImportFile(file.text(), reading);
        const isAbandoned = () => reply.raw.destroyed;
        const input = { rows, onOverlap: asked.onOverlap, isDryRun, isAbandoned };
        await answerCommand(request, reply, {
          body: file.sha256,
          // A dry run writes nothing that could be done twice.
          run: async (key) => {
            const remembering = isDryRun ? undefined : key;
            return readable(await door.commands.importFile(request.caller, input, remembering));
          },
          format: formatImported,
        });
      } finally {
        await file.remove();
      }
    },
  );
}

type Imported = Awaited<ReturnType<Commands['importFile']>>;

function readable(result: Imported): Exclude<Imported, { kind: 'unreadable' }> {
  if (result.kind === 'unreadable') throw new BadRequest(result.reason);
  return result;
}

function readTimeZone(sent: string | undefined, { timeZone }: DayRules): string {
  if (sent === undefined) return timeZone;
  if (isTimeZone(sent)) return sent;
  throw new BadRequest('timeZone is not an IANA time zone. Send one like Europe/Berlin.');
}

function formatImported(imported: FileImported): z.output<typeof importReply> {
  const { inserted, cut, present, skipped, told, untold, changeId, groupId } = imported;
  return {
    dryRun: imported.isDryRun,
    ...{ inserted, cut, present, skipped },
    lines: [...told],
    linesLeftOut: untold,
    ...{ changeId, groupId },
  };
}

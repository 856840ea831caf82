/** The door of the backup: the database as one file, as it stood at one moment. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { errorReply } from '../../../contract/error.ts';
import { formatInstant } from '../../../core/time/instant.ts';
import type { HttpApp } from '../http/httpApp.ts';
import { securityOf } from '../http/scopes.ts';
import type { Backup, Copy } from '../services/files/backup.ts';
import { sendRefusal } from './commandReply.ts';

export type BackupDoor = Readonly<{ backup: Backup; now: () => number }>;

const file = z.string().meta({ description: 'a database of SQLite', format: 'binary' });

export function addBackupRoute(app: HttpApp, { backup, now }: BackupDoor): void {
  app.get(
    '/backup',
    {
      schema: {
        tags: ['files'],
        security: securityOf('admin'),
        operationId: 'backUp',
        summary: 'The whole database as one file, for npm run restore',
        response: { 200: file, '4xx': errorReply },
      },
      // A HEAD would copy all of it and send nothing.
      exposeHeadRoute: false,
    },
    async (_request, reply) => {
      const made = await backup.make();
      if (made.kind === 'refused') return sendRefusal(reply, made);
      return send(reply, made, formatInstant(now()).slice(0, 10));
    },
  );
}

async function send(reply: FastifyReply, { path, remove }: Copy, day: string) {
  const { size } = await stat(path);
  const stream = createReadStream(path);
  // Sent, or no longer wanted.
  stream.once('close', () => void remove());
  return reply
    .header('content-type', 'application/vnd.sqlite3')
    .header('content-length', size)
    .header('content-disposition', `attachment; filename="compass-${day}.db"`)
    .send(stream);
}

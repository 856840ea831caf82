/** The typed client's calls that send or fetch a file. */
import type { z } from 'zod';
import type { Send } from './call.ts';
import { type exportQuery, exportReply, type importQuery, importReply } from './files.ts';

export function fileCalls(send: Send) {
  return {
    exportSlices: (query: z.input<typeof exportQuery>) =>
      send({
        method: 'GET',
        path: '/api/files/export',
        query,
        answers: 'file',
        reply: exportReply,
      }),
    importSlices: (query: z.input<typeof importQuery>, file: string, idempotencyKey?: string) =>
      send({
        method: 'POST',
        path: '/api/files/import',
        query,
        file,
        idempotencyKey,
        reply: importReply,
      }),
  };
}

/** Whether the server can do its work: it listens only once its database is migrated. */
import { healthReply } from '../../../contract/health.ts';
import type { HttpApp } from '../http/httpApp.ts';

export function addHealthRoute(app: HttpApp): void {
  app.get(
    '/healthz',
    {
      schema: {
        tags: ['server'],
        operationId: 'getHealth',
        summary: 'Whether the server works',
        security: [],
        response: { 200: healthReply },
      },
    },
    () => ({ status: 'ok' as const }),
  );
}

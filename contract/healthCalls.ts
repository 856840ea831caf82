/** The typed client's call of what a phone measured. */
import type { z } from 'zod';
import { callsWith, type Send } from './call.ts';
import { type healthSyncBody, healthSyncReply } from './healthSync.ts';

export function healthCalls(send: Send) {
  const { post } = callsWith(send);
  return {
    syncHealth: (body: z.input<typeof healthSyncBody>, idempotencyKey?: string) =>
      post('/api/engine/health/sync', healthSyncReply, body, idempotencyKey),
  };
}

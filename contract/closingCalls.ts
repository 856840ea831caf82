/** The typed client's calls about the close of a day. */
import type { z } from 'zod';
import { callsWith, type Send } from './call.ts';
import { type closeBody, dayClosedReply, dayClosePreviewReply, dayCloseReply } from './closing.ts';

type CloseBody = Omit<z.input<typeof closeBody>, 'dryRun'>;

export function closingCalls(send: Send) {
  const { get, post } = callsWith(send);
  const at = (date: string) => `/api/days/${encodeURIComponent(date)}/close`;
  return {
    dayClose: (date: string) => get(at(date), dayCloseReply),
    closeDay: (date: string, body: CloseBody, idempotencyKey?: string) =>
      post(at(date), dayClosedReply, body, idempotencyKey),
    /** What that would change and cost; nothing is done. */
    previewCloseDay: (date: string, body: CloseBody) =>
      post(at(date), dayClosePreviewReply, { ...body, dryRun: true }),
  };
}

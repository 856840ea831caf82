/** What every route declares for the OpenAPI document besides its own body and replies. */
import type { z } from 'zod';
import { errorReply } from '../../../contract/error.ts';
import { idempotencyHeader } from '../http/idempotency.ts';

export function readSchema<Reply extends z.ZodType>(tag: string, reply: Reply) {
  return { tags: [tag], response: { 200: reply, '4xx': errorReply } };
}

export function writeSchema<Replies extends Readonly<Record<number, z.ZodType>>>(
  tag: string,
  replies: Replies,
) {
  return {
    tags: [tag],
    headers: idempotencyHeader,
    response: { ...replies, '4xx': errorReply },
  };
}

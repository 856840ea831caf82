/** What every route declares for the OpenAPI document besides its own body and replies. */
import { z } from 'zod';
import { errorReply } from '../../../contract/error.ts';
import { idempotencyHeader } from '../http/idempotency.ts';

/** Where it stands in /docs, what a generated client calls it, and what it does. */
type Place = Readonly<{ tag: string; operationId: string; summary: string }>;

export function readSchema<Reply extends z.ZodType>({ tag, ...named }: Place, reply: Reply) {
  return { tags: [tag], ...named, response: { 200: reply, '4xx': errorReply } };
}

/** A `?dryRun=true` that a command would overlook must not become the real thing. */
const noQuery = z.strictObject({});

export function writeSchema<Replies extends Readonly<Record<number, z.ZodType>>>(
  { tag, ...named }: Place,
  replies: Replies,
) {
  return {
    tags: [tag],
    ...named,
    headers: idempotencyHeader,
    querystring: noQuery,
    response: { ...replies, '4xx': errorReply },
  };
}

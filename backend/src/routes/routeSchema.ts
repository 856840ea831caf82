/** What every route declares for the OpenAPI document besides its own body and replies. */
import { z } from 'zod';
import { errorReply } from '../../../contract/error.ts';
import { idempotencyHeader } from '../http/idempotency.ts';
import { type NeededScope, securityOf } from '../http/scopes.ts';

/** Where it stands in /docs, what a generated client calls it, and what it does. */
type Place = Readonly<{
  tag: string;
  operationId: string;
  summary: string;
  /** What a token needs; `read` for a question and `write` for a command when none is named. */
  scope?: NeededScope;
}>;

export function readSchema<Reply extends z.ZodType>(
  { tag, scope = 'read', ...named }: Place,
  reply: Reply,
) {
  const security = securityOf(scope);
  return { tags: [tag], ...named, security, response: { 200: reply, '4xx': errorReply } };
}

/** A `?dryRun=true` that a command would overlook must not become the real thing. */
const noQuery = z.strictObject({});

export function writeSchema<Replies extends Readonly<Record<number, z.ZodType>>>(
  { tag, scope = 'write', ...named }: Place,
  replies: Replies,
) {
  return {
    tags: [tag],
    ...named,
    security: securityOf(scope),
    headers: idempotencyHeader,
    querystring: noQuery,
    response: { ...replies, '4xx': errorReply },
  };
}

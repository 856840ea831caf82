/**
 * Refuses a body that holds something where the route reads none: a `{"dryRun": true}` that a
 * command would overlook must not become the real thing. An empty object is none; many clients
 * send one with every POST.
 */
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BadRequest } from './errors.ts';

const takesNone = new BadRequest('This takes no body, so nothing was done. Send it without one.');

export function refuseUnreadBody(
  { body, is404, routeOptions }: FastifyRequest,
  _reply: FastifyReply,
  next: (fault?: Error) => void,
): void {
  // A file has no schema: its route reads it as it comes.
  const isRead = routeOptions.schema?.body !== undefined || body instanceof Readable;
  next(is404 || isRead || isEmpty(body) ? undefined : takesNone);
}

function isEmpty(body: unknown): boolean {
  if (body === undefined || body === null) return true;
  return typeof body === 'object' && !Array.isArray(body) && Object.keys(body).length === 0;
}

/**
 * A command whose fields stand in its address, for a Shortcut that sends no body. They are put
 * into the body before it is read, so that one schema reads both and an Idempotency-Key covers
 * both. What stands in the body goes first.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';

export function queryIntoBody(
  request: FastifyRequest,
  _reply: FastifyReply,
  next: () => void,
): void {
  const { query, body } = request;
  const fields = Object.entries(query as Record<string, unknown>).map(withPlus);
  const isFree = body === undefined || body === null;
  // A body that is no object is refused by its schema, in its own words.
  if (isFree || typeof body === 'object') {
    request.body = { ...Object.fromEntries(fields), ...(isFree ? {} : body) };
  }
  next();
}

/** In a query string an unescaped + arrives as a blank. */
function withPlus([name, value]: [string, unknown]): [string, unknown] {
  if (name !== 'at' || typeof value !== 'string') return [name, value];
  return [name, value.replace(/ (\d{2}:?\d{2})$/, '+$1')];
}

/**
 * The Idempotency-Key of a write and what it is a key for: method, path, query and body. Query and
 * body are hashed as their schemas read them, so that blanks and the order of the fields make no
 * other request; but a dry run is another one, wherever it says so.
 */
import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { BadRequest } from './errors.ts';

type Idempotency = Readonly<{ key: string; requestHash: string }>;

/** Shown in the OpenAPI document; read by hand, because a schema would copy every header. */
export const idempotencyHeader = z.object({
  'idempotency-key': z.string().optional().meta({
    description: '1 to 200 printable ASCII characters; the same key answers the same for 48 h',
  }),
});

/** `body` stands for one that is no value: a file that was received is told by its hash. */
export function idempotencyOf(
  request: FastifyRequest,
  body: unknown = request.body,
): Idempotency | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x20-\x7e]{1,200}$/.test(key)) {
    throw new BadRequest('Idempotency-Key must be 1 to 200 printable ASCII characters.');
  }
  const [path = ''] = request.url.split('?');
  const text = JSON.stringify([request.method, path, request.query, body ?? null]);
  return { key, requestHash: hash('sha256', text, 'hex') };
}

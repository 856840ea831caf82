/**
 * Who calls. A secret is known by its SHA-256 alone; a fast hash is enough because the secrets
 * are random and long, and a slow one would cost every tap.
 *
 * Invariant: how long a refusal takes says nothing about the secret, and no secret is kept.
 */
import { hash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answer } from './errors.ts';

type Caller = Readonly<{ accountId: string; tokenId: string }>;

export type KnownToken = Caller & Readonly<{ secretHash: string }>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard before any handler of /api runs. */
    caller: Caller;
  }
}

const missing = answer(
  401,
  'unauthorized',
  'Send the secret as the header x-api-secret, or as Authorization: Bearer SECRET.',
);
const wrong = answer(
  401,
  'unauthorized',
  'That is not the secret of this server. Compare it with the one shown at the first start.',
);

export function hashSecret(secret: string): string {
  return hash('sha256', secret, 'hex');
}

/** The hook in front of every route below /api. */
export function createGuard(tokens: readonly KnownToken[]) {
  const known = tokens.map(({ secretHash, accountId, tokenId }) => ({
    bytes: Buffer.from(secretHash, 'hex'),
    caller: { accountId, tokenId },
  }));
  return (request: FastifyRequest, reply: FastifyReply, next: () => void) => {
    const secret = secretOf(request);
    const caller = secret === null ? undefined : callerOf(known, secret);
    reply.header('cache-control', 'no-store');
    if (caller !== undefined) {
      request.caller = caller;
      return next();
    }
    const { status, body } = secret === null ? missing : wrong;
    reply.code(status).header('www-authenticate', 'Bearer').send(body);
  };
}

type KnownBytes = Readonly<{ bytes: Buffer; caller: Caller }>;

function callerOf(known: readonly KnownBytes[], secret: string): Caller | undefined {
  const bytes = hash('sha256', secret, 'buffer');
  return known.find((token) => timingSafeEqual(token.bytes, bytes))?.caller;
}

function secretOf({ headers }: FastifyRequest): string | null {
  const own = headers['x-api-secret'];
  if (typeof own === 'string' && own !== '') return own;
  const [, bearer = null] = /^Bearer +(.+)$/i.exec(headers.authorization ?? '') ?? [];
  return bearer;
}

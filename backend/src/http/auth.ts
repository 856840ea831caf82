/**
 * Who calls, and whether they may. A secret is known by its SHA-256 alone; a fast hash is enough
 * because the secrets are random and long, and a slow one would cost every tap. The owner's is
 * compared here; any other is looked up, so that one just revoked opens nothing in any process.
 * A browser says it by its cookie instead, which a header goes before.
 *
 * Invariant: how long a refusal takes says nothing about the secret, and no secret is kept. What
 * a cookie alone vouches for changes nothing unless a page of this server asks for it.
 */
import { hash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { allows, type Scope } from '../../../core/automations/scope.ts';
import { formatInstant } from '../../../core/time/instant.ts';
import { type Answer, answer } from './errors.ts';
import { senderOf } from './sameOrigin.ts';
import { clearSessionCookie, sessionOf } from './sessionCookie.ts';

type Caller = Readonly<{ accountId: string; tokenId: string; scopes: readonly Scope[] }>;

type KnownToken = Caller &
  Readonly<{
    kind: 'secret' | 'session' | 'internal';
    secretHash: string;
    expiresAt: number | null;
  }>;

export type Access = Readonly<{
  owner: Omit<Caller, 'scopes'> & Readonly<{ secretHash: string }>;
  /** Where browsers reach this server, if they do so by another name. */
  publicUrl: string | null;
  now: () => number;
  findByHash(secretHash: string): Promise<KnownToken | null>;
  /** Told of every call that may pass; never waited for. */
  used(tokenId: string): void;
}>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard before any handler of /api runs. */
    caller: Caller;
  }
}

const missing = answer(
  401,
  'unauthorized',
  'Send the secret as the header x-api-secret, or as Authorization: Bearer SECRET. In a browser, ' +
    'sign in.',
);
const wrong = answer(
  401,
  'unauthorized',
  'That secret is not known here: it was mistyped or revoked. Take the one shown at the first ' +
    'start, or make a new one under Set-up.',
);

const signedOut = answer(401, 'unauthorized', 'You are signed out here. Sign in again.');
const fromElsewhere = answer(
  403,
  'forbidden',
  'A page of another site asked for this, or a browser that does not say which page did. Do it ' +
    'in the app itself; behind a proxy set PUBLIC_URL to the address in the browser.',
);

export function hashSecret(secret: string): string {
  return hash('sha256', secret, 'hex');
}

type Identified =
  | Readonly<{ kind: 'caller'; caller: Caller }>
  | Readonly<{ kind: 'stranger'; answer: Answer }>;

/** The hook in front of every route below /api. */
export function createGuard(access: Access) {
  const { accountId, tokenId, secretHash } = access.owner;
  const ownerBytes = Buffer.from(secretHash, 'hex');
  const owner: Identified = {
    kind: 'caller',
    caller: { accountId, tokenId, scopes: ['admin'] },
  };
  return (request: FastifyRequest, reply: FastifyReply, next: (error?: Error) => void) => {
    reply.header('cache-control', 'no-store');
    const pass = (identified: Identified) => admit({ request, reply, next, access }, identified);
    const secret = secretOf(request);
    if (secret === null) {
      identifyBrowser(access, request).then(pass).catch(next);
      return;
    }
    const bytes = hash('sha256', secret, 'buffer');
    if (timingSafeEqual(ownerBytes, bytes)) return pass(owner);
    identify(access, bytes).then(pass).catch(next);
  };
}

async function identify(access: Access, bytes: Buffer): Promise<Identified> {
  const token = await access.findByHash(bytes.toString('hex'));
  if (token?.kind !== 'secret' || !isSame(token, bytes)) {
    return { kind: 'stranger', answer: wrong };
  }
  if (isOver(token, access)) return { kind: 'stranger', answer: expired(token.expiresAt) };
  return { kind: 'caller', caller: callerOf(token) };
}

async function identifyBrowser(access: Access, request: FastifyRequest): Promise<Identified> {
  const secret = sessionOf(request);
  if (secret === null) return { kind: 'stranger', answer: missing };
  const bytes = hash('sha256', secret, 'buffer');
  const token = await access.findByHash(bytes.toString('hex'));
  if (token?.kind !== 'session' || !isSame(token, bytes) || isOver(token, access)) {
    return { kind: 'stranger', answer: signedOut };
  }
  const isSafe = request.method === 'GET' || request.method === 'HEAD';
  if (isSafe || senderOf(request, access.publicUrl) === 'own-page') {
    return { kind: 'caller', caller: callerOf(token) };
  }
  return { kind: 'stranger', answer: fromElsewhere };
}

function isSame({ secretHash }: KnownToken, bytes: Buffer): boolean {
  return timingSafeEqual(Buffer.from(secretHash, 'hex'), bytes);
}

function isOver(
  token: KnownToken,
  { now }: Access,
): token is KnownToken & Readonly<{ expiresAt: number }> {
  return token.expiresAt !== null && token.expiresAt <= now();
}

function callerOf({ accountId, tokenId, scopes }: KnownToken): Caller {
  return { accountId, tokenId, scopes };
}

type Admission = Readonly<{
  request: FastifyRequest;
  reply: FastifyReply;
  next: () => void;
  access: Access;
}>;

function admit({ request, reply, next, access }: Admission, identified: Identified): void {
  const refusal = refusalOf(request, identified);
  if (identified.kind === 'stranger' || refusal !== null) {
    refuse(reply, refusal ?? wrong);
    return;
  }
  request.caller = identified.caller;
  access.used(identified.caller.tokenId);
  next();
}

function refusalOf(request: FastifyRequest, identified: Identified): Answer | null {
  if (identified.kind === 'stranger') return identified.answer;
  const { scopes } = identified.caller;
  const { scope } = request.routeOptions.config;
  if (scope === undefined || scope === 'any') return null;
  return allows(scopes, scope) ? null : forbidden(scopes, scope);
}

function refuse(reply: FastifyReply, { status, body }: Answer): void {
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  // One that opens nothing any more would be sent along for ever.
  if (body === signedOut.body) clearSessionCookie(reply);
  reply.code(status).send(body);
}

function expired(expiresAt: number): Answer {
  const message = `This token expired at ${formatInstant(expiresAt)}. Make a new one.`;
  return answer(401, 'unauthorized', message);
}

function forbidden(held: readonly Scope[], needed: Scope): Answer {
  const message =
    `This token may only ${held.join(' and ')}, and this needs ${needed}. ` +
    'Use another token, or let its owner give it more.';
  return answer(403, 'forbidden', message);
}

function secretOf({ headers }: FastifyRequest): string | null {
  const own = headers['x-api-secret'];
  if (typeof own === 'string' && own !== '') return own;
  const [, bearer = null] = /^Bearer +(.+)$/i.exec(headers.authorization ?? '') ?? [];
  return bearer;
}

/**
 * The door of browsers: signing in gives a cookie, signing out takes it. Signing in stands outside
 * the guard, because who does it is nobody yet.
 *
 * Invariant: no page of another site signs anybody in, and nobody tries secrets at full speed.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorReply } from '../../../contract/error.ts';
import { sessionBody } from '../../../contract/session.ts';
import { tokenReply } from '../../../contract/tokens.ts';
import { answer, refusalAnswer } from '../http/errors.ts';
import type { HttpApp } from '../http/httpApp.ts';
import type { AttemptLimit } from '../http/rateLimit.ts';
import { senderOf } from '../http/sameOrigin.ts';
import { clearSessionCookie, setSessionCookie } from '../http/sessionCookie.ts';
import type { Sessions } from '../services/access/sessions.ts';
import { sendRefusal } from './commandReply.ts';
import { readSchema } from './routeSchema.ts';
import { formatToken } from './tokenFormat.ts';

export type SessionDoor = Readonly<{ sessions: Omit<Sessions, 'makeCode'> }>;

type SignInDoor = SessionDoor &
  Readonly<{ publicUrl: string | null; isTriedTooOften: AttemptLimit }>;

const tag = 'session';
const path = '/session';

const tooMany = answer(
  429,
  'too_many_requests',
  'That was tried too often. Wait a minute, then try again.',
);
const fromElsewhere = answer(
  403,
  'forbidden',
  'A page of another site asked for this. Sign in at the address of this server itself; behind a ' +
    'proxy set PUBLIC_URL to the address in the browser.',
);

export function addSignInRoute(
  app: HttpApp,
  { sessions, publicUrl, isTriedTooOften }: SignInDoor,
): void {
  const refusalOf = async (request: FastifyRequest) => {
    if (senderOf(request, publicUrl) === 'other-page') return fromElsewhere;
    return (await isTriedTooOften(request)) ? tooMany : null;
  };
  const schema = {
    tags: [tag],
    operationId: 'signIn',
    summary: 'Sign a browser in by a secret, or by the code of a link; sets a cookie',
    security: [],
    body: sessionBody,
    response: { 201: tokenReply, '4xx': errorReply },
  };
  app.post(`/api${path}`, { schema }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const refusal = await refusalOf(request);
    if (refusal !== null) return reply.code(refusal.status).send(refusal.body);
    const { secret, code, name } = request.body;
    const proof =
      code === undefined
        ? { kind: 'secret' as const, text: secret ?? '' }
        : { kind: 'code' as const, text: code };
    return answerSignIn(reply, await sessions.open(proof, name));
  });
}

function answerSignIn(reply: FastifyReply, opened: Awaited<ReturnType<Sessions['open']>>) {
  if (opened.kind === 'refused') {
    const { status, body } = refusalAnswer(opened.refusal);
    return reply.code(status).send(body);
  }
  setSessionCookie(reply, opened);
  return reply.code(201).send(formatToken(opened.session));
}

/** Behind the guard. */
export function addSessionRoutes(app: HttpApp, { sessions }: SessionDoor): void {
  app.get(
    path,
    {
      schema: readSchema(
        { tag, scope: 'any', operationId: 'whoAmI', summary: 'The token that calls' },
        tokenReply,
      ),
    },
    async (request, reply) => {
      const found = await sessions.current(request.caller);
      return found.kind === 'refused' ? sendRefusal(reply, found) : formatToken(found.token);
    },
  );
  app.delete(
    path,
    {
      schema: readSchema(
        { tag, scope: 'any', operationId: 'signOut', summary: 'Sign this browser out' },
        tokenReply,
      ),
    },
    async (request, reply) => {
      const closed = await sessions.close(request.caller);
      if (closed.kind === 'refused') return sendRefusal(reply, closed);
      clearSessionCookie(reply);
      return formatToken(closed.session);
    },
  );
}

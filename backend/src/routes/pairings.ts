/**
 * The door of pairing: makes a token and shows it once, as a code that a phone reads. As JSON for
 * the web app, and as a page at /pair for whoever goes without it.
 *
 *     {"url": "https://time.example", "secret": "…"}      what the code says
 */
import type { FastifyRequest } from 'fastify';
import QrCode from 'qrcode';
import { z } from 'zod';
import { pairingBody, pairingReply } from '../../../contract/pairings.ts';
import { nameInput } from '../../../contract/text.ts';
import { allows, readScopes } from '../../../core/automations/scope.ts';
import type { HttpApp } from '../http/httpApp.ts';
import { publicAddressOf } from '../http/publicAddress.ts';
import type { AttemptLimit } from '../http/rateLimit.ts';
import { senderOf } from '../http/sameOrigin.ts';
import type { ApiTokens, TokenDone } from '../services/access/apiTokens.ts';
import type { Sessions } from '../services/access/sessions.ts';
import type { Idempotency } from '../services/engineCommand.ts';
import { answerCommand } from './commandReply.ts';
import { pairedPage, pairPage, sendPage } from './plainPage.ts';
import { writeSchema } from './routeSchema.ts';
import { formatToken } from './tokenFormat.ts';

export type PairingDoor = Readonly<{
  tokens: Pick<ApiTokens, 'create'>;
  sessions: Pick<Sessions, 'open' | 'close'>;
}>;

type Addressed = PairingDoor & Readonly<{ publicUrl: string | null }>;

/** Behind the guard. */
export function addPairingRoute(app: HttpApp, { tokens, publicUrl }: Addressed): void {
  app.post(
    '/pairings',
    {
      schema: {
        ...writeSchema(
          {
            tag: 'tokens',
            scope: 'admin',
            operationId: 'pair',
            summary: 'Make a token for a phone, with the QR code that brings it there',
          },
          { 201: pairingReply },
        ),
        body: pairingBody,
      },
    },
    (request, reply) => {
      const url = publicAddressOf(request, publicUrl);
      const format = ({ token, secret, svg }: Shown): z.output<typeof pairingReply> => {
        return { ...formatToken(token), secret, url, svg: svg ?? null };
      };
      return answerCommand(request, reply, {
        run: async (key) => {
          const fields = { ...request.body, expiresAt: null };
          const made = await tokens.create(
            request.caller,
            fields,
            key && withoutSecret(key, format),
          );
          if (made.kind !== 'done' || made.secret === null) return made;
          return { ...made, svg: await codeOf({ url, secret: made.secret }) };
        },
        status: () => 201,
        format,
      });
    },
  );
}

type Shown = TokenDone & Readonly<{ svg?: string }>;

/** What is remembered under a key is stored, and no secret ever is. */
function withoutSecret(key: Idempotency<Shown>, format: (shown: Shown) => object) {
  const reply = ({ token }: TokenDone) => {
    return { status: 201, body: format({ token, secret: null }) };
  };
  return { ...key, reply };
}

const path = '/pair';
const pageBody = z.strictObject({ secret: z.string().min(1).max(500), name: nameInput });

/** Outside the guard: the form itself carries the secret. */
export function addPairPage(
  app: HttpApp,
  door: Addressed & Readonly<{ isTriedTooOften: AttemptLimit }>,
): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 4096 },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  const schema = { hide: true };
  app.get(path, { schema }, (_request, reply) => sendPage(reply, 200, pairPage(null)));
  app.post(path, { schema: { ...schema, body: pageBody } }, async (request, reply) => {
    if (senderOf(request, door.publicUrl) === 'other-page') {
      return sendPage(reply, 403, pairPage('Open this page at the address of the server itself.'));
    }
    if (await door.isTriedTooOften(request)) {
      return sendPage(reply, 429, pairPage('That was tried too often. Wait a minute.'));
    }
    const { status, page } = await pair(request, door, request.body);
    return sendPage(reply, status, page);
  });
}

type Sent = z.output<typeof pageBody>;

async function pair(request: FastifyRequest, door: Addressed, { secret, name }: Sent) {
  const { tokens, sessions, publicUrl } = door;
  const opened = await sessions.open({ kind: 'secret', text: secret }, 'Pairing page');
  if (opened.kind === 'refused') return { status: 401, page: pairPage(opened.refusal.message) };
  const { id: tokenId, accountId, scope } = opened.session;
  const caller = { accountId, tokenId };
  try {
    if (!allows(readScopes(scope) ?? [], 'admin')) {
      return {
        status: 403,
        page: pairPage('That token may not make others. Use your own secret.'),
      };
    }
    const made = await tokens.create(caller, { name, scope: 'track', expiresAt: null });
    if (made.kind !== 'done' || made.secret === null) return { status: 500, page: pairPage(null) };
    const url = publicAddressOf(request, publicUrl);
    const paired = { url, secret: made.secret };
    return { status: 201, page: pairedPage({ ...paired, name, svg: await codeOf(paired) }) };
  } finally {
    await sessions.close(caller);
  }
}

/** In the medium level of correction a phone reads it from a screen at an angle. */
function codeOf(paired: Readonly<{ url: string; secret: string }>): Promise<string> {
  return QrCode.toString(JSON.stringify(paired), { type: 'svg', errorCorrectionLevel: 'M' });
}

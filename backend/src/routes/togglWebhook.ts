/**
 * The door that Toggl itself knocks at. No secret of ours is asked for: the signature over the raw
 * body says who calls. Beside it, behind the guard, the door to set it up.
 */
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { dryRunQuery } from '../../../contract/text.ts';
import { togglWebhookSetupBody, togglWebhookSetupReply } from '../../../contract/toggl.ts';
import { readWebhookEvent } from '../../../toggl/webhook.ts';
import { answer } from '../http/errors.ts';
import type { HttpApp } from '../http/httpApp.ts';
import { isSignature, isSigned } from '../http/webhookSignature.ts';
import { type SetUp, type TogglWebhooks, webhookPath } from '../services/toggl/togglWebhooks.ts';
import { answerCommand } from './commandReply.ts';
import { isDryRun } from './dryRun.ts';
import { writeSchema } from './routeSchema.ts';

export type WebhookDoor = Readonly<{
  webhooks: TogglWebhooks;
  /** null without a token: nobody can sign then. */
  webhookSecret: () => string | null;
}>;

type Listening = WebhookDoor & Readonly<{ accountId: string }>;

const notSigned = answer(401, 'unauthorized', 'The signature is not that of our webhook.');
const unknownSubscription = answer(
  404,
  'unknown_subscription',
  'This server has no such subscription. Delete it in Toggl, or set the webhook up again.',
);
const noEvent = answer(400, 'bad_request', 'The body is no event of Toggl.');

/** Outside the guard, and with bodies as they came: a signature is over bytes. */
export function addWebhookRoute(app: HttpApp, listening: Listening): void {
  const { webhooks, webhookSecret, accountId } = listening;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, done) =>
    done(null, bytes),
  );
  // Nobody holds a connection with a body that no signature came with.
  app.addHook('onRequest', (request, reply, next) => {
    if (webhookSecret() !== null && isSignature(signatureOf(request))) return next();
    reply.code(notSigned.status).header('connection', 'close').send(notSigned.body);
  });
  app.post(webhookPath, { schema: { hide: true } }, async (request, reply) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const secret = webhookSecret();
    if (secret === null || !isSigned(body, signatureOf(request), secret)) {
      return reply.code(notSigned.status).send(notSigned.body);
    }
    const event = readWebhookEvent(parsed(body));
    if (event === null) return reply.code(noEvent.status).send(noEvent.body);
    const received = await webhooks.receive(accountId, event);
    switch (received.kind) {
      case 'unknown-subscription':
        return reply.code(unknownSubscription.status).send(unknownSubscription.body);
      case 'pong':
        return { validation_code: received.validationCode };
      case 'taken':
        return {};
    }
  });
}

function signatureOf({ headers }: FastifyRequest): string | undefined {
  return headers['x-webhook-signature-256']?.toString();
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

export function addWebhookSetupRoute(app: HttpApp, { webhooks }: WebhookDoor): void {
  app.post(
    '/toggl/webhook/setup',
    {
      schema: {
        ...writeSchema(
          {
            tag: 'toggl',
            scope: 'admin',
            operationId: 'setUpTogglWebhook',
            summary: 'Have Toggl tell at once what is started in Timery',
          },
          { 200: togglWebhookSetupReply },
        ),
        querystring: dryRunQuery,
        body: togglWebhookSetupBody,
      },
    },
    (request, reply) => {
      const { url } = request.body ?? {};
      const dryRun = isDryRun(request);
      return answerCommand(request, reply, {
        run: (key) => webhooks.setUp(request.caller, { url, dryRun }, key),
        format: (setUp: SetUp) => formatSetUp(setUp, dryRun ? 'price' : 'done'),
      });
    },
  );
}

function formatSetUp(
  { url, subscriptionId, calls }: SetUp,
  what: 'price' | 'done',
): z.output<typeof togglWebhookSetupReply> {
  const message =
    what === 'price'
      ? 'One request, once, and one of the webhooks of the workspace (a free plan has one). ' +
        'Nothing was sent.'
      : 'Toggl asks now whether the address is this server, and tells events from then on.';
  return {
    url,
    subscriptionId: subscriptionId === null ? null : String(subscriptionId),
    calls,
    message,
  };
}

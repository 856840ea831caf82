/**
 * The door of signed tap URLs, outside /api: the URL itself says who may. A chat that previews a
 * link, or a browser that fetches one ahead, must not start anything.
 *
 * Invariant: HEAD never taps, and GET taps only where the trigger's tag was marked instant and
 * the request is no look ahead.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tagParams, tagQuery } from '../../../contract/triggers.ts';
import { unreachable } from '../../../core/invariant.ts';
import { refusalAnswer } from '../http/errors.ts';
import type { HttpApp } from '../http/httpApp.ts';
import { idempotencyOf } from '../http/idempotency.ts';
import { wantsText } from '../http/plainText.ts';
import type { Tags } from '../services/automations/tags.ts';
import type { Told, VerbDone } from '../services/automations/verbs.ts';
import type { Commands } from '../services/commandThenNudge.ts';
import type { CommandResult } from '../services/engineCommand.ts';
import type { Trigger } from '../store/triggers.ts';
import { askPage, pageHeaders, saidPage, sendPage } from './plainPage.ts';
import { sayTold } from './say.ts';

export type TagDoor = Readonly<{
  commands: Pick<Commands, 'tapTag'>;
  tags: Pick<Tags, 'find' | 'lastTold'>;
}>;

/** A hand taps no faster; the same for each URL, wherever it is called from. */
const tapsPerMinute = 30;

export function addTagRoutes(app: HttpApp, door: TagDoor): void {
  const take = app.createRateLimit({
    max: tapsPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request: FastifyRequest) => `tag ${(request.params as { token: string }).token}`,
  });
  // A form without fields; what it carries is not read.
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 1024 },
    (_request, _body, done) => done(null, undefined),
  );
  const path = '/t/:token';
  const schema = { hide: true, params: tagParams };
  app.head(path, { schema }, (_request, reply) => reply.headers(pageHeaders).send());
  app.get(
    path,
    { schema: { ...schema, querystring: tagQuery }, exposeHeadRoute: false },
    async (request, reply) => {
      const trigger = await door.tags.find(request.params.token);
      if (trigger === null) return say(request, reply, unknown);
      if (request.query.done !== undefined) return say(request, reply, await told(door, trigger));
      if (!trigger.definition.isInstant || looksAhead(request)) return ask(reply, trigger);
      return tapOnce({ request, reply, door, take }, trigger, undefined);
    },
  );
  app.post(path, { schema: { ...schema, querystring: tagQuery } }, async (request, reply) => {
    const trigger = await door.tags.find(request.params.token);
    if (trigger === null) return say(request, reply, unknown);
    return tapOnce({ request, reply, door, take }, trigger, request.query.at);
  });
}

type Said = Readonly<{ status: number; sentence: string }>;

const unknown: Said = {
  status: 404,
  sentence: 'This tag opens nothing any more, so write a new address on it.',
};
const tooMany: Said = { status: 429, sentence: 'This tag was tapped too often, so wait a minute.' };

/** Browsers say so; Safari's previews and Chrome's are among them. */
function looksAhead({ headers }: FastifyRequest): boolean {
  const told = [headers['sec-purpose'], headers.purpose, headers['x-purpose'], headers['x-moz']];
  return told.some((value) => /prefetch|prerender|preview/i.test(String(value ?? '')));
}

type Take = ReturnType<HttpApp['createRateLimit']>;
type Tapping = Readonly<{
  request: FastifyRequest;
  reply: FastifyReply;
  door: TagDoor;
  take: Take;
}>;

async function tapOnce(
  { request, reply, door, take }: Tapping,
  trigger: Trigger,
  at: string | undefined,
) {
  const rate = await take(request);
  if (!rate.isAllowed && rate.isExceeded) return say(request, reply, tooMany);
  const key = idempotencyOf(request);
  const remembering = key && {
    ...key,
    reply: (done: Told) => ({ status: 200, body: sayTold(done) }),
  };
  const said = saidOf(await door.commands.tapTag(trigger, at, remembering));
  // A browser that loads its page again, as phones do by themselves, must not tap again.
  const isPage = request.headers['sec-fetch-mode'] === 'navigate' && said.status === 200;
  return isPage ? reply.headers(pageHeaders).redirect('?done', 303) : say(request, reply, said);
}

async function told({ tags }: TagDoor, trigger: Trigger): Promise<Said> {
  const last = await tags.lastTold(trigger);
  return { status: 200, sentence: last === null ? 'It was not tapped lately.' : sayTold(last) };
}

function saidOf(result: CommandResult<VerbDone>): Said {
  switch (result.kind) {
    case 'done':
      return { status: 200, sentence: sayTold(result) };
    case 'refused': {
      const { status, body } = refusalAnswer(result.refusal);
      return { status, sentence: body.error.message };
    }
    case 'remembered':
      return { status: result.status, sentence: String(result.body) };
    default:
      return unreachable(result);
  }
}

function ask(reply: FastifyReply, { name }: Trigger) {
  return sendPage(reply, 200, askPage(name));
}

function say(request: FastifyRequest, reply: FastifyReply, { status, sentence }: Said) {
  if (!wantsText(request)) return sendPage(reply, status, saidPage(sentence));
  return reply.code(status).headers(pageHeaders).type('text/plain; charset=utf-8').send(sentence);
}

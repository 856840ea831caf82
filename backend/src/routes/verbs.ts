/** The door of the one-call verbs: parse, one command, one sentence. */
import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import {
  beginBody,
  extendBody,
  resumePreviousBody,
  stopIfBody,
  toldReply,
  verbQuery,
} from '../../../contract/verbs.ts';
import { isTapSource } from '../../../core/automations/doubleFire.ts';
import { mayOnlyTrack } from '../../../core/automations/scope.ts';
import type { VerbAction } from '../../../core/automations/trigger.ts';
import type { Source } from '../../../core/engine/slice.ts';
import type { HttpApp } from '../http/httpApp.ts';
import { queryIntoBody } from '../http/queryInBody.ts';
import type { Told } from '../services/automations/verbs.ts';
import type { Commands } from '../services/commandThenNudge.ts';
import { answerCommand } from './commandReply.ts';
import { writeSchema } from './routeSchema.ts';
import { sayTold } from './say.ts';
import { formatSlice } from './sliceFormat.ts';

type VerbDoor = Pick<Commands, 'callVerb'>;

const tag = 'engine';

const begins = [
  { verb: 'toggle', summary: 'Start, or stop when it runs already' },
  { verb: 'switch', summary: 'Start, and what runs in the dimension ends' },
  { verb: 'start-if-none', summary: 'Start, unless something runs in the dimension' },
] as const;

export function addVerbRoutes(app: HttpApp, commands: VerbDoor): void {
  for (const { verb, summary } of begins) {
    app.post(
      `/engine/${verb}`,
      { preValidation: queryIntoBody, schema: { ...schemaOf(verb, summary), body: beginBody } },
      (request, reply) => {
        const { source: _, at: __, ...fields } = request.body;
        return answerVerb({ request, reply, commands }, request.body, { do: verb, ...fields });
      },
    );
  }
  addStopIf(app, commands);
  addResumePrevious(app, commands);
  addExtend(app, commands);
}

function addStopIf(app: HttpApp, commands: VerbDoor): void {
  app.post(
    '/engine/stop-if',
    {
      preValidation: queryIntoBody,
      schema: { ...schemaOf('stop-if', 'Stop a category, if it runs'), body: stopIfBody },
    },
    (request, reply) => {
      const { dimension, category } = request.body;
      const action = { do: 'stop-if', dimension, category } as const;
      return answerVerb({ request, reply, commands }, request.body, action);
    },
  );
}

function addResumePrevious(app: HttpApp, commands: VerbDoor): void {
  app.post(
    '/engine/resume-previous',
    {
      preValidation: queryIntoBody,
      schema: {
        ...schemaOf('resume-previous', 'Start what ran before this'),
        body: resumePreviousBody,
      },
    },
    (request, reply) => {
      const action = { do: 'resume-previous', dimension: request.body.dimension } as const;
      return answerVerb({ request, reply, commands }, request.body, action);
    },
  );
}

function addExtend(app: HttpApp, commands: VerbDoor): void {
  app.post(
    '/engine/extend',
    {
      preValidation: queryIntoBody,
      schema: {
        ...schemaOf('extend', 'Let what ended last end later, up to now at most'),
        body: extendBody,
      },
    },
    (request, reply) => {
      const { dimension, minutes } = request.body;
      const action = { do: 'extend', dimension, minutes } as const;
      return answerVerb({ request, reply, commands }, request.body, action);
    },
  );
}

function schemaOf(verb: string, summary: string) {
  const operationId = verb.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return {
    ...writeSchema({ tag, operationId, summary, scope: 'track' }, { 200: toldReply }),
    querystring: verbQuery,
  };
}

type Asked = Readonly<{ request: FastifyRequest; reply: FastifyReply; commands: VerbDoor }>;
type Manner = Readonly<{ source: Source; at?: string | undefined }>;

function answerVerb(
  { request, reply, commands }: Asked,
  { at, ...body }: Manner,
  action: VerbAction,
): Promise<void> {
  const { caller } = request;
  const call = {
    action,
    manner: {
      source: body.source,
      isTap: isTapSource(body.source) || mayOnlyTrack(caller.scopes),
    },
    fingerprint: hash('sha256', JSON.stringify([action.do, body]), 'base64url'),
    at,
  };
  return answerCommand(request, reply, {
    run: (key) => commands.callVerb(caller, call, key),
    format: action.do === 'toggle' ? formatToggled : formatTold,
  });
}

/** Clients of a toggle know two answers: what was taken back is a stop that left nothing. */
function formatToggled(told: Told): z.output<typeof toldReply> {
  const reply = formatTold(told);
  if (told.takenBack === undefined) return reply;
  return { ...reply, action: 'stopped', slice: formatSlice(told.takenBack) };
}

export function formatTold(told: Told): z.output<typeof toldReply> {
  const { action, slice, changeId } = told;
  return {
    action,
    slice: slice === null ? null : formatSlice(slice),
    say: sayTold(told),
    changeId,
  };
}

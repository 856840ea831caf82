/** The door of triggers: kept by name, fired by name, and the URL that a tag carries. */
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import {
  fireBody,
  fireQuery,
  tagReply,
  triggerBody,
  triggerListReply,
  triggerParams,
  triggerPatchBody,
  triggerReply,
} from '../../../contract/triggers.ts';
import { toldReply } from '../../../contract/verbs.ts';
import type { TriggerAction } from '../../../core/automations/trigger.ts';
import { formatInstant } from '../../../core/time/instant.ts';
import { refusalAnswer } from '../http/errors.ts';
import type { HttpApp } from '../http/httpApp.ts';
import { publicAddressOf } from '../http/publicAddress.ts';
import { queryIntoBody } from '../http/queryInBody.ts';
import { triggerNotFound } from '../services/automations/fireTrigger.ts';
import type { Tags } from '../services/automations/tags.ts';
import type { TriggerDone, Triggers } from '../services/automations/triggers.ts';
import type { Commands } from '../services/commandThenNudge.ts';
import type { Trigger } from '../store/triggers.ts';
import { answerCommand } from './commandReply.ts';
import { readSchema, writeSchema } from './routeSchema.ts';
import { formatTold } from './verbs.ts';

export type TriggerDoor = Readonly<{
  commands: Pick<Commands, 'fireTrigger'>;
  triggers: Omit<Triggers, 'takeFile' | 'fireTrigger'>;
  tags: Pick<Tags, 'pathOf'>;
  /** Where phones reach this server; null for the address they called. */
  publicUrl: string | null;
}>;

const tag = 'triggers';

export function addTriggerRoutes(app: HttpApp, door: TriggerDoor): void {
  addListAndCreate(app, door);
  addChanges(app, door);
  addFire(app, door);
  addTagUrl(app, door);
}

function addListAndCreate(app: HttpApp, { triggers }: TriggerDoor): void {
  app.get(
    '/triggers',
    {
      schema: readSchema(
        { tag, operationId: 'listTriggers', summary: 'Triggers and what they do' },
        triggerListReply,
      ),
    },
    async (request) => (await triggers.list(request.caller.accountId)).map(formatTrigger),
  );
  app.post(
    '/triggers',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'createTrigger', summary: 'Make a trigger' },
          { 201: triggerReply },
        ),
        body: triggerBody,
      },
    },
    (request, reply) => {
      const { name, kind, ...definition } = request.body;
      return answerCommand(request, reply, {
        run: (key) => triggers.create(request.caller, { name, kind, definition }, key),
        status: () => 201,
        format: formatDone,
      });
    },
  );
}

function addChanges(app: HttpApp, { triggers }: TriggerDoor): void {
  app.patch(
    '/triggers/:name',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'editTrigger', summary: 'Change a trigger' },
          { 200: triggerReply },
        ),
        params: triggerParams,
        body: triggerPatchBody,
      },
    },
    (request, reply) => {
      const { name: newName, kind, isPaused, ...fields } = request.body;
      const { name } = request.params;
      const definition = sent(fields);
      return answerCommand(request, reply, {
        run: (key) =>
          triggers.patch(request.caller, { name, newName, kind, isPaused, definition }, key),
        format: formatDone,
      });
    },
  );
  app.delete(
    '/triggers/:name',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'deleteTrigger', summary: 'Delete; answers it as it was' },
          { 200: triggerReply },
        ),
        params: triggerParams,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => triggers.remove(request.caller, request.params, key),
        format: formatDone,
      }),
  );
}

type Sent<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

function sent<Fields extends object>(fields: Fields): Sent<Fields> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Sent<Fields>;
}

function addFire(app: HttpApp, { commands }: TriggerDoor): void {
  app.post(
    '/triggers/:name',
    {
      preValidation: queryIntoBody,
      schema: {
        ...writeSchema(
          {
            tag,
            scope: 'track',
            operationId: 'fireTrigger',
            summary: 'Say that it went on or off',
          },
          { 200: toldReply },
        ),
        params: triggerParams,
        querystring: fireQuery,
        body: fireBody,
      },
    },
    (request, reply) => {
      const firing = { ...request.body, name: request.params.name };
      return answerCommand(request, reply, {
        run: (key) => commands.fireTrigger(request.caller, firing, key),
        format: formatTold,
      });
    },
  );
}

/** Whoever reads the URL can tap, so to read it takes more than to read the trigger. */
function addTagUrl(app: HttpApp, { triggers, tags, publicUrl }: TriggerDoor): void {
  const shown = async (request: FastifyRequest, trigger: Trigger) => {
    const base = publicAddressOf(request, publicUrl);
    return formatTag(trigger, `${base}${await tags.pathOf(trigger)}`);
  };
  app.get(
    '/triggers/:name/tag',
    {
      schema: {
        ...readSchema(
          { tag, scope: 'write', operationId: 'getTag', summary: 'The signed URL for its tag' },
          tagReply,
        ),
        params: triggerParams,
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      const trigger = await triggers.find(request.caller.accountId, name);
      if (trigger !== null) return shown(request, trigger);
      const { status, body } = refusalAnswer(triggerNotFound(name).refusal);
      return reply.code(status as 400).send(body);
    },
  );
  app.post(
    '/triggers/:name/tag',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'renewTag', summary: 'A new URL; the old ones open nothing' },
          { 200: tagReply },
        ),
        params: triggerParams,
      },
    },
    async (request, reply) => {
      const renewed = await triggers.renewTag(request.caller, request.params);
      if (renewed.kind === 'done') return shown(request, renewed.trigger);
      const { status, body } =
        renewed.kind === 'refused' ? refusalAnswer(renewed.refusal) : renewed;
      return reply.code(status as 400).send(body as never);
    },
  );
}

function formatDone({ trigger }: TriggerDone): z.output<typeof triggerReply> {
  return formatTrigger(trigger);
}

function formatTrigger(trigger: Trigger): z.output<typeof triggerReply> {
  const { id, name, kind, definition, origin, isPaused, createdAt, updatedAt } = trigger;
  const { on, off, tap, ...settings } = definition;
  return {
    id,
    name,
    kind,
    on: formatAction(on),
    off: formatAction(off),
    tap: formatAction(tap),
    ...settings,
    origin,
    isPaused,
    createdAt: formatInstant(createdAt),
    updatedAt: formatInstant(updatedAt),
  };
}

type ShownAction = z.output<typeof triggerReply>['on'];

/** As it was sent: what is kept is what the contract read. */
function formatAction(action: TriggerAction | null): ShownAction {
  return action as ShownAction;
}

function formatTag({ tagVersion, definition }: Trigger, url: string): z.output<typeof tagReply> {
  return { url, version: tagVersion, isInstant: definition.isInstant };
}

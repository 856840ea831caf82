/** The door of rules: kept by name, and what they held back. */
import type { z } from 'zod';
import {
  heldListReply,
  heldQuery,
  ruleBody,
  ruleListReply,
  ruleParams,
  rulePatchBody,
  ruleReply,
  tryBody,
  tryReply,
} from '../../../contract/rules.ts';
import type { DayRules } from '../../../core/time/day.ts';
import { formatInstant } from '../../../core/time/instant.ts';
import type { HttpApp } from '../http/httpApp.ts';
import type { RuleDone, Rules } from '../services/automations/rules.ts';
import type { Commands } from '../services/commandThenNudge.ts';
import type { StoredRule } from '../store/rules.ts';
import { answerCommand, sendRefusal } from './commandReply.ts';
import { formatHeld } from './heldFormat.ts';
import { readRange } from './queryRange.ts';
import { readSchema, writeSchema } from './routeSchema.ts';
import { formatTrial } from './trialFormat.ts';

export type RuleDoor = Readonly<{
  commands: Pick<Commands, 'createRule' | 'patchRule' | 'removeRule'>;
  rules: Pick<Rules, 'list' | 'held' | 'tryOut'>;
  daysOf: (accountId: string) => Promise<DayRules>;
  now: () => number;
}>;

const tag = 'rules';

export function addRuleRoutes(app: HttpApp, door: RuleDoor): void {
  addLists(app, door);
  addCreate(app, door);
  addTry(app, door);
  addChanges(app, door);
}

function addLists(app: HttpApp, { rules }: RuleDoor): void {
  app.get(
    '/rules',
    {
      schema: readSchema(
        { tag, operationId: 'listRules', summary: 'Rules, in the order in which they are asked' },
        ruleListReply,
      ),
    },
    async (request) => (await rules.list(request.caller.accountId)).map(formatRule),
  );
  app.get(
    '/rules/held',
    {
      schema: {
        ...readSchema(
          { tag, operationId: 'listHeldBack', summary: 'What rules held back and why' },
          heldListReply,
        ),
        querystring: heldQuery,
      },
    },
    async (request) =>
      (await rules.held(request.caller.accountId, request.query.limit)).map(formatHeld),
  );
}

function addCreate(app: HttpApp, { commands }: RuleDoor): void {
  app.post(
    '/rules',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'createRule', summary: 'Make a rule' },
          { 201: ruleReply },
        ),
        body: ruleBody,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => commands.createRule(request.caller, request.body, key),
        status: () => 201,
        format: formatDone,
      }),
  );
}

/** A question that is too long for an address. */
function addTry(app: HttpApp, { rules, daysOf, now }: RuleDoor): void {
  app.post(
    '/rules/try',
    {
      schema: {
        ...writeSchema(
          {
            tag,
            scope: 'read',
            operationId: 'tryRules',
            summary: 'What rules would have changed; writes nothing',
          },
          { 200: tryReply },
        ),
        body: tryBody,
      },
    },
    async (request, reply) => {
      const { rules: given, from, to } = request.body;
      const { accountId } = request.caller;
      const days = await daysOf(accountId);
      const monthAgo = { kind: 'at', at: now() - monthMs } as const;
      const until = to ?? ({ kind: 'at', at: now() } as const);
      const range = readRange({ startDate: from ?? monthAgo, endDate: until }, days);
      const asked = { rules: given ?? null, range };
      const tried = await rules.tryOut(accountId, asked);
      if (tried.kind === 'refused') return sendRefusal(reply, tried);
      reply.send(formatTrial(tried, { ...range, timeZone: days.timeZone }));
    },
  );
}

const monthMs = 30 * 24 * 3_600_000;

function addChanges(app: HttpApp, { commands }: RuleDoor): void {
  app.patch(
    '/rules/:name',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'editRule', summary: 'Change a rule, or switch it on and off' },
          { 200: ruleReply },
        ),
        params: ruleParams,
        body: rulePatchBody,
      },
    },
    (request, reply) => {
      const { name: newName, ...fields } = request.body;
      const patch = { ...fields, newName, name: request.params.name };
      return answerCommand(request, reply, {
        run: (key) => commands.patchRule(request.caller, patch, key),
        format: formatDone,
      });
    },
  );
  app.delete(
    '/rules/:name',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'deleteRule', summary: 'Delete; answers it as it was' },
          { 200: ruleReply },
        ),
        params: ruleParams,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => commands.removeRule(request.caller, request.params, key),
        format: formatDone,
      }),
  );
}

function formatDone({ rule }: RuleDone): z.output<typeof ruleReply> {
  return formatRule(rule);
}

function formatRule(rule: StoredRule): z.output<typeof ruleReply> {
  const { id, name, mode, position, onceFree } = rule;
  return {
    id,
    name,
    mode,
    position,
    binds: [...rule.binds],
    dimensions: [...rule.dimensions],
    onceFree,
    body: bodyOf(rule),
    createdAt: formatInstant(rule.createdAt),
    updatedAt: formatInstant(rule.updatedAt),
  };
}

/** The contract's list may be written to, the rule's may not. */
function bodyOf({ body }: StoredRule): z.output<typeof ruleReply>['body'] {
  return body.kind === 'priority' ? { ...body, order: [...body.order] } : body;
}

/** Rules between automations, what they held back, and what they would have. */
import { z } from 'zod';
import { automations, doers, usuallyBound } from '../core/automations/doer.ts';
import { onceFreeChoices, ruleModes } from '../core/automations/rule.ts';
import { dimensions } from '../core/engine/slice.ts';
import { dimension } from './slice.ts';
import { dayOrInstantInput, instant, limitInput, nameInput } from './text.ts';

const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of the clock: send one like 22:00')
  .meta({ example: '22:00', description: "in the account's time zone" });

const subject = z.union([
  z.strictObject({ source: z.enum(doers) }),
  z.strictObject({ category: nameInput }),
]);

const body = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('priority'), order: z.array(subject).min(2).max(50) }),
    z.strictObject({ kind: z.literal('manual-holds'), minutes: z.int().min(1).max(1440) }),
    z.strictObject({ kind: z.literal('hysteresis'), seconds: z.int().min(1).max(3600) }),
    z
      .strictObject({ kind: z.literal('quiet-hours'), from: time, until: time })
      .refine(({ from, until }) => from !== until, {
        path: ['until'],
        error: 'is the same time as from: that would be always or never',
      }),
    z.strictObject({ kind: z.literal('protect') }),
  ])
  .meta({
    example: { kind: 'manual-holds', minutes: 60 },
    description:
      'priority: what stands higher is not ended by what stands lower, and may end it. ' +
      'manual-holds: what no automation began stays for so long. hysteresis: after an automation ' +
      'began something none begins for so long. quiet-hours: nothing begins. protect: nothing ' +
      'that another began is ended.',
  });

const fields = {
  mode: z.enum(ruleModes).meta({ description: 'trial: tells what it would hold back' }),
  position: z.int().min(0).max(1000).meta({ description: 'the first that has a say decides' }),
  binds: z.array(z.enum(automations)).meta({ description: 'what it holds back' }),
  dimensions: z.array(dimension).min(1),
  onceFree: z.enum(onceFreeChoices).meta({
    description: 'start: what was held back begins once it is free, if its cause still lasts',
  }),
  body,
};

export const ruleBody = z.strictObject({
  name: nameInput,
  mode: fields.mode.default('on'),
  position: fields.position.optional().meta({ description: 'the last where none is given' }),
  binds: fields.binds.default([...usuallyBound]),
  dimensions: fields.dimensions.default([...dimensions]),
  onceFree: fields.onceFree.default('start'),
  body,
});

export const rulePatchBody = z.strictObject({ name: nameInput, ...fields }).partial();

export const ruleParams = z.strictObject({ name: nameInput });

export const ruleReply = z
  .object({
    id: z.string(),
    name: z.string(),
    ...fields,
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Rule' });

export const ruleListReply = z.array(ruleReply);

export const heldQuery = z.strictObject({ limit: limitInput });

export const heldReply = z
  .object({
    at: instant,
    by: z.enum(doers).meta({ description: 'what was held back' }),
    cause: z.string().nullable(),
    dimension,
    category: z.string().nullable().meta({ description: 'null where it would only have ended' }),
    rule: z.string(),
    because: z.string(),
    until: instant.nullable().meta({ description: 'null: until what runs ends' }),
    state: z.enum(['told', 'waiting', 'begun', 'gone']).meta({
      description: 'waiting: begins once it is free. gone: its cause ended before',
    }),
    isTrial: z.boolean().meta({ description: 'the rule is on trial, and it was let through' }),
  })
  .meta({ id: 'HeldBack' });

export const heldListReply = z.array(heldReply);

export const tryBody = z.strictObject({
  rules: z
    .array(ruleBody.omit({ mode: true, position: true }))
    .min(1)
    .max(50)
    .optional()
    .meta({ description: 'in this order, and no others; without them those that are not off' }),
  from: dayOrInstantInput.optional().meta({ description: '30 days ago by default' }),
  to: dayOrInstantInput.optional().meta({ description: 'now by default' }),
});

const stretch = z
  .object({
    start: instant,
    end: instant.nullable().meta({ description: 'null while it runs' }),
    minutes: z.number().meta({ description: 'within the range, to a tenth' }),
  })
  .nullable();

export const tryReply = z
  .object({
    from: instant,
    to: instant,
    changed: z
      .array(
        z.object({
          sliceId: z.string(),
          dimension,
          category: z.string(),
          before: stretch.meta({ description: 'as recorded' }),
          after: stretch.meta({ description: 'as it would have been' }),
          rule: z.string(),
          because: z.string(),
        }),
      )
      .meta({ description: 'by start, the first thousand' }),
    more: z.int().meta({ description: 'slices that change beyond those' }),
    held: z.int().meta({ description: 'how often something would have been held back' }),
    totals: z
      .array(
        z.object({
          dimension,
          category: z.string(),
          minutesBefore: z.number(),
          minutesAfter: z.number(),
        }),
      )
      .meta({ description: 'of categories with a difference' }),
  })
  .meta({ id: 'RuleTrial' });

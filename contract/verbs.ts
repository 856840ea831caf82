/** One call for a phone or a tag: does one thing, and says it in a sentence. */
import { z } from 'zod';
import { toldActions } from '../core/automations/trigger.ts';
import { also, at as atField } from './engine.ts';
import { clientSource, dimension, linkedTaskId, sliceReply } from './slice.ts';
import { nameInput } from './text.ts';

const line = dimension.default('PRIMARY');
const source = clientSource.default('API');
const at = atField.optional();

const beginFields = { dimension: line, category: nameInput, also };

export const beginBody = z.strictObject({
  ...beginFields,
  source,
  linkedTaskId: linkedTaskId.optional(),
  at,
});

export const stopIfBody = z.strictObject({
  dimension: line,
  category: nameInput,
  source,
  at,
});

export const resumePreviousBody = z.strictObject({ dimension: line, source, at });

/** In a query all is text. */
const minutes = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^\d{1,4}$/, 'is not a number of minutes')
      .transform(Number),
  ])
  .pipe(z.int().min(1).max(1440))
  .meta({ example: 15, description: 'how much later it ends, 1 to 1440' });

export const extendBody = z.strictObject({ dimension: line, minutes, source, at });

/** The fields of the body that are text, for a Shortcut that is simpler with an address alone. */
export const verbQuery = z
  .object({
    dimension: z.string(),
    category: z.string(),
    source: z.string(),
    linkedTaskId: z.string(),
    at: z.string(),
    minutes: z.string(),
  })
  .partial();

export const toldReply = z
  .object({
    action: z.enum(toldActions),
    slice: sliceReply.nullable().meta({ description: 'null where there is none to show' }),
    say: z.string().meta({
      example: 'Started Coding.',
      description: 'one sentence; alone the reply with Accept: text/plain',
    }),
    changeId: z.string().nullable(),
  })
  .meta({ id: 'Told' });

const part = z.strictObject({ dimension, category: nameInput });

/** What a trigger does: a verb by its name, with the fields that verb takes. */
export const triggerAction = z
  .discriminatedUnion('do', [
    z.strictObject({
      do: z.enum(['start', 'switch', 'toggle', 'start-if-none']),
      ...beginFields,
      linkedTaskId: linkedTaskId.optional(),
      also: z.array(part).max(4).optional(),
    }),
    z.strictObject({ do: z.literal('stop'), dimension: line, category: nameInput.optional() }),
    z.strictObject({ do: z.literal('stop-if'), dimension: line, category: nameInput }),
    z.strictObject({ do: z.literal('resume-previous'), dimension: line }),
    z.strictObject({ do: z.literal('extend'), dimension: line, minutes }),
    z.strictObject({ do: z.literal('end-own') }),
    z.strictObject({ do: z.literal('nothing') }),
  ])
  .meta({ example: { do: 'start', category: 'Coding' } });

/** The commands and figures of the engine. */
import { z } from 'zod';
import { taskStates } from '../core/tasks/task.ts';
import { heldReply } from './rules.ts';
import {
  changedSliceReply,
  clientSource,
  dimension,
  linkedTaskId,
  note,
  sliceReply,
  sliceWithChangeReply,
} from './slice.ts';
import {
  dayOrInstantInput,
  dryRunInBody,
  idInput,
  instant,
  instantInput,
  nameInput,
  plainText,
} from './text.ts';

/** Read by core/time/at.ts, which alone knows its forms. */
export const at = plainText(64).meta({
  example: '-15m',
  description: 'ISO 8601 instant with an offset, a time ago (-90s, -15m, -2h) or last-stop',
});

const alsoItem = z.strictObject({ dimension, category: nameInput });

export const also = z.array(alsoItem).max(4).default([]).meta({
  description: 'started at the same instant in other dimensions, all or nothing',
});

export const startBody = z.strictObject({
  dimension,
  category: nameInput,
  source: clientSource.default('API'),
  linkedTaskId: linkedTaskId.optional(),
  at: at.optional(),
  also,
  note: note.optional().meta({ description: 'of the slice that starts; what runs keeps its own' }),
});

const say = z.string().meta({
  example: 'Started Coding.',
  description: 'one sentence; alone the reply with Accept: text/plain',
});

export const startedReply = changedSliceReply
  .extend({
    also: z.array(sliceReply),
    newCategories: z.array(z.string()).meta({ description: 'names that were not known before' }),
    unarchived: z
      .array(z.string())
      .meta({ description: 'categories that this start brought back' }),
    say,
  })
  .meta({ id: 'StartedSlice' });

export const stoppedReply = sliceWithChangeReply.extend({ say }).meta({ id: 'StoppedSlice' });

export const stopBody = z.strictObject({
  dimension,
  category: nameInput.optional(),
  at: at.optional(),
});

/** The same fields in the address, for a Shortcut that sends no body. */
export const stopQuery = z
  .object({ dimension: z.string(), category: z.string(), at: z.string() })
  .partial();

const runningReply = sliceReply
  .pick({ id: true, category: true, start: true, source: true, linkedTaskId: true })
  .meta({ id: 'Running' });

export const stateReply = z
  .object({
    primary: runningReply.nullable(),
    work_mode: runningReply.nullable(),
    social: runningReply.nullable(),
    segment: runningReply.nullable(),
  })
  .meta({ id: 'State' });

/** Fastify hands a missing body on as null. */
export const undoBody = z
  .strictObject({
    changeId: idInput.optional(),
    cause: plainText(200)
      .min(1)
      .optional()
      .meta({ description: 'an automation: all that it did since then is undone as one' }),
    since: instantInput.optional().meta({ description: 'goes with cause' }),
    dryRun: dryRunInBody,
  })
  .refine(({ cause, since }) => (cause === undefined) === (since === undefined), {
    error: 'cause and since go together: send both or neither',
  })
  .refine(({ cause, changeId }) => cause === undefined || changeId === undefined, {
    error: 'send changeId or cause, not both',
  })
  .nullable();

export const undoReply = z
  .object({
    changeId: z.string().meta({ description: 'undoes the undo' }),
    undoneChangeId: z.string(),
    sliceCount: z.number().meta({
      description: 'how many slices it touched; of thousands the lists name but the newest',
    }),
    slices: z.array(sliceReply).meta({ description: 'slices it touched that are there now' }),
    deletedSliceIds: z.array(z.string()).meta({ description: 'those that are gone' }),
    tasks: z
      .array(z.object({ id: z.string(), name: z.string(), state: z.enum(taskStates) }))
      .meta({ description: 'tasks it touched, as they are now' }),
  })
  .meta({ id: 'Undone' });

const reason = z
  .object({
    changeId: z.string(),
    command: z.string().meta({ example: 'start', description: 'the command that did it' }),
    at: instant.meta({ description: 'when the command was given' }),
    tokenId: z.string(),
    token: z.string().meta({ example: 'iPhone', description: 'the name of the token' }),
    cause: z.string().nullable().meta({
      example: 'trigger:Work Focus',
      description: 'the automation behind it; null when a person called',
    }),
    start: instant.nullable().meta({ description: 'as it left the slice; null: deleted' }),
    end: instant.nullable(),
  })
  .meta({ id: 'Reason' });

export const whyReply = z
  .object({
    sliceId: z.string(),
    say: z.string(),
    began: reason,
    ended: reason.nullable().meta({ description: 'null while it runs' }),
    changes: z.array(reason).meta({ description: 'all that happened to it, oldest first' }),
    held: z.array(heldReply).meta({
      description: 'what rules held back in its dimension while it ran, of the last month',
    }),
  })
  .meta({ id: 'Why' });

export const summaryQuery = z.strictObject({
  startDate: dayOrInstantInput,
  endDate: dayOrInstantInput,
});

const seconds = z.int().min(0);

export const summaryReply = z
  .object({
    startDate: instant,
    endDate: instant,
    totals: z.record(dimension, seconds),
    categories: z.array(
      z.object({ dimension, category: z.string(), categoryId: z.string(), seconds }),
    ),
  })
  .meta({ id: 'Summary' });

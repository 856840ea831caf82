/** The commands and figures of the engine. */
import { z } from 'zod';
import {
  changedSliceReply,
  clientSource,
  dimension,
  sliceReply,
  sliceWithChangeReply,
} from './slice.ts';
import { dayOrInstantInput, idInput, instant, nameInput, plainText } from './text.ts';

/** Read by core/time/at.ts, which alone knows its forms. */
export const atField = plainText(64).meta({
  example: '-15m',
  description: 'ISO 8601 instant with an offset, a time ago (-90s, -15m, -2h) or last-stop',
});

export const taskField = plainText(100).min(1);

const alsoItem = z.strictObject({ dimension, category: nameInput });

export const alsoField = z.array(alsoItem).max(4).default([]).meta({
  description: 'started at the same instant in other dimensions, all or nothing',
});

export const startBody = z.strictObject({
  dimension,
  category: nameInput,
  source: clientSource.default('API'),
  linkedTaskId: taskField.optional(),
  at: atField.optional(),
  also: alsoField,
});

const say = z.string().meta({
  example: 'Started Coding.',
  description: 'one sentence; alone the reply with Accept: text/plain',
});

export const startedReply = changedSliceReply
  .extend({ also: z.array(sliceReply), say })
  .meta({ id: 'StartedSlice' });

export const stoppedReply = sliceWithChangeReply.extend({ say }).meta({ id: 'StoppedSlice' });

export const stopBody = z.strictObject({
  dimension,
  category: nameInput.optional(),
  at: atField.optional(),
});

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
export const undoBody = z.strictObject({ changeId: idInput.optional() }).nullable();

export const undoReply = z
  .object({
    changeId: z.string().meta({ description: 'undoes the undo' }),
    undoneChangeId: z.string(),
    slices: z.array(sliceReply).meta({ description: 'slices it touched that are there now' }),
    deletedSliceIds: z.array(z.string()).meta({ description: 'those that are gone' }),
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

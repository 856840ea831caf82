/** A slice as a reply shows it, and how slices are listed and edited. */
import { z } from 'zod';
import { clientSources, dimensions, sources } from '../core/engine/slice.ts';
import {
  cursorInput,
  dayOrInstantInput,
  dryRunInBody,
  idInput,
  instant,
  instantInput,
  limitInput,
  nameInput,
  plainText,
} from './text.ts';

export const dimension = z.enum(dimensions);
export const clientSource = z.enum(clientSources);
const source = z.enum(sources);

export const sliceReply = z
  .object({
    id: z.string(),
    dimension,
    category: z.string(),
    categoryId: z.string(),
    start: instant,
    end: instant.nullable().meta({ description: 'null while it runs' }),
    source,
    isLocked: z.boolean(),
    linkedTaskId: z.string().nullable(),
    togglEntryId: z.string().nullable().meta({
      description: 'the Toggl entry that shows it; for source TIMERY the one it came from',
    }),
    note: z.string().nullable(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Slice' });

export const note = plainText(10_000);
export const linkedTaskId = plainText(100).min(1);

export const sliceParams = z.strictObject({ id: idInput });

export const sliceListQuery = z.strictObject({
  startDate: dayOrInstantInput.optional(),
  endDate: dayOrInstantInput.optional(),
  dimension: dimension.optional(),
  category: nameInput.optional(),
  linkedTaskId: plainText(100).optional(),
  limit: limitInput,
  cursor: cursorInput.optional(),
});

export const sliceListReply = z.array(sliceReply);

export const sliceEditBody = z
  .strictObject({
    start: instantInput,
    end: instantInput.nullable().meta({ description: 'null reopens it' }),
    category: nameInput,
    isLocked: z.boolean(),
    note: note.nullable(),
    linkedTaskId: linkedTaskId.nullable().meta({ description: 'null takes it off its task' }),
    onOverlap: z.enum(['refuse', 'trim', 'split', 'replace']).meta({
      description: 'what to do with slices in the way; refuse (the default) names the ways out',
    }),
    dryRun: dryRunInBody,
  })
  .partial();

/** Fastify hands a missing body on as null. */
export const sliceDeleteBody = z.strictObject({ dryRun: dryRunInBody }).nullable();

/** `changeId` undoes the command; null when nothing had to change. */
const changeId = z.string().nullable();

const span = z.object({ start: instant, end: instant.nullable() });

export const trimmedReply = z
  .object({
    id: z.string(),
    dimension,
    category: z.string(),
    categoryId: z.string(),
    before: span,
    after: span.nullable().meta({ description: 'null when the slice is gone' }),
  })
  .meta({ id: 'Trimmed' });

/** What a command that changes one slice answers: the slice, and what it took from others. */
export const changedSliceReply = sliceReply
  .extend({
    trimmed: z.array(trimmedReply).meta({ description: 'what other slices lost' }),
    changeId,
  })
  .meta({ id: 'ChangedSlice' });

/** A slice that was stopped, or, where it was deleted, the slice as it was. */
export const sliceWithChangeReply = sliceReply.extend({ changeId }).meta({ id: 'SliceWithChange' });

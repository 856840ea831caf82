/** Commands over several slices of the past, and what a command would change. */
import { z } from 'zod';
import { at } from './engine.ts';
import { clientSource, dimension, sliceReply } from './slice.ts';
import { dayOrInstantInput, dryRunInBody, idInput, nameInput } from './text.ts';

const mostBorders = 100;

export const splitBody = z.strictObject({
  at: z
    .union([at, z.array(at).min(1).max(mostBorders)])
    .transform((sent) => (typeof sent === 'string' ? [sent] : sent))
    .meta({ description: 'where it is cut: one instant or several, in any order' }),
  dryRun: dryRunInBody,
});

export const joinBody = z.strictObject({
  sliceIds: z.array(idInput).min(2).max(200),
  category: nameInput.optional().meta({ description: 'needed where the slices differ in it' }),
  onOverlap: z.enum(['refuse', 'replace']).optional().meta({
    description: 'what to do with slices in between; replace deletes them',
  }),
  dryRun: dryRunInBody,
});

export const fillBody = z
  .strictObject({
    dimension,
    startDate: dayOrInstantInput,
    endDate: dayOrInstantInput,
    with: z.enum(['previous', 'next', 'category']).default('category').meta({
      description: 'what comes before each gap, what comes after it, or the category',
    }),
    category: nameInput.optional(),
    source: clientSource.default('API'),
    dryRun: dryRunInBody,
  })
  .refine((body) => (body.with === 'category') === (body.category !== undefined), {
    error: 'send category, or with as previous or next',
    path: ['category'],
  });

/** Fastify hands a missing body on as null. */
export const resumeBody = z
  .strictObject({
    dimension: dimension.optional().meta({ description: 'PRIMARY when none is given' }),
    sliceId: idInput.optional().meta({ description: 'this one, else what ran last' }),
    source: clientSource.default('API'),
    at: at.optional(),
    dryRun: dryRunInBody,
  })
  .nullable();

export const changedSlicesReply = z
  .object({
    slices: z.array(sliceReply).meta({ description: 'those made or changed, newest first' }),
    deletedSliceIds: z.array(z.string()).meta({ description: 'those that are gone' }),
    changeId: z.string().nullable().meta({ description: 'undoes it; null when nothing changed' }),
  })
  .meta({ id: 'ChangedSlices' });

const previewedSlice = sliceReply
  .omit({ togglEntryId: true, createdAt: true, updatedAt: true })
  .extend({ id: z.string().nullable().meta({ description: 'null for one that would be made' }) })
  .meta({ id: 'PreviewedSlice' });

export const previewReply = z
  .object({
    changes: z.array(
      z.object({
        kind: z.enum(['insert', 'update', 'delete']),
        before: previewedSlice.nullable(),
        after: previewedSlice.nullable(),
      }),
    ),
  })
  .meta({ id: 'Preview' });

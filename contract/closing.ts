/**
 * The close of a day: what may have been forgotten, with the answers that one tap gives, and the
 * answers as they are sent back.
 */
import { z } from 'zod';
import { signKinds } from '../core/closing/proposedEnd.ts';
import { changedSlicesReply, previewReply } from './history.ts';
import { clientSource, sliceReply } from './slice.ts';
import {
  civilDate,
  civilDateInput,
  dryRunInBody,
  idInput,
  instant,
  instantInput,
  nameInput,
} from './text.ts';

export const closeParams = z.strictObject({ date: civilDateInput });

/** Of a slice as it was listed: one that changed since is refused. */
function ofDoubt<Instant extends z.ZodType>(anInstant: Instant) {
  return {
    sliceId: idInput,
    asOf: anInstant.meta({ description: 'updatedAt of the slice as it was listed' }),
  };
}

/** The same in a request, where instants are read, and in a reply, where they are shown. */
function answersWith<Instant extends z.ZodType>(anInstant: Instant) {
  const gap = { start: anInstant, end: anInstant };
  return z.discriminatedUnion('do', [
    z
      .strictObject({ do: z.literal('keep'), ...ofDoubt(anInstant) })
      .meta({ description: 'it is right as it is, or was so far' }),
    z
      .strictObject({ do: z.literal('end'), ...ofDoubt(anInstant), at: anInstant })
      .meta({ description: 'it ended then' }),
    z
      .strictObject({
        do: z.literal('carve'),
        ...ofDoubt(anInstant),
        at: anInstant,
        until: anInstant.optional().meta({ description: 'it went on then; none: it did not' }),
        category: nameInput.optional().meta({ description: 'what it was instead; none: nothing' }),
      })
      .meta({ description: 'from then on it was something else' }),
    z
      .strictObject({ do: z.literal('leave'), ...gap })
      .meta({ description: 'the time stays free, and is not asked about again' }),
    z
      .strictObject({
        do: z.literal('fill'),
        ...gap,
        with: z.enum(['previous', 'next', 'category']),
        category: nameInput.optional(),
      })
      .meta({ description: 'with what lies before it, after it, or the category' }),
  ]);
}

const closeAnswer = answersWith(instantInput).superRefine((answer, context) => {
  if (answer.do !== 'fill') return;
  if ((answer.with === 'category') === (answer.category !== undefined)) return;
  context.addIssue({
    code: 'custom',
    message: 'send category, or with as previous or next',
    path: ['category'],
  });
});

export const closeBody = z.strictObject({
  answers: z.array(closeAnswer).min(1).max(200),
  source: clientSource.default('MANUAL').meta({ description: 'of slices that are made' }),
  dryRun: dryRunInBody,
});

const offer = z
  .object({
    say: z.string().meta({ example: 'End at 17:12' }),
    isProposed: z.boolean(),
    needs: z.array(z.enum(['at', 'until', 'category'])).meta({
      description: 'fields for a person to fill in or change before it is sent; none: one tap',
    }),
    answer: answersWith(instant),
  })
  .meta({ id: 'CloseOffer' });

const item = {
  say: z.string().meta({ description: 'what is asked, and why, in plain words' }),
  answers: z.array(offer).meta({ description: 'the proposed one first' }),
};

const doubt = z
  .object({
    kind: z.literal('doubt'),
    ...item,
    slice: sliceReply,
    maxMinutes: z.int().meta({ description: 'that were expected of it at most' }),
    proposedEnd: instant,
    sign: z
      .object({ kind: z.enum(signKinds), at: instant, name: z.string() })
      .nullable()
      .meta({ description: 'what tells of the end; null where only the maximum does' }),
  })
  .meta({ id: 'CloseDoubt' });

const neighbour = z.object({ sliceId: z.string(), category: z.string(), categoryId: z.string() });

const gap = z
  .object({
    kind: z.literal('gap'),
    ...item,
    start: instant,
    end: instant,
    previous: neighbour,
    next: neighbour,
  })
  .meta({ id: 'CloseGap' });

export const dayCloseReply = z
  .object({
    date: civilDate,
    say: z.string().meta({ description: 'alone the reply with Accept: text/plain' }),
    items: z.array(z.discriminatedUnion('kind', [doubt, gap])),
    calls: z.int().meta({ description: 'to Toggl, if all is answered as proposed' }),
  })
  .meta({ id: 'DayClose' });

export const dayClosedReply = changedSlicesReply
  .extend({ say: z.string() })
  .meta({ id: 'DayClosed' });

export const dayClosePreviewReply = previewReply
  .extend({
    say: z.string(),
    calls: z.int().meta({ description: 'to Toggl, for the slices that change' }),
  })
  .meta({ id: 'DayClosePreview' });

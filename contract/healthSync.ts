/** What a phone measured of a day: sleep, workouts, steps. */
import { z } from 'zod';
import { sleepStages } from '../core/health/sample.ts';
import { trimmedReply } from './slice.ts';
import { civilDateInput, idInput, instant, instantInput, plainText } from './text.ts';

const sourceName = plainText(200)
  .min(1)
  .optional()
  .meta({ example: 'Apple Watch', description: 'the app or device that measured it' });

const sample = {
  id: idInput.optional().meta({ description: 'of the sample; without one it is what it says' }),
  start: instantInput,
  end: instantInput,
  sourceName,
};

const amount = z.number().min(0).max(1_000_000);

const sleepSession = z.strictObject({
  ...sample,
  quality: z.union([amount, plainText(100)]).optional(),
  stage: z
    .enum(sleepStages)
    .optional()
    .meta({ description: 'asleep unless it says otherwise; awake and inBed are no sleep' }),
});

const workout = z.strictObject({
  ...sample,
  type: plainText(100).min(1).meta({ example: 'running' }),
  calories: amount.optional(),
});

const activity = z
  .strictObject({
    steps: amount,
    activeCalories: amount,
    exerciseMinutes: amount,
    standHours: amount,
  })
  .partial()
  .refine((told) => Object.keys(told).length > 0, 'tells nothing: send at least one figure');

/** More than any day has; a longer history is sent day by day. */
const mostSamples = 500;

export const healthSyncBody = z
  .strictObject({
    date: civilDateInput.meta({
      description:
        'what is told takes the place of what was told of this day before; a night belongs to ' +
        'the day on which it ends',
    }),
    sleepSessions: z.array(sleepSession).max(mostSamples).optional(),
    workouts: z.array(workout).max(mostSamples).optional(),
    activity: activity.optional(),
  })
  .refine(
    ({ sleepSessions, workouts, activity: told }) => sleepSessions ?? workouts ?? told,
    'tells nothing: send sleepSessions, workouts or activity',
  );

const span = { start: instant, end: instant };

const keptReply = z.object({
  ...span,
  kind: z.enum(['sleep', 'workout']),
  reason: z.enum(['locked', 'began-meanwhile', 'edited']).meta({
    description:
      'locked and began-meanwhile: these slices kept their time, and the rest went in; edited: a ' +
      'person changed what was made of it, and it stays so',
  }),
  slices: z.array(
    z.object({
      id: z.string(),
      category: z.string(),
      start: instant,
      end: instant.nullable(),
    }),
  ),
});

export const healthSyncReply = z
  .object({
    sleepSlicesCreated: z.int().meta({ description: '0 where all was known' }),
    workoutSlicesCreated: z.int(),
    healthMetricUpdated: z.boolean().meta({ description: 'whether activity was news' }),
    trimmed: z.array(trimmedReply).meta({ description: 'what other slices lost' }),
    kept: z.array(keptReply).meta({ description: 'what stayed as it was' }),
    changeIds: z.array(z.string()).meta({ description: 'each undoes one session' }),
    say: z.string().meta({ example: 'Recorded 7 h 31 min of sleep. Film gave way.' }),
  })
  .meta({ id: 'HealthSynced' });

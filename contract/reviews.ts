/** Metrics of days, weeks and months, and the reviews that keep them. */
import { z } from 'zod';
import { crossedDimensions } from '../core/reviews/figures.ts';
import { periodKinds } from '../core/time/calendar.ts';
import { goalFields } from './goals.ts';
import { dimension } from './slice.ts';
import {
  civilDate,
  civilDateInput,
  cursorInput,
  idInput,
  instant,
  limitInput,
  plainText,
} from './text.ts';

const seconds = z.int().min(0);
const ratio = z.number().nullable();

export const metricsQuery = z.strictObject({
  from: civilDateInput.meta({ description: 'the first day' }),
  to: civilDateInput.meta({ description: 'the last day; it belongs to the report' }),
  by: z.enum(periodKinds).default('day'),
});

const planned = z.object({
  tasks: z.int().meta({ description: 'scheduled into the period, with an estimate' }),
  completedTasks: z.int(),
  plannedSeconds: seconds,
  doneSeconds: seconds.meta({ description: 'what went to these tasks in the period' }),
  varianceSeconds: z.int().meta({ description: 'done less planned: above zero took longer' }),
  efficiency: ratio.meta({ description: 'planned ÷ done; null where nothing was done' }),
});

const activity = z
  .object({
    steps: ratio,
    activeCalories: ratio,
    exerciseMinutes: ratio,
    standHours: ratio,
  })
  .meta({ description: 'as phones told it by health/sync, summed up; null where none did' });

const periodReply = z
  .object({
    from: civilDate,
    to: civilDate,
    start: instant,
    end: instant,
    lengthSeconds: seconds.meta({ description: 'the true length: days of 23 and 25 hours too' }),
    elapsedSeconds: seconds.meta({ description: 'of it what has passed' }),
    totals: z.record(dimension, seconds),
    coverage: ratio.meta({ description: 'share of the waking time that was tracked, 0 to 1' }),
    wakingSeconds: seconds.meta({ description: 'elapsed less sleep' }),
    sleepSeconds: seconds,
    deepWorkSeconds: seconds.meta({ description: 'PRIMARY inside a deep WORK_MODE' }),
    switches: z.int().meta({ description: 'PRIMARY went over to another category or task' }),
    categories: z
      .array(z.object({ dimension, categoryId: z.string(), seconds }))
      .meta({ description: 'add up to the total of their dimension' }),
    tasks: z
      .array(z.object({ categoryId: z.string(), taskId: z.string().nullable(), seconds }))
      .meta({ description: 'PRIMARY; add up to their category, null is what has no task' }),
    crossings: z
      .array(
        z.object({
          dimension: z.enum(crossedDimensions),
          categoryId: z.string(),
          otherCategoryId: z.string().nullable(),
          seconds,
        }),
      )
      .meta({
        description:
          'what ran in the dimension while PRIMARY was categoryId; add up to that category, ' +
          'null is what had nothing beside it',
      }),
    planned,
    activity,
  })
  .meta({ id: 'PeriodMetrics' });

const categories = z
  .array(z.object({ id: z.string(), name: z.string(), color: z.string() }))
  .meta({ description: 'those that the figures name' });

const goals = z
  .array(
    goalFields.extend({
      progress: z.array(z.object({ from: civilDate, to: civilDate, seconds, isMet: z.boolean() })),
    }),
  )
  .meta({
    description:
      'with the days or weeks that overlap the dates, each of them whole; none in a report of ' +
      'more than 4,000 days',
  });

const timeZone = z.string().meta({ description: 'in which the days were cut' });

export const metricsReply = z
  .object({
    by: z.enum(periodKinds),
    timeZone,
    categories,
    total: periodReply,
    periods: z.array(periodReply).meta({ description: 'add up to the total' }),
    goals,
  })
  .meta({ id: 'Metrics' });

const kind = z.enum(['daily', 'weekly']);
const listed = z.array(plainText(1000).min(1)).max(3, 'holds more than three: choose the three');
const told = z.array(z.string());

export const reviewReply = z
  .object({
    id: z.string(),
    kind,
    from: civilDate,
    to: civilDate,
    wins: told,
    misses: told,
    lessons: told,
    nextGoals: told,
    metrics: z
      .object({ timeZone, categories, total: periodReply, goals })
      .meta({ description: 'as they were at metricsAt; refresh counts them anew' }),
    metricsAt: instant,
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Review' });

export const reviewListReply = z.array(reviewReply);

const texts = z.strictObject({
  wins: listed,
  misses: listed,
  lessons: listed,
  nextGoals: listed,
});

export const reviewCreateBody = texts.partial().extend({
  kind,
  date: civilDateInput.meta({ description: 'the day, or any day of the week' }),
});

export const reviewPatchBody = texts.partial();
export const reviewParams = z.strictObject({ id: idInput });

export const reviewListQuery = z.strictObject({
  kind: kind.optional(),
  from: civilDateInput.optional(),
  to: civilDateInput.optional().meta({ description: 'the last first day of a period' }),
  limit: limitInput,
  cursor: cursorInput.optional(),
});

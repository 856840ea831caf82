/** Goals: so much of something in a day or a week. Their progress is told with the metrics. */
import { z } from 'zod';
import { goalDirections, goalPeriods } from '../core/reviews/goals.ts';
import { dimension } from './slice.ts';
import { idInput, instant } from './text.ts';

const period = z.enum(goalPeriods);
const direction = z.enum(goalDirections);

export const goalFields = z.object({
  id: z.string(),
  dimension,
  categoryId: z.string().nullable().meta({ description: 'null: all time of the dimension' }),
  period,
  direction,
  minutes: z.int(),
});

export const goalReply = goalFields
  .extend({ createdAt: instant, updatedAt: instant })
  .meta({ id: 'Goal' });

export const goalListReply = z.array(goalReply);

const minutes = z.int().min(0).max(100_000);

export const goalCreateBody = z.strictObject({
  dimension: dimension.default('PRIMARY').meta({
    description: 'WORK_MODE for a goal on what Toggl shows as a tag',
  }),
  categoryId: idInput.nullable().default(null),
  period,
  direction,
  minutes,
});

export const goalPatchBody = z
  .strictObject({ dimension, categoryId: idInput.nullable(), period, direction, minutes })
  .partial();

export const goalParams = z.strictObject({ id: idInput });

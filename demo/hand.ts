/** What a hand on the page or on the keyboard may ask for. */
import { z } from 'zod';
import { dimensions } from '../core/engine/slice.ts';

export const handSchema = z.union([
  z.strictObject({
    kind: z.literal('toggle'),
    dimension: z.enum(dimensions),
    category: z.string().min(1).max(200),
  }),
  z.strictObject({ kind: z.literal('connection'), state: z.enum(['works', 'broken']) }),
  z.strictObject({ kind: z.literal('empty-bucket'), bucket: z.enum(['organization', 'user']) }),
  z.strictObject({ kind: z.literal('timery'), description: z.string().min(1).max(200) }),
  z.strictObject({ kind: z.literal('speed'), speed: z.number().min(1).max(100_000) }),
]);

export type Hand = z.output<typeof handSchema>;

/**
 * A list inside a Toggl reply. Toggl leaves a list without members out, sends null for it, or
 * sends `[]`, depending on the endpoint: all three are read as the empty list.
 */
import * as z from 'zod';

export function listSchema<T>(item: z.ZodType<T>): z.ZodType<readonly T[]> {
  return z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);
}

/** The one shape of everything that is not a success. */
import { z } from 'zod';

export const errorReply = z
  .object({
    error: z.object({
      code: z.string().meta({
        description: 'for programs; never changes its meaning',
        example: 'nothing_running',
      }),
      message: z.string().meta({ description: 'for people: what is wrong and what to do' }),
      details: z.record(z.string(), z.unknown()).optional(),
    }),
  })
  .meta({ id: 'Error' });

export type ErrorReply = z.infer<typeof errorReply>;

/** Writing down what is to be done, in one call from wherever a person stands. */
import { z } from 'zod';
import { taskReply } from './tasks.ts';
import { dayOrInstantInput, nameInput } from './text.ts';

/** A Shortcut sends the field empty where nothing was chosen. */
const due = z
  .union([z.literal('').transform(() => undefined), dayOrInstantInput])
  .optional()
  .meta({
    description: 'a civil date, or an instant: then its date in the account’s time zone',
    example: '2026-11-05',
  });

export const captureBody = z.strictObject({ name: nameInput, due });

/** The same fields in the address, for a Shortcut that sends no body. */
export const captureQuery = z.object({ name: z.string(), due: z.string() }).partial();

export const capturedReply = z
  .object({
    task: taskReply.meta({ description: 'in the inbox until it gets a category or a plan' }),
    say: z.string().meta({
      example: 'Captured Buy milk, due 2026-11-05.',
      description: 'one sentence; alone the reply with Accept: text/plain',
    }),
    changeId: z.string().nullable(),
  })
  .meta({ id: 'Captured' });

/** The account: where its days begin and end. */
import { z } from 'zod';

export const accountReply = z
  .object({
    timeZone: z.string().meta({ example: 'Europe/Berlin' }),
    dayStartMinutes: z.int().min(0).max(1439).meta({
      example: 240,
      description: 'minutes after midnight at which a day begins',
    }),
  })
  .meta({ id: 'Account' });

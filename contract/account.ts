/** The account: where its days begin and end. */
import { z } from 'zod';
import { isTimeZone } from '../core/time/timeZone.ts';

const timeZoneMeta = { example: 'Europe/Berlin', description: 'IANA time zone' };
const dayStartMeta = {
  example: 240,
  description: 'minutes after midnight at which a day begins',
};

const days = {
  timeZone: z.string().meta(timeZoneMeta),
  dayStartMinutes: z.int().min(0).max(1439).meta(dayStartMeta),
};

export const accountReply = z
  .object({
    ...days,
    defaults: z.object(days).meta({ description: 'what the settings of the server say' }),
  })
  .meta({ id: 'Account' });

const orDefault = 'null goes back to what the settings of the server say';

export const accountPatchBody = z.strictObject({
  timeZone: z
    .string()
    .max(100)
    .refine(isTimeZone, 'is not an IANA time zone: send one like Europe/Berlin')
    .nullable()
    .optional()
    .meta({ ...timeZoneMeta, description: `IANA time zone; ${orDefault}` }),
  dayStartMinutes: days.dayStartMinutes
    .nullable()
    .optional()
    .meta({ ...dayStartMeta, description: `${dayStartMeta.description}; ${orDefault}` }),
});

/**
 * The texts of requests and replies: instants, days, names. A request may write them freely, a
 * reply has one form each.
 *
 * Invariant: whatever passes here can be stored in both databases. PostgreSQL keeps neither NUL
 * nor half an emoji, so both are refused at the door instead of failing inside.
 */
import { z } from 'zod';
import { nameMaxCharacters, readName } from '../core/engine/category.ts';
import { parseInstant } from '../core/time/instant.ts';

const instantExample = '2026-11-05T09:30:00+01:00';

/** An instant in a reply: UTC with milliseconds. */
export const instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .meta({ format: 'date-time', example: '2026-11-05T08:30:00.000Z' });

/** An instant in a request, any offset; read into UTC milliseconds. */
export const instantInput = z
  .string()
  .meta({
    format: 'date-time',
    example: instantExample,
    description: 'ISO 8601 with an offset: Z, +01:00 or +0100',
  })
  .transform((text, context) => {
    const at = parseInstant(text);
    if (at !== null) return at;
    context.addIssue(`is not an instant: send ISO 8601 with an offset, like ${instantExample}`);
    return z.NEVER;
  });

/**
 * Where a range begins or ends. A civil date is the start of that day in the account's time zone,
 * which only the service knows, so it stays a date here.
 */
export type DayOrInstant =
  | Readonly<{ kind: 'day'; day: string }>
  | Readonly<{ kind: 'at'; at: number }>;

export const dayOrInstantInput = z
  .string()
  .meta({
    example: '2026-11-05',
    description: 'a civil date (the start of that day) or an ISO 8601 instant with an offset',
  })
  .transform((text, context): DayOrInstant => {
    if (isCivilDate(text)) return { kind: 'day', day: text };
    const at = parseInstant(plusRestored(text));
    if (at !== null) return { kind: 'at', at };
    context.addIssue(`is neither a date like 2026-11-05 nor an instant like ${instantExample}`);
    return z.NEVER;
  });

/** A civil date that exists: a day of the account, whose beginning only the service knows. */
export const civilDateInput = z
  .string()
  .refine(isCivilDate, { error: 'is not a date: send one like 2026-11-05' })
  .meta({ format: 'date', example: '2026-11-05' });
export const civilDate = z.string().meta({ format: 'date', example: '2026-11-05' });

function isCivilDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && parseInstant(`${text}T00:00Z`) !== null;
}

/** In a query string an unescaped + arrives as a blank. */
function plusRestored(text: string): string {
  return text.replace(/ (\d{2}:?\d{2})$/, '+$1');
}

/** A name by the one rule that also stores it, so that door and rule never disagree. */
export const nameInput = z
  .string()
  .max(nameMaxCharacters * 4, 'is too long: a name has at most 200 characters')
  .superRefine((text, context) => {
    const read = readName(text);
    if (read.kind === 'refused') context.addIssue(read.refusal.message);
  })
  .meta({ minLength: 1, maxLength: nameMaxCharacters, example: 'Coding' });

export function plainText(maxCharacters: number) {
  return z
    .string()
    .max(maxCharacters)
    .refine((text) => text.isWellFormed() && !text.includes('\0'), {
      error: 'holds characters that cannot be stored: type it again without them',
    });
}

/** An id in a path or a filter. One that was never given out is simply not found. */
export const idInput = z
  .string()
  .regex(/^[\w-]{1,100}$/, 'is not an id: send one as a reply named it');

export const cursorInput = z
  .string()
  .regex(/^[\w-]{1,200}$/, 'is not a cursor: follow the Link header')
  .meta({ description: 'from the Link header of the page before' });

export const limitInput = z
  .string()
  .regex(/^\d{1,4}$/, 'is not a number from 1 to 1000')
  .transform(Number)
  .pipe(z.number().min(1).max(1000))
  .default(200)
  .meta({ description: 'at most so many, 1 to 1000' });

const dryRunHelp = { description: 'tell what would change, at what price, and change nothing' };

/** In the body or in the query: a DELETE carries no body. */
export const dryRunInBody = z.boolean().optional().meta(dryRunHelp);

export const dryRunQuery = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .meta(dryRunHelp),
});

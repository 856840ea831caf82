/**
 * Where days begin and end, for a person in an IANA zone whose day may start at four in the
 * morning. The only file that knows time zones.
 *
 * Invariant: days are adjacent and every instant belongs to exactly one, across daylight saving
 * and across a moved date line. A day is therefore 23, 24 or 25 hours long, sometimes 24.5, and
 * a date that a zone skipped is an empty day. Never add 24 hours to find the next day.
 */
import { Temporal } from 'temporal-polyfill';
import type { Range } from './range.ts';

export type DayRules = Readonly<{
  /** IANA name, `Europe/Berlin`. */
  timeZone: string;
  /** 0 for midnight, 240 for 04:00; below 1440. */
  dayStartMinutes: number;
}>;

/**
 * The instant at which a civil date (`2026-03-29`) begins. A start that daylight saving skips
 * comes later by the skipped hour; one that happens twice is the first of the two.
 */
export function dayStartAt(civilDate: string, rules: DayRules): number {
  return startOf(Temporal.PlainDate.from(civilDate), rules);
}

/** The civil date whose day holds the instant. */
export function dayOf(at: number, rules: DayRules): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(rules.timeZone);
  let date = zoned.toPlainDate();
  while (at < startOf(date, rules)) date = date.subtract({ days: 1 });
  // Across a date that happened twice the calendar lags behind our days: catch up.
  while (at >= startOf(date.add({ days: 1 }), rules)) date = date.add({ days: 1 });
  return date.toString();
}

/**
 *     start of the date                     start of the next date
 *     [=====================================)
 */
export function dayRange(civilDate: string, rules: DayRules): Range {
  const date = Temporal.PlainDate.from(civilDate);
  return { startAt: startOf(date, rules), endAt: startOf(date.add({ days: 1 }), rules) };
}

/** `14:03`, as the clock on the wall of that zone shows it. */
export function clockTime(at: number, timeZone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  return zoned.toPlainTime().toString({ smallestUnit: 'minute' });
}

function startOf(date: Temporal.PlainDate, { timeZone, dayStartMinutes }: DayRules): number {
  return date
    .toPlainDateTime({ hour: Math.floor(dayStartMinutes / 60), minute: dayStartMinutes % 60 })
    .toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
}

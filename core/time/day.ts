/**
 * Where days begin and end, for a person in an IANA zone whose day may start at four in the
 * morning. In core only the files of this folder know time zones.
 *
 * Invariant: days are adjacent and every instant belongs to exactly one, across daylight saving
 * and across a moved date line. A day is therefore 23, 24 or 25 hours long, sometimes 24.5, and
 * a date that a zone skipped is an empty day. Never add 24 hours to find the next day.
 */
import { Temporal } from 'temporal-polyfill';
import { addDays, type CivilRange, daysOf } from './calendar.ts';
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

/** A civil date and the stretch of time that is its day. */
export type DatedDay = Range & Readonly<{ day: string }>;

const hours24Ms = 86_400_000;

/**
 * The days of all dates of a range, as `dayRange` has them one by one. The zone is asked at its
 * changes alone: a century has two hundred of them and 36,525 days.
 *
 *     |24 h  |24 h  |23 h |24 h  |24 h  |
 *                ^ change: its day and those beside it are asked for
 */
export function dayRanges({ from, to }: CivilRange, rules: DayRules): DatedDay[] {
  const ranges: DatedDay[] = [];
  const dates = daysOf({ from, to });
  let startAt = dates.length === 0 ? 0 : dayStartAt(from, rules);
  // A start that a change put off lies up to a day behind it, so two days are looked back.
  let changeAt = changeAfter(startAt - 2 * hours24Ms, rules);
  for (const day of dates) {
    if (startAt - 2 * hours24Ms >= changeAt) {
      changeAt = changeAfter(startAt - 2 * hours24Ms, rules);
    }
    const isUniform = startAt + hours24Ms < changeAt;
    const endAt = isUniform ? startAt + hours24Ms : dayStartAt(addDays(day, 1), rules);
    ranges.push({ day, startAt, endAt });
    startAt = endAt;
  }
  return ranges;
}

/** When the clock of the zone is put forward or back next. */
function changeAfter(at: number, { timeZone }: DayRules): number {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  const change = zoned.getTimeZoneTransition('next');
  return change?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
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

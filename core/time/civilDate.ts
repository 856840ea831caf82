/** Civil dates (`2026-03-29`) as a calendar counts them, and times of day as a clock shows them. */
import { Temporal } from 'temporal-polyfill';

/** As a calendar in the zone shows it, whatever hour a person's day begins at. */
export function civilDateIn(at: number, timeZone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  return zoned.toPlainDate().toString();
}

export function shiftedDate(civilDate: string, days: number): string {
  return Temporal.PlainDate.from(civilDate).add({ days }).toString();
}

type Daily = Readonly<{ minutes: number; timeZone: string }>;

/**
 * The next instant after this one at which the clock on the wall shows the time. Where daylight
 * saving skips it, it comes later by what was skipped; where it happens twice, the first counts.
 */
export function nextTimeOfDay(at: number, { minutes, timeZone }: Daily): number {
  let date = Temporal.PlainDate.from(civilDateIn(at, timeZone)).subtract({ days: 1 });
  for (;;) {
    const nextAt = timeOn(date, { minutes, timeZone });
    if (nextAt > at) return nextAt;
    date = date.add({ days: 1 });
  }
}

/** The last one, this instant included. */
export function lastTimeOfDay(at: number, { minutes, timeZone }: Daily): number {
  let date = Temporal.PlainDate.from(civilDateIn(at, timeZone)).add({ days: 1 });
  for (;;) {
    const lastAt = timeOn(date, { minutes, timeZone });
    if (lastAt <= at) return lastAt;
    date = date.subtract({ days: 1 });
  }
}

function timeOn(date: Temporal.PlainDate, { minutes, timeZone }: Daily): number {
  return date
    .toPlainDateTime({ hour: Math.floor(minutes / 60), minute: minutes % 60 })
    .toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
}

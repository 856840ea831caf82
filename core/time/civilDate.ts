/** Civil dates (`2026-03-29`) as a calendar counts them, and times of day as a clock shows them. */
import { Temporal } from 'temporal-polyfill';
import type { Range } from './range.ts';

/** As a calendar in the zone shows it, whatever hour a person's day begins at. */
export function civilDateIn(at: number, timeZone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  return zoned.toPlainDate().toString();
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

type Stretch = Readonly<{ fromMinutes: number; untilMinutes: number; timeZone: string }>;

/**
 * The stretch between two times of the clock that holds the instant, over midnight where the
 * second is the earlier one; null outside of it, and where the clock of a day skips all of it.
 *
 *     22:00 to 07:00     Mon |      22[=====|=====)7      22[=====|=====)7       | Wed
 */
export function dailyRangeAt(
  at: number,
  { fromMinutes, untilMinutes, timeZone }: Stretch,
): Range | null {
  const today = Temporal.PlainDate.from(civilDateIn(at, timeZone));
  for (const date of [today.subtract({ days: 1 }), today]) {
    const endDate = fromMinutes < untilMinutes ? date : date.add({ days: 1 });
    const startAt = timeOn(date, { minutes: fromMinutes, timeZone });
    const endAt = timeOn(endDate, { minutes: untilMinutes, timeZone });
    if (startAt <= at && at < endAt) return { startAt, endAt };
  }
  return null;
}

function timeOn(date: Temporal.PlainDate, { minutes, timeZone }: Daily): number {
  return date
    .toPlainDateTime({ hour: Math.floor(minutes / 60), minute: minutes % 60 })
    .toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
}

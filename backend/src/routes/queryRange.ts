/** The range a query asks about: civil dates become instants by the account's days. */
import type { DayOrInstant } from '../../../contract/text.ts';
import { type DayRules, dayStartAt } from '../../../core/time/day.ts';
import type { Range } from '../../../core/time/range.ts';
import { BadRequest } from '../http/errors.ts';

type Bounds = Readonly<{
  startDate?: DayOrInstant | undefined;
  endDate?: DayOrInstant | undefined;
}>;

/** The first and the last instant that a date can hold: a missing bound bounds nothing. */
const earliestAt = -8_640_000_000_000_000;
const latestAt = 8_640_000_000_000_000;

export function readRange({ startDate, endDate }: Bounds, days: DayRules): Range {
  const startAt = startDate === undefined ? earliestAt : instantOf(startDate, days);
  const endAt = endDate === undefined ? latestAt : instantOf(endDate, days);
  if (endAt >= startAt) return { startAt, endAt };
  throw new BadRequest('endDate lies before startDate. Exchange the two.');
}

function instantOf(bound: DayOrInstant, days: DayRules): number {
  return bound.kind === 'at' ? bound.at : dayStartAt(bound.day, days);
}

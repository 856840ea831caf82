/**
 * Times that a person types, `14:03`, read into instants of the account's zone.
 *
 * Invariant: an hour that a clock shows twice is read as the one nearer to what stood there
 * before, and one that it leaves out as what comes right after the jump. The minute that stood
 * there before keeps its seconds: fields show none, and nobody has typed them away.
 */
import { addDays } from '../../../../core/time/calendar.ts';
import { type DayRules, dayOf, dayRange } from '../../../../core/time/day.ts';
import { createWallClock } from '../../../../core/time/wallClock.ts';

type Typed = Readonly<{ text: string; formerAt: number; rules: DayRules }>;

/** On the day, as the account has it, that held the former time. Null: it is no time. */
export function readTime({ text, formerAt, rules }: Typed): number | null {
  const day = dayOf(formerAt, rules);
  return nearestTo(formerAt, readingsOn(day, { text, formerAt, rules }));
}

/** On a date of the calendar, which a person has named as well. */
export function readOn({ date, text, formerAt, rules }: Typed & { date: string }): number | null {
  return nearestTo(formerAt, readingsAt(date, { text, formerAt, rules }));
}

/**
 * The first such time after the start: what begins at 23:50 and ends at 00:20 ends on the next
 * date.
 */
export function readEnd({ text, formerAt, rules, startAt }: Typed & { startAt: number }) {
  const day = dayOf(startAt, rules);
  const later = [day, addDays(day, 1)]
    .map((date) => readingsOn(date, { text, formerAt, rules }).filter((at) => at > startAt))
    .find(({ length }) => length > 0);
  return nearestTo(formerAt, later ?? []);
}

function readingsOn(day: string, typed: Typed): number[] {
  const { startAt, endAt } = dayRange(day, typed.rules);
  // A day that starts at four ends on the next date.
  return [day, addDays(day, 1)]
    .flatMap((date) => readingsAt(date, typed))
    .filter((at) => startAt <= at && at < endAt);
}

function readingsAt(date: string, { text, formerAt, rules }: Typed): number[] {
  const second = secondOf(text);
  if (second === null) return [];
  const read = createWallClock(rules.timeZone).read(date, second);
  if (read === null) return [];
  const readings = read.kind === 'twice' ? [read.earlierAt, read.laterAt] : [read.at];
  return readings.map((at) =>
    minuteOf(at) === minuteOf(formerAt) && !hasSeconds(text) ? formerAt : at,
  );
}

function minuteOf(at: number): number {
  return Math.floor(at / 60_000);
}

function hasSeconds(text: string): boolean {
  return text.length > '14:03'.length;
}

function secondOf(text: string): number | null {
  const [, hour, minute, second = '0'] = /^(\d\d):(\d\d)(?::(\d\d))?$/.exec(text) ?? [];
  if (hour === undefined || minute === undefined) return null;
  return (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
}

function nearestTo(formerAt: number, readings: readonly number[]): number | null {
  const sorted = readings.toSorted((a, b) => Math.abs(a - formerAt) - Math.abs(b - formerAt));
  return sorted[0] ?? null;
}

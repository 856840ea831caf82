/**
 * Arithmetic of civil dates (`2026-11-05`), without clocks or zones: where such a day begins is
 * day.ts's to say. Weeks begin on Monday, as ISO 8601 has them.
 *
 * Invariant: the periods of a range are adjacent and hold each of its dates exactly once.
 */

/** Both dates belong to it. */
export type CivilRange = Readonly<{ from: string; to: string }>;

export const periodKinds = ['day', 'week', 'month'] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** Civil dates know no daylight saving: each of these days is as long as any other. */
const civilDayMs = 86_400_000;

export function addDays(day: string, count: number): string {
  return dateOf(numberOf(day) + count);
}

/** How many dates a range holds; none where it ends before it begins. */
export function countDays({ from, to }: CivilRange): number {
  return Math.max(0, numberOf(to) - numberOf(from) + 1);
}

export function daysOf(range: CivilRange): string[] {
  const first = numberOf(range.from);
  return Array.from({ length: countDays(range) }, (_, index) => dateOf(first + index));
}

/** The whole day, week or month around a date. */
export function periodAround(day: string, kind: PeriodKind): CivilRange {
  if (kind === 'day') return { from: day, to: day };
  if (kind === 'month') return { from: `${day.slice(0, 7)}-01`, to: lastOfMonth(day) };
  const number = numberOf(day);
  // 1970-01-01 was a Thursday, three days after its Monday.
  const sinceMonday = (((number + 3) % 7) + 7) % 7;
  return { from: dateOf(number - sinceMonday), to: dateOf(number - sinceMonday + 6) };
}

/**
 * The range cut at the borders of its weeks or months; the first and the last may be parts.
 *
 *     weeks   |       |       |       |
 *     range       [==============)
 *     →           [===[=======[==)
 */
export function periodsOf(range: CivilRange, kind: PeriodKind): CivilRange[] {
  const periods: CivilRange[] = [];
  for (let from = range.from; from <= range.to; from = addDays(periods.at(-1)?.to ?? from, 1)) {
    const { to } = periodAround(from, kind);
    periods.push({ from, to: to < range.to ? to : range.to });
  }
  return periods;
}

function lastOfMonth(day: string): string {
  // Day 0 of the month after; the number of this month, counted from one, is its index.
  return dateOf(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0) / civilDayMs);
}

/** Days since 1970. */
function numberOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / civilDayMs;
}

function dateOf(number: number): string {
  return new Date(number * civilDayMs).toISOString().slice(0, 10);
}

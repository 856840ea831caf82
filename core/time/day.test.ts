import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysOf } from './calendar.ts';
import { clockTime, type DayRules, dayOf, dayRange, dayRanges, dayStartAt } from './day.ts';
import { formatInstant, parseInstant } from './instant.ts';

const rules = (timeZone: string, dayStartMinutes = 0): DayRules => ({ timeZone, dayStartMinutes });

const hourMs = 3_600_000;

test.each([
  { zone: 'Europe/Berlin', shown: '14:03' },
  { zone: 'America/New_York', shown: '08:03' },
  { zone: 'Asia/Kathmandu', shown: '17:48' },
])('an instant is shown as the clock in $zone shows it', ({ zone, shown }) => {
  expect(clockTime(Date.UTC(2026, 6, 1, 12, 3, 59), zone)).toBe(shown);
});

describe('a day', () => {
  test.each([
    { reason: 'common', date: '2026-11-05', zone: rules('Europe/Berlin'), hours: 24 },
    { reason: 'that loses an hour', date: '2026-03-29', zone: rules('Europe/Berlin'), hours: 23 },
    { reason: 'that gains an hour', date: '2026-10-25', zone: rules('Europe/Berlin'), hours: 25 },
    {
      reason: 'that loses an hour',
      date: '2026-03-08',
      zone: rules('America/New_York'),
      hours: 23,
    },
    {
      reason: 'that gains half an hour',
      date: '2026-04-05',
      zone: rules('Australia/Lord_Howe'),
      hours: 24.5,
    },
    {
      reason: 'that loses half an hour',
      date: '2026-10-04',
      zone: rules('Australia/Lord_Howe'),
      hours: 23.5,
    },
    { reason: 'that the zone skipped', date: '2011-12-30', zone: rules('Pacific/Apia'), hours: 0 },
    {
      reason: 'before a skipped one',
      date: '2011-12-29',
      zone: rules('Pacific/Apia', 240),
      hours: 24,
    },
    {
      reason: 'that the zone skipped',
      date: '1993-08-21',
      zone: rules('Pacific/Kwajalein'),
      hours: 0,
    },
    {
      reason: 'before the change, with a late start',
      date: '2026-03-28',
      zone: rules('Europe/Berlin', 240),
      hours: 23,
    },
    {
      reason: 'of the change, with a late start',
      date: '2026-03-29',
      zone: rules('Europe/Berlin', 240),
      hours: 24,
    },
    {
      reason: 'whose start is skipped',
      date: '2026-03-29',
      zone: rules('Europe/Berlin', 150),
      hours: 23,
    },
    {
      reason: 'whose start happens twice',
      date: '2026-10-25',
      zone: rules('Europe/Berlin', 150),
      hours: 25,
    },
  ])('$reason in $zone.timeZone has $hours hours', ({ date, zone, hours }) => {
    const { startAt, endAt } = dayRange(date, zone);
    expect((endAt - startAt) / hourMs).toBe(hours);
  });

  test.each([
    {
      reason: 'at midnight',
      zone: rules('Europe/Berlin'),
      date: '2026-11-05',
      at: '2026-11-04T23:00:00.000Z',
    },
    {
      reason: 'at four',
      zone: rules('Europe/Berlin', 240),
      date: '2026-11-05',
      at: '2026-11-05T03:00:00.000Z',
    },
    {
      reason: 'an hour later where its start is skipped',
      zone: rules('Europe/Berlin', 150),
      date: '2026-03-29',
      at: '2026-03-29T01:30:00.000Z',
    },
    {
      reason: 'at the first of two',
      zone: rules('Europe/Berlin', 150),
      date: '2026-10-25',
      at: '2026-10-25T00:30:00.000Z',
    },
  ])('begins $reason', ({ zone, date, at }) => {
    expect(formatInstant(dayStartAt(date, zone))).toBe(at);
  });

  test.each([
    {
      reason: 'just before midnight',
      zone: rules('Europe/Berlin'),
      at: '2026-11-04T22:59:59.999Z',
      date: '2026-11-04',
    },
    {
      reason: 'at midnight',
      zone: rules('Europe/Berlin'),
      at: '2026-11-04T23:00:00Z',
      date: '2026-11-05',
    },
    {
      reason: 'at night, for an owl',
      zone: rules('America/New_York', 240),
      at: '2026-11-05T08:59:59Z',
      date: '2026-11-04',
    },
    {
      reason: 'at four, for an owl',
      zone: rules('America/New_York', 240),
      at: '2026-11-05T09:00:00Z',
      date: '2026-11-05',
    },
    {
      reason: 'after a skipped date',
      zone: rules('Pacific/Apia'),
      at: '2011-12-30T10:00:00Z',
      date: '2011-12-31',
    },
    {
      reason: 'before a skipped date',
      zone: rules('Pacific/Apia'),
      at: '2011-12-30T09:59:59Z',
      date: '2011-12-29',
    },
    {
      reason: 'at night after a skipped date, for an owl',
      zone: rules('Pacific/Apia', 240),
      at: '2011-12-30T11:00:00Z',
      date: '2011-12-29',
    },
    {
      reason: 'in a date that happened twice',
      zone: rules('Pacific/Kwajalein', 240),
      at: '1969-09-30T15:00:00Z',
      date: '1969-09-30',
    },
    {
      reason: 'in a midnight that happened twice',
      zone: rules('America/St_Johns'),
      at: '2010-11-07T02:45:00Z',
      date: '2010-11-07',
    },
  ])('holds an instant $reason', ({ zone, at, date }) => {
    expect(dayOf(parseInstant(at) ?? Number.NaN, zone)).toBe(date);
  });
});

test('every instant belongs to exactly one day, and days are adjacent', () => {
  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'America/St_Johns',
    'Pacific/Apia',
    'Pacific/Kwajalein',
  ];
  // The years in which these zones changed, so that most runs lie near something.
  const instants = fc.oneof(
    ...[1969, 1993, 2010, 2011, 2026].map((year) =>
      fc.integer({ min: Date.UTC(year, 0), max: Date.UTC(year + 1, 0) }),
    ),
  );
  fc.assert(
    fc.property(
      instants,
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 1439 }),
      (at, zone, minutes) => {
        const cut = rules(zone, minutes);
        const { startAt, endAt } = dayRange(dayOf(at, cut), cut);
        expect(startAt).toBeLessThanOrEqual(at);
        expect(at).toBeLessThan(endAt);
        expect(dayOf(startAt, cut)).toBe(dayOf(at, cut));
        expect(dayOf(startAt - 1, cut) < dayOf(at, cut)).toBe(true);
        expect(dayOf(endAt, cut) > dayOf(at, cut)).toBe(true);
      },
    ),
    { numRuns: 150 },
  );
});

describe('days in a row', () => {
  const each = (from: string, to: string, zone: DayRules) =>
    daysOf({ from, to }).map((day) => ({ day, ...dayRange(day, zone) }));

  test.each([
    { reason: 'across both changes of a year', date: '2026-01-01', zone: 'Europe/Berlin' },
    { reason: 'across a skipped date', date: '2011-12-01', zone: 'Pacific/Apia' },
    { reason: 'across half an hour', date: '2026-03-01', zone: 'Australia/Lord_Howe' },
    { reason: 'across a month without summer time', date: '2026-01-20', zone: 'Africa/Casablanca' },
    { reason: 'before there were zones', date: '1880-01-01', zone: 'Europe/Amsterdam' },
    { reason: 'in a zone that never changes', date: '2026-01-01', zone: 'UTC' },
  ])('are cut as one by one, $reason', ({ date, zone }) => {
    for (const minutes of [0, 150, 1439]) {
      const to = addDays(date, 400);
      expect(dayRanges({ from: date, to }, rules(zone, minutes))).toEqual(
        each(date, to, rules(zone, minutes)),
      );
    }
  });

  test('are cut as one by one in any zone of any decade', () => {
    const anyZone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const anyStart = fc.record({
      zone: anyZone,
      minutes: fc.integer({ min: 0, max: 1439 }),
      offset: fc.integer({ min: -25_000, max: 25_000 }),
      count: fc.integer({ min: 0, max: 120 }),
    });
    fc.assert(
      fc.property(anyStart, ({ zone, minutes, offset, count }) => {
        const from = addDays('1980-01-01', offset);
        const to = addDays(from, count);
        expect(dayRanges({ from, to }, rules(zone, minutes))).toEqual(
          each(from, to, rules(zone, minutes)),
        );
      }),
      { numRuns: 25 },
    );
  });
});

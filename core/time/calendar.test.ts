import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  countDays,
  daysOf,
  type PeriodKind,
  periodAround,
  periodKinds,
  periodsOf,
} from './calendar.ts';

test.each<{ day: string; kind: PeriodKind; from: string; to: string; reason: string }>([
  { day: '2026-11-05', kind: 'day', from: '2026-11-05', to: '2026-11-05', reason: 'itself' },
  { day: '2026-11-02', kind: 'week', from: '2026-11-02', to: '2026-11-08', reason: 'a Monday' },
  { day: '2026-11-08', kind: 'week', from: '2026-11-02', to: '2026-11-08', reason: 'a Sunday' },
  { day: '2026-01-01', kind: 'week', from: '2025-12-29', to: '2026-01-04', reason: 'two years' },
  { day: '1969-12-31', kind: 'week', from: '1969-12-29', to: '1970-01-04', reason: 'before 1970' },
  { day: '2024-02-10', kind: 'month', from: '2024-02-01', to: '2024-02-29', reason: 'a leap year' },
  { day: '2026-12-31', kind: 'month', from: '2026-12-01', to: '2026-12-31', reason: 'the last' },
])('the $kind around $day, $reason, is $from to $to', ({ day, kind, from, to }) => {
  expect(periodAround(day, kind)).toEqual({ from, to });
});

describe('periods of a range', () => {
  test('may be parts at both ends', () => {
    expect(periodsOf({ from: '2026-10-30', to: '2026-12-01' }, 'month')).toEqual([
      { from: '2026-10-30', to: '2026-10-31' },
      { from: '2026-11-01', to: '2026-11-30' },
      { from: '2026-12-01', to: '2026-12-01' },
    ]);
  });

  test('hold each date exactly once, in order', () => {
    const dayNumber = fc.integer({ min: 0, max: 40_000 });
    fc.assert(
      fc.property(dayNumber, fc.nat(500), fc.constantFrom(...periodKinds), (start, more, kind) => {
        const from = addDays('1950-01-01', start);
        const range = { from, to: addDays(from, more) };
        expect(periodsOf(range, kind).flatMap(daysOf)).toEqual(daysOf(range));
        expect(countDays(range)).toBe(more + 1);
      }),
      { numRuns: 100 },
    );
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DayRules, dayRanges } from '../time/day.ts';
import { figuresOfDays } from './dayFigures.ts';
import { type CountedSlice, figuresOf, type Recorded } from './figures.ts';
import { anyRecorded } from './recorded.fixture.ts';

const now = 300_000;

/** Short ones among long ones, so that many hold no border of a slice. */
const anyDays = fc
  .uniqueArray(fc.integer({ min: 0, max: 600_000 }), { minLength: 2, maxLength: 40 })
  .map((borders) => borders.sort((a, b) => a - b))
  .map((borders) => borders.slice(1).map((endAt, i) => ({ startAt: borders[i] ?? 0, endAt })));

test('days in a row tell what each tells by itself', () => {
  fc.assert(
    fc.property(anyRecorded, anyDays, (recorded, days) => {
      const each = days.map((day) => figuresOf(recorded, { ...day, now }));
      expect(figuresOfDays(recorded, days, now).map(({ figures }) => figures)).toEqual(each);
    }),
    { numRuns: 100 },
  );
});

test.each([
  { pauseMs: 60_000, switches: 1, reason: 'just as long as a pause may be' },
  { pauseMs: 60_001, switches: 0, reason: 'longer' },
])('a pause over the edge of a day leaves $switches switches: $reason', ({ pauseMs, switches }) => {
  const before = slice({ startAt: 0, endAt: 100_000 - pauseMs });
  const after = { ...slice({ startAt: 100_000, endAt: 150_000 }), categoryId: 'email' };
  const recorded = { slices: [before, after], logs: [] };
  const days = [{ startAt: 100_000, endAt: 200_000 }];
  const [day] = figuresOfDays(recorded, days, 300_000);
  expect(day?.figures.switches).toBe(switches);
});

test('a day is quiet where nothing begins or ends in it', () => {
  const days = [0, 1, 2, 3, 4].map((i) => ({ startAt: i * 100, endAt: (i + 1) * 100 }));
  const recorded = { slices: [slice({ startAt: 100, endAt: 300 })], logs: [] };
  const quiet = figuresOfDays(recorded, days, 450).map(({ isQuiet }) => isQuiet);
  expect(quiet).toEqual([true, false, true, false, false]);
});

test('what runs through a century is counted once for each length of a day', () => {
  const berlin: DayRules = { timeZone: 'Europe/Berlin', dayStartMinutes: 0 };
  const days = dayRanges({ from: '1926-01-01', to: '2025-12-31' }, berlin);
  const recorded = { slices: [slice({ startAt: Date.UTC(1925, 0, 1), endAt: null })], logs: [] };
  const counted = figuresOfDays(recorded, days, Date.UTC(2026, 5, 1));
  expect(counted).toHaveLength(36_525);
  const lengths = new Set(days.map(({ startAt, endAt }) => endAt - startAt));
  expect(new Set(counted.map(({ figures }) => figures)).size).toBe(lengths.size);
});

function slice(times: Pick<CountedSlice, 'startAt' | 'endAt'>): Recorded['slices'][number] {
  const fields = { id: 'slice', dimension: 'PRIMARY', source: 'API' } as const;
  return { ...fields, categoryId: 'coding', linkedTaskId: null, ...times };
}

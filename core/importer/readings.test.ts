import { describe, expect, it } from 'vitest';
import { nextSince, progressOf, readingsAfter, readingsFor } from './readings.ts';

const day = 86_400;
const nowSecond = Date.UTC(2026, 10, 2, 8) / 1000;
const reachSecond = nowSecond - 80 * day;
const at = (date: string) => Date.parse(`${date}T00:00Z`);
const from = (date: string) => ({ date, at: at(date) });
const to = (date: string) => ({ date, endAt: at(date) + day * 1000 });
const kindsOf = (wanted: Partial<Parameters<typeof readingsFor>[0]>) =>
  readingsFor({ from: null, to: null, nowSecond, sinceSecond: null, ...wanted }).map((reading) =>
    reading.kind === 'since'
      ? `since ${(reading.sinceSecond - nowSecond) / day}`
      : `${reading.startDate}..${reading.endDate}`,
  );

describe('the readings of an import', () => {
  it.each([
    { wanted: {}, readings: ['since -80'], reason: 'the first one goes back as far as lists do' },
    {
      wanted: { sinceSecond: nowSecond - day },
      readings: ['since -1'],
      reason: 'a later one goes on where the last left off',
    },
    {
      wanted: { sinceSecond: nowSecond - 200 * day },
      readings: ['since -80'],
      reason: 'after a long pause lists reach no further',
    },
    {
      wanted: { from: from('2025-01-01'), to: to('2025-01-31') },
      readings: ['2024-12-31..2025-02-01', 'since -80'],
      reason: 'what is old comes from Reports, a day more on either side',
    },
    {
      wanted: { from: from('2024-06-01'), to: null },
      readings: [
        '2024-05-31..2025-05-25',
        '2025-05-26..2026-05-20',
        '2026-05-21..2026-08-15',
        'since -80',
      ],
      reason: 'a year at most each, up to where lists reach',
    },
    {
      wanted: { from: from('1999-01-01'), to: to('2005-01-31') },
      readings: ['since -80'],
      reason: 'Reports begin in 2006',
    },
  ])('are $readings: $reason', ({ wanted, readings }) => {
    expect(kindsOf(wanted)).toEqual(readings);
  });
});

describe('after a page', () => {
  const search = {
    kind: 'search',
    startDate: '2025-01-01',
    endDate: '2025-12-31',
    firstRowNumber: null,
  } as const;
  const since = { kind: 'since', sinceSecond: reachSecond } as const;
  const page = { oldestStartSecond: null, entries: 0, nextRowNumber: null };

  it('the same search goes on with the next row, and ends with its last page', () => {
    const next = readingsAfter([search, since], { ...page, nextRowNumber: 51 });
    expect(next).toEqual([{ ...search, firstRowNumber: 51 }, since]);
    expect(readingsAfter(next, page)).toEqual([since]);
  });

  it('a list that was cut has the older part searched for', () => {
    const cut = { ...page, entries: 1000, oldestStartSecond: nowSecond - 30 * day };
    expect(readingsAfter([since], cut)).toEqual([
      { kind: 'search', startDate: '2026-08-13', endDate: '2026-10-04', firstRowNumber: null },
    ]);
    expect(readingsAfter([since], { ...cut, entries: 999 })).toEqual([]);
  });

  it('progress grows with the pages of a search and ends at a thousand', () => {
    const half = [{ ...search, firstRowNumber: 51 }, since];
    expect(progressOf(2, [search, since], null)).toBe(0);
    expect(progressOf(2, half, '2025-07-02')).toBe(250);
    expect(progressOf(2, [since], null)).toBe(500);
    expect(progressOf(2, [], null)).toBe(1000);
  });
});

it('the next list begins before what still ran: its end may be told of under its start', () => {
  expect(nextSince(10_000, [])).toBe(9880);
  expect(nextSince(10_000, [9000, 9500])).toBe(8880);
});

import { describe, expect, test } from 'vitest';
import { clock } from '../engine/history.fixture.ts';
import { dayRange } from '../time/day.ts';
import { type CountedSlice, figuresOf, type LoggedTask } from './figures.ts';
import { metricsOf } from './metrics.ts';

const day = { startAt: clock('00:00'), endAt: clock('23:00'), now: clock('23:00') };

let made = 0;

/** `coding 09:00-10:00`, PRIMARY unless told otherwise. */
function slice(text: string, fields: Partial<CountedSlice> = {}): CountedSlice {
  const [categoryId = '', span = ''] = text.split(' ');
  const [start = '', end = ''] = span.split('-');
  made += 1;
  return {
    id: `slice-${made}`,
    dimension: 'PRIMARY',
    categoryId,
    linkedTaskId: null,
    source: 'API',
    startAt: clock(start),
    endAt: end === '' ? null : clock(end),
    ...fields,
  };
}

const foreign = { source: 'TIMERY' } as const;

function minutesOf(slices: readonly CountedSlice[], logs: readonly LoggedTask[] = []) {
  const { tracked } = figuresOf({ slices, logs }, day);
  return tracked.map(({ categoryId, taskId, durationMs }) =>
    [categoryId, taskId ?? '', durationMs / 60_000].join(' ').replace('  ', ' '),
  );
}

describe('each second counts once', () => {
  test('ours first, then what a task was told to have taken, then what is foreign', () => {
    const log = { startAt: clock('09:30'), endAt: clock('11:00'), taskId: 't', categoryId: 'gym' };
    const slices = [slice('toggl 08:30-12:00', foreign), slice('coding 09:00-10:00')];
    expect(minutesOf(slices, [log])).toEqual(['toggl 90', 'coding 60', 'gym t 60']);
  });

  test('of foreign ones that overlap the first has it, whatever order they are read in', () => {
    const first = slice('a 09:00-10:00', foreign);
    const second = slice('b 09:30-10:30', foreign);
    expect(minutesOf([second, first])).toEqual(['a 60', 'b 30']);
  });

  test('what runs counts up to now, and to the end of the day at most', () => {
    const running = slice('coding 22:00-');
    const at = (now: number) => figuresOf({ slices: [running], logs: [] }, { ...day, now });
    expect(at(clock('22:30')).tracked[0]?.durationMs).toBe(30 * 60_000);
    expect(at(clock('23:59')).tracked[0]?.durationMs).toBe(60 * 60_000);
    expect(at(clock('21:00')).tracked).toEqual([]);
  });
});

describe('switches', () => {
  const switchesOf = (...slices: CountedSlice[]) => figuresOf({ slices, logs: [] }, day).switches;

  test.each([
    { second: slice('email 10:00-11:00'), switches: 1, reason: 'another category at once' },
    { second: slice('email 10:01-11:00'), switches: 1, reason: 'another within a minute' },
    { second: slice('email 10:01:00.001-11:00'), switches: 0, reason: 'another after a pause' },
    { second: slice('coding 10:00-11:00'), switches: 0, reason: 'the same goes on' },
    {
      second: slice('coding 10:00-11:00', { linkedTaskId: 'task' }),
      switches: 1,
      reason: 'another task of the same category',
    },
    {
      second: slice('deep 10:00-11:00', { dimension: 'WORK_MODE' }),
      switches: 0,
      reason: 'another dimension',
    },
  ])('$reason: $switches', ({ second, switches }) => {
    expect(switchesOf(slice('coding 09:00-10:00'), second)).toBe(switches);
  });

  test('belong to the day in which the second begins, though the first ended before it', () => {
    const slices = [slice('coding 09:00-10:00'), slice('email 10:00-11:00')];
    const from = (startAt: number, endAt: number) =>
      figuresOf({ slices, logs: [] }, { startAt, endAt, now: day.now }).switches;
    expect([from(clock('09:00'), clock('10:00')), from(clock('10:00'), clock('11:00'))]).toEqual([
      0, 1,
    ]);
  });
});

test.each([
  { date: '2026-03-29', timeZone: 'Europe/Berlin', hours: 23 },
  { date: '2026-07-01', timeZone: 'Europe/Berlin', hours: 24 },
  { date: '2026-10-25', timeZone: 'Europe/Berlin', hours: 25 },
  { date: '2026-04-05', timeZone: 'Australia/Lord_Howe', hours: 24.5 },
  { date: '2011-12-30', timeZone: 'Pacific/Apia', hours: 0 },
])('a day of $hours hours that was tracked throughout holds $hours', (given) => {
  const range = dayRange(given.date, { timeZone: given.timeZone, dayStartMinutes: 0 });
  const always = { ...slice('coding 09:00-10:00'), startAt: 0, endAt: 4e12 };
  const slices = [always, { ...always, id: 'again', source: 'TIMERY' as const }];
  const figures = figuresOf({ slices, logs: [] }, { ...range, now: 4e12 });
  const meaning = { isSleep: () => false, isDeepWork: () => false, now: 4e12 };
  const { total } = metricsOf([{ ...range, figures }], meaning);
  expect(total.totals.PRIMARY).toBe(given.hours * 3600);
  expect(total.elapsedSeconds).toBe(given.hours * 3600);
  expect(total.coverage).toBe(given.hours === 0 ? null : 1);
});

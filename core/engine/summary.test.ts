import { describe, expect, test } from 'vitest';
import { clock, sliceOf } from './history.fixture.ts';
import type { Slice } from './slice.ts';
import { inSeconds, summarise } from './summary.ts';

const range = { startAt: clock('09:00'), endAt: clock('12:00'), now: clock('11:30') };
const minutes = (count: number) => count * 60_000;
const slice = (id: string, from: string, until: string | null, fields: Partial<Slice> = {}) =>
  sliceOf({
    id,
    categoryId: id,
    startAt: clock(from),
    endAt: until === null ? null : clock(until),
    ...fields,
  });
const imported = { source: 'TIMERY', originEntryId: '7' } as const;

function told(slices: Slice[]) {
  return summarise(slices, range).parts.map(
    ({ dimension, categoryId, durationMs }) =>
      `${dimension} ${categoryId} ${durationMs / minutes(1)}`,
  );
}

describe('a summary', () => {
  test.each<{ reason: string; slices: Slice[]; parts: string[] }>([
    { reason: 'is empty where nothing was tracked', slices: [], parts: [] },
    {
      reason: 'clips to the range',
      slices: [slice('a', '08:00', '09:10'), slice('b', '11:50', '13:00')],
      parts: ['PRIMARY a 10', 'PRIMARY b 10'],
    },
    {
      reason: 'counts what runs to now',
      slices: [slice('a', '11:00', null)],
      parts: ['PRIMARY a 30'],
    },
    {
      reason: 'counts nothing of what runs from a moment to come',
      slices: [slice('a', '11:31', null)],
      parts: [],
    },
    {
      reason: 'adds up a category, the longest first',
      slices: [
        slice('a', '09:00', '09:10'),
        slice('b', '09:10', '09:40'),
        slice('c', '09:40', '10:10', { categoryId: 'a' }),
      ],
      parts: ['PRIMARY a 40', 'PRIMARY b 30'],
    },
    {
      reason: 'puts what came later first where it is longer, and equals by their id',
      slices: [
        slice('c', '09:00', '09:10'),
        slice('b', '09:10', '09:20'),
        slice('a', '09:20', '09:50'),
      ],
      parts: ['PRIMARY a 30', 'PRIMARY b 10', 'PRIMARY c 10'],
    },
    {
      reason: 'leaves out what lies beside the range',
      slices: [slice('a', '08:00', '09:00'), slice('b', '09:00', '09:10')],
      parts: ['PRIMARY b 10'],
    },
    {
      reason: 'keeps dimensions apart',
      slices: [slice('a', '09:00', '10:00'), slice('b', '09:00', '10:00', { dimension: 'SOCIAL' })],
      parts: ['PRIMARY a 60', 'SOCIAL b 60'],
    },
    {
      reason: 'counts imported history for what ours leaves free',
      slices: [slice('a', '09:20', '09:40'), slice('t', '09:00', '10:00', imported)],
      parts: ['PRIMARY t 40', 'PRIMARY a 20'],
    },
    {
      reason: 'counts imported history beside ours of another dimension',
      slices: [
        slice('a', '09:00', '10:00', { dimension: 'SEGMENT' }),
        slice('t', '09:00', '10:00', imported),
      ],
      parts: ['PRIMARY t 60', 'SEGMENT a 60'],
    },
    {
      reason: 'gives shared time to the import that started first, then to the smaller id',
      slices: [
        slice('z', '09:00', '10:00', imported),
        slice('b', '09:30', '10:30', imported),
        slice('a', '09:30', '10:30', imported),
      ],
      parts: ['PRIMARY z 60', 'PRIMARY a 30'],
    },
    {
      reason: 'counts no second of imported history twice',
      slices: [
        slice('t', '09:00', '10:00', imported),
        slice('u', '09:30', '10:20', imported),
        slice('v', '09:40', '10:10', imported),
      ],
      parts: ['PRIMARY t 60', 'PRIMARY u 20'],
    },
  ])('$reason', ({ slices, parts }) => {
    expect(told(slices)).toEqual(parts);
    expect(told(slices.toReversed())).toEqual(parts);
  });

  test('totals its parts', () => {
    const { totalMs } = summarise(
      [slice('a', '09:00', '10:00'), slice('b', '10:00', '10:30')],
      range,
    );
    expect(totalMs).toEqual({ PRIMARY: minutes(90), WORK_MODE: 0, SOCIAL: 0, SEGMENT: 0 });
  });
});

describe('in seconds', () => {
  const seconds = (slices: Slice[]) => {
    const { totalSeconds, parts } = inSeconds(summarise(slices, range));
    return [totalSeconds.PRIMARY, ...parts.map((part) => part.seconds)];
  };

  test.each<{ reason: string; slices: Slice[]; counted: number[] }>([
    {
      reason: 'the nearest second counts',
      slices: [slice('a', '09:00:00.000', '09:00:09.600')],
      counted: [10, 10],
    },
    {
      reason: 'what lost most gets the second that is missing',
      slices: [
        slice('a', '09:00:00.000', '09:00:10.300'),
        slice('b', '09:00:10.300', '09:00:18.900'),
        slice('c', '09:00:18.900', '09:00:20.200'),
      ],
      counted: [20, 10, 9, 1],
    },
  ])('$reason', ({ slices, counted }) => {
    expect(seconds(slices)).toEqual(counted);
  });

  test('no total exceeds a range of a broken second', () => {
    const slices = [slice('a', '09:00', '10:00')];
    const broken = { ...range, endAt: range.startAt + 1600 };
    expect(inSeconds(summarise(slices, broken)).totalSeconds.PRIMARY).toBe(1);
  });
});

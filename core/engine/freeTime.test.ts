import { describe, expect, test } from 'vitest';
import type { Range } from '../time/range.ts';
import { freeTime } from './freeTime.ts';
import { clock, sliceOf } from './history.fixture.ts';
import type { Dimension, Slice } from './slice.ts';

const range = (from: string, to: string): Range => ({ startAt: clock(from), endAt: clock(to) });
const slice = (from: string, to: string): Slice => sliceOf({ id: from, ...range(from, to) });
const told = (at: number) => new Date(at).toISOString().slice(11, 19);

describe('free time', () => {
  test.each<{
    reason: string;
    timeline: Slice[];
    taken?: Range[];
    dimension?: Dimension;
    free: string[];
  }>([
    { reason: 'is all of an empty range', timeline: [], free: ['09:00:00-10:00:00'] },
    {
      reason: 'begins a second after a slice that starts in the second it ends in',
      timeline: [slice('09:30:00.000', '09:30:00.400')],
      free: ['09:00:00-09:30:00', '09:30:01-10:00:00'],
    },
    {
      reason: 'outside PRIMARY begins at once',
      timeline: [slice('09:30:00.000', '09:30:00.400')],
      dimension: 'SOCIAL',
      free: ['09:00:00-09:30:00', '09:30:00-10:00:00'],
    },
    {
      reason: 'is cut by every slice without time, in their order',
      timeline: [slice('09:40', '09:40'), slice('09:20', '09:20')],
      dimension: 'SOCIAL',
      free: ['09:00:00-09:20:00', '09:20:01-09:40:00', '09:40:01-10:00:00'],
    },
    {
      reason: 'is not cut by slices without time at its edges or beyond them',
      timeline: [
        slice('08:00', '08:00'),
        slice('09:00', '09:00'),
        slice('10:00', '10:00'),
        slice('11:00', '11:00'),
      ],
      dimension: 'SOCIAL',
      free: ['09:00:01-10:00:00'],
    },
    {
      reason: 'is not cut where a slice with time begins',
      timeline: [slice('09:20', '09:30')],
      dimension: 'SOCIAL',
      free: ['09:00:00-09:20:00', '09:30:00-10:00:00'],
    },
    {
      reason: 'counts from a whole second on',
      timeline: [slice('09:00:01', '09:30:00'), slice('09:30:00.999', '10:00:00')],
      free: ['09:00:00-09:00:01'],
    },
    {
      reason: 'is what is taken besides as little',
      timeline: [slice('09:00', '09:20')],
      taken: [range('09:10', '09:50')],
      free: ['09:50:00-10:00:00'],
    },
  ])('$reason', ({ timeline, taken = [], dimension = 'PRIMARY', free }) => {
    const found = freeTime(range('09:00', '10:00'), { dimension, timeline, taken });
    expect(found.map(({ startAt, endAt }) => `${told(startAt)}-${told(endAt)}`)).toEqual(free);
  });
});

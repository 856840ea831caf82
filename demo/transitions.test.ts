import { describe, expect, it } from 'vitest';
import { slice } from './slice.fixture.ts';
import { countTransitions } from './transitions.ts';

const mode = (category: string, from: number, to: number | null) =>
  slice(category, { dimension: 'WORK_MODE', from, to });

describe('transitions', () => {
  const cases = [
    { reason: 'a start and its stop', slices: [slice('A', { from: 0, to: 600 })], count: 2 },
    { reason: 'what runs has not stopped', slices: [slice('A', { from: 0, to: null })], count: 1 },
    {
      reason: 'a switch counts once',
      slices: [slice('A', { from: 0, to: 600 }), slice('B', { from: 600, to: 900 })],
      count: 3,
    },
    {
      reason: 'a mode that starts with the entry costs nothing',
      slices: [slice('A', { from: 0, to: null }), mode('Deep', 0, null)],
      count: 1,
    },
    {
      reason: 'a change of mode on the running entry counts',
      slices: [slice('A', { from: 0, to: null }), mode('Deep', 0, 300), mode('Admin', 300, null)],
      count: 2,
    },
    {
      reason: 'a mode that ends and leaves none counts',
      slices: [slice('A', { from: 0, to: null }), mode('Deep', 0, 300)],
      count: 2,
    },
    {
      reason: 'a burst shorter than the debounce counts once, by where it comes to rest',
      slices: [
        slice('A', { from: 0, to: null }),
        mode('Deep', 0, 300),
        mode('Admin', 300, 305),
        mode('Shallow', 305, null),
      ],
      count: 2,
    },
    {
      reason: 'a flicker that comes back counts nothing',
      slices: [
        slice('A', { from: 0, to: null }),
        mode('Deep', 0, 300),
        mode('Admin', 300, 305),
        mode('Deep', 305, null),
      ],
      count: 1,
    },
    {
      reason: 'a mode between two entries changes neither',
      slices: [
        slice('A', { from: 0, to: 100 }),
        mode('Deep', 150, 160),
        slice('B', { from: 200, to: null }),
      ],
      count: 3,
    },
    {
      reason: 'the other lanes never reach Toggl',
      slices: [
        slice('Call', { dimension: 'SOCIAL', from: 0, to: 60 }),
        slice('Morning', { dimension: 'SEGMENT', from: 0, to: null }),
      ],
      count: 0,
    },
    {
      reason: 'what came from a sensor is not sent',
      slices: [slice('Sleep', { source: 'HEALTH', from: 0, to: 600 })],
      count: 0,
    },
    {
      reason: 'within one second there is nothing to show',
      slices: [slice('A', { from: 0.2, to: 0.8 })],
      count: 0,
    },
  ];

  it.each(cases)('count $count where $reason', ({ slices, count }) => {
    expect(countTransitions(slices, 10_000)).toBe(count);
  });
});

import { expect, test } from 'vitest';
import { earlierStarts, pastStarts, pastStops } from './otherTimes.ts';

const running = { id: 'runs', start: '2026-11-02T10:00:00.000Z' };
const at = (clock: string) => ({
  id: clock,
  dimension: 'PRIMARY' as const,
  source: 'MANUAL' as const,
  start: `2026-11-02T${clock}:00.000Z`,
});

test.each([
  { reason: 'nothing was before it', slices: [], minutes: [5, 15, 30, 60] },
  {
    reason: 'it is known itself',
    slices: [{ ...at('10:00'), id: 'runs' }],
    minutes: [5, 15, 30, 60],
  },
  { reason: 'a short slice was before it', slices: [at('09:40'), at('08:00')], minutes: [5, 15] },
  { reason: 'it would begin with the one before', slices: [at('09:45')], minutes: [5] },
  { reason: 'one began moments before', slices: [at('09:58')], minutes: [] },
  {
    reason: 'the one before is of another lane',
    slices: [{ ...at('09:58'), dimension: 'SOCIAL' as const }],
    minutes: [5, 15, 30, 60],
  },
  {
    reason: 'the one before was imported',
    slices: [{ ...at('09:58'), source: 'TIMERY' as const }],
    minutes: [5, 15, 30, 60],
  },
])('a start is set back where that moves it: $reason', ({ slices, minutes }) => {
  expect(earlierStarts({ dimension: 'PRIMARY', running, slices })).toEqual(minutes);
});

const now = Date.parse('2026-11-02T10:40:00.000Z');

test.each([
  { reason: 'nothing was before it', running: null, slices: [], minutes: [5, 15, 30, 60] },
  { reason: 'what runs began 40 minutes ago', running, slices: [], minutes: [5, 15, 30] },
  {
    reason: 'what ran last began 10 minutes ago',
    running: null,
    slices: [at('10:30'), at('08:00')],
    minutes: [5],
  },
  {
    reason: 'what runs is newer than what is known',
    running: { id: 'new', start: '2026-11-02T10:39:00.000Z' },
    slices: [at('08:00')],
    minutes: [],
  },
])('a switch is set back to where it ends what runs: $reason', ({ minutes, ...begun }) => {
  expect(pastStarts({ dimension: 'PRIMARY', now, ...begun })).toEqual(minutes);
});

test('a stop is set back to where what runs had begun', () => {
  expect(pastStops(running, now)).toEqual([5, 15, 30]);
});

import { expect, test } from 'vitest';
import { earlierStarts } from './earlierStarts.ts';

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

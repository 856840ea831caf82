import { expect, test } from 'vitest';
import { lanesOf } from './placement.ts';
import { at, slice } from './slice.fixture.ts';
import { stepOf, walked } from './walk.ts';

const lanes = lanesOf(
  [
    slice('a', '08:00', '09:00'),
    slice('b', '09:00', '10:00'),
    slice('imported', '09:30', '09:45', { source: 'TIMERY' }),
    slice('c', '11:00', null),
    slice('call', '08:50', '09:20', { dimension: 'SOCIAL' }),
  ],
  { startAt: at('00:00'), endAt: at('23:00') },
);

const rows: readonly {
  from: string;
  step: Parameters<typeof walked>[2];
  to: string | null;
  reason: string;
}[] = [
  { from: 'a', step: 'later', to: 'b', reason: 'the next in time' },
  { from: 'b', step: 'later', to: 'imported', reason: 'imported history is walked too' },
  { from: 'c', step: 'later', to: null, reason: 'nothing is later' },
  { from: 'b', step: 'earlier', to: 'a', reason: 'the one before' },
  { from: 'b', step: 'right', to: 'call', reason: 'a lane that holds nothing is passed over' },
  { from: 'call', step: 'left', to: 'b', reason: 'what begins nearest' },
  { from: 'a', step: 'left', to: null, reason: 'there is no lane before the first' },
  { from: 'b', step: 'last', to: 'c', reason: 'the last of the lane' },
  { from: 'c', step: 'first', to: 'a', reason: 'the first of the lane' },
  { from: 'unknown', step: 'later', to: null, reason: 'it was deleted meanwhile' },
];
test.each(rows)('$step of $from is $to: $reason', ({ from, step, to }) => {
  expect(walked(lanes, from, step)).toBe(to);
});

test('leaves other keys alone', () => {
  expect([stepOf('ArrowDown'), stepOf('d')]).toEqual(['later', null]);
});

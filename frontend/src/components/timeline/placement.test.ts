import { expect, test } from 'vitest';
import { gapsOf, isNewest, lanesOf, middleOf } from './placement.ts';
import { at, slice } from './slice.fixture.ts';

const day = { startAt: at('00:00'), endAt: at('23:00') };
const primaryOf = (slices: Parameters<typeof lanesOf>[0]) => {
  const [primary] = lanesOf(slices, day);
  if (primary === undefined) throw new Error('there are four lanes');
  return primary;
};

test('puts each slice into the lane of its dimension, in the order of their starts', () => {
  const lanes = lanesOf(
    [
      slice('late', '10:00', '11:00'),
      slice('early', '08:00', '09:00'),
      slice('deep', '08:00', '09:00', { dimension: 'WORK_MODE' }),
    ],
    day,
  );
  expect(lanes.map(({ own }) => own.map(({ slice: { id } }) => id))).toEqual([
    ['early', 'late'],
    ['deep'],
    [],
    [],
  ]);
});

const edges = [
  { start: '00:00', end: '01:00', isIn: true, reason: 'it begins with the day' },
  { start: '22:30', end: null, isIn: true, reason: 'it runs' },
  { start: '23:00', end: '23:30', isIn: false, reason: 'the day is over when it begins' },
  { start: '00:00', end: '00:00', isIn: true, reason: 'it was stopped as it began' },
];
test.each(edges)('shows $start to $end: $isIn, as $reason', ({ start, end, isIn }) => {
  expect(primaryOf([slice('one', start, end)]).own).toHaveLength(isIn ? 1 : 0);
});

test('packs imported history into as few columns as it needs, beside ours', () => {
  const imported = { source: 'TIMERY' } as const;
  const lane = primaryOf([
    slice('ours', '08:00', '12:00'),
    slice('a', '08:00', '09:00', imported),
    slice('b', '08:30', '10:00', imported),
    slice('c', '09:00', '09:30', imported),
  ]);
  expect(lane.own.map(({ slice: { id } }) => id)).toEqual(['ours']);
  expect(lane.imported.map(({ slice: { id }, column }) => [id, column])).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 0],
  ]);
  expect(lane.importedColumns).toBe(2);
});

test('offers what lies free between the first and the last slice, imported ones too', () => {
  const lane = primaryOf([
    slice('a', '08:00', '09:00'),
    slice('b', '09:02', '10:00'),
    slice('c', '10:30', '11:00', { source: 'TIMERY' }),
    slice('d', '11:15', null),
  ]);
  expect(gapsOf(lane, day)).toEqual([
    { startAt: at('10:00'), endAt: at('10:30') },
    { startAt: at('11:00'), endAt: at('11:15') },
  ]);
});

test('knows what can run on: what began last in its lane, imported ones aside', () => {
  const last = slice('b', '10:00', '11:00');
  const others = [slice('a', '08:00', '09:00'), slice('c', '12:00', null, { dimension: 'SOCIAL' })];
  const imported = slice('t', '13:00', '14:00', { source: 'TIMERY' });
  expect(isNewest(last, [last, ...others, imported])).toBe(true);
  expect(isNewest(last, [last, slice('d', '11:30', null)])).toBe(false);
});

test.each([
  { end: '09:00', now: at('12:00'), middle: at('08:30'), reason: 'what ended' },
  { end: null, now: at('09:00') + 1, middle: at('08:30'), reason: 'what runs, in whole parts' },
])('the middle of $reason', ({ end, now, middle }) => {
  expect(middleOf(slice('a', '08:00', end), now)).toBe(middle);
});

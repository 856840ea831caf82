import { expect, test } from 'vitest';
import { inWritableOrder, saysTheSame, updated } from './changes.ts';
import { clock, sliceOf } from './history.fixture.ts';
import type { SliceChange } from './slice.ts';

const slice = sliceOf();

test('changes are written where they free something before they take something', () => {
  const ended = updated({ ...slice, endAt: null }, { endAt: clock('10:00') }, 1);
  const inOrder: SliceChange[] = [
    { kind: 'delete', before: slice },
    updated(slice, { endAt: clock('09:30') }, 1),
    updated(slice, { startAt: clock('09:30') }, 1),
    ended,
    updated(slice, { endAt: clock('11:00') }, 1),
    updated(slice, { startAt: clock('08:00'), endAt: clock('09:30') }, 1),
    updated(slice, { startAt: clock('09:30'), endAt: null }, 1),
    { kind: 'insert', after: slice },
  ];
  const ranks = ['delete', 'gives', 'gives', 'gives', 'takes', 'takes', 'takes', 'insert'];
  const told = (changes: readonly SliceChange[]) =>
    changes.map((change) => ranks[inOrder.indexOf(change)]);
  expect(told(inWritableOrder(inOrder.toReversed()))).toEqual(ranks);
});

test.each([
  { reason: 'when it was touched', fields: { updatedAt: 9 }, answer: true },
  { reason: 'its note', fields: { note: 'x' }, answer: false },
  { reason: 'its lock', fields: { isLocked: true }, answer: false },
  { reason: 'its age', fields: { createdAt: 9 }, answer: false },
])('two rows that differ in $reason say the same: $answer', ({ fields, answer }) => {
  expect(saysTheSame(slice, { ...slice, ...fields })).toBe(answer);
});

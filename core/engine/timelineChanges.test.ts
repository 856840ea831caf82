import { describe, expect, test } from 'vitest';
import { clock, sliceOf } from './history.fixture.ts';
import { looksTheSame, withChanges } from './timelineChanges.ts';

const first = sliceOf({ id: 'first', startAt: clock('09:00'), endAt: clock('10:00') });
const second = sliceOf({ id: 'second', startAt: clock('10:00'), endAt: clock('11:00') });

describe('a timeline after changes', () => {
  test('stays in the order of its starts', () => {
    const early = sliceOf({ id: 'early', startAt: clock('08:00'), endAt: clock('09:00') });
    const late = { ...first, startAt: clock('12:00'), endAt: clock('13:00') };
    const changes = [
      { kind: 'insert', after: early },
      { kind: 'update', before: first, after: late },
    ] as const;
    expect(withChanges([first, second], changes)).toEqual([early, second, late]);
  });

  test('holds no more what was deleted', () => {
    expect(withChanges([first, second], [{ kind: 'delete', before: first }])).toEqual([second]);
  });
});

describe('two timelines', () => {
  const again = { ...first, id: 'again', createdAt: first.createdAt + 1 };

  test.each([
    { other: [again, second], isSame: true, reason: 'other rows say the same' },
    { other: [first], isSame: false, reason: 'one slice is missing' },
    { other: [first, second, second], isSame: false, reason: 'one is too many' },
    { other: [first, { ...second, note: 'x' }], isSame: false, reason: 'the last has a note' },
    { other: [{ ...first, note: 'x' }, second], isSame: false, reason: 'the first has one' },
  ])('look the same or not: $reason', ({ other, isSame }) => {
    expect(looksTheSame([first, second], other)).toBe(isSame);
  });
});

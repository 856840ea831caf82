import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clip, intersect, overlaps, type Range, subtract, totalMs, union } from './range.ts';

const range = (startAt: number, endAt: number): Range => ({ startAt, endAt });

describe('overlap', () => {
  test.each([
    { reason: 'shared time', a: range(0, 5), b: range(3, 8), answer: true },
    { reason: 'one within the other', a: range(0, 9), b: range(3, 4), answer: true },
    { reason: 'touching', a: range(0, 5), b: range(5, 8), answer: false },
    { reason: 'apart', a: range(0, 5), b: range(6, 8), answer: false },
    { reason: 'an empty one inside', a: range(0, 5), b: range(3, 3), answer: true },
    { reason: 'an empty one at the edge', a: range(0, 5), b: range(0, 0), answer: false },
    { reason: 'one that runs', a: range(0, Infinity), b: range(99, 100), answer: true },
  ])('$reason: $answer', ({ a, b, answer }) => {
    expect(overlaps(a, b)).toBe(answer);
    expect(overlaps(b, a)).toBe(answer);
  });
});

test.each([
  { reason: 'overlapping', a: range(0, 5), b: range(3, 8), shared: range(3, 5) },
  { reason: 'touching', a: range(0, 5), b: range(5, 8), shared: null },
  { reason: 'apart', a: range(0, 2), b: range(5, 8), shared: null },
])('$reason ranges share $shared', ({ a, b, shared }) => {
  expect(intersect(a, b)).toEqual(shared);
});

test('a clip keeps what lies inside the bounds', () => {
  expect(clip([range(0, 4), range(6, 9), range(12, 20), range(20, 25)], range(2, 15))).toEqual([
    range(2, 4),
    range(6, 9),
    range(12, 15),
  ]);
});

test('a union merges what overlaps or touches and drops what is empty', () => {
  expect(union([range(5, 7), range(0, 2), range(9, 9), range(2, 4), range(6, 8)])).toEqual([
    range(0, 4),
    range(5, 8),
  ]);
});

test.each([
  { reason: 'nothing taken', taken: [], left: [range(0, 10)] },
  { reason: 'the middle', taken: [range(3, 5)], left: [range(0, 3), range(5, 10)] },
  { reason: 'both edges', taken: [range(-5, 2), range(8, 12)], left: [range(2, 8)] },
  { reason: 'the beginning', taken: [range(0, 4)], left: [range(4, 10)] },
  { reason: 'all', taken: [range(-1, 11)], left: [] },
  { reason: 'neighbours only', taken: [range(-3, 0), range(10, 12)], left: [range(0, 10)] },
])('subtracting $reason leaves the rest', ({ taken, left }) => {
  expect(subtract(range(0, 10), taken)).toEqual(left);
});

const someRanges = fc.array(
  fc.tuple(fc.nat(40), fc.nat(10)).map(([startAt, lengthMs]) => range(startAt, startAt + lengthMs)),
  { maxLength: 12 },
);

const millisecondsOf = (ranges: readonly Range[]) =>
  Array.from({ length: 60 }, (_, at) => at).filter((at) =>
    ranges.some((one) => one.startAt <= at && at < one.endAt),
  );

test('union and subtract agree with counting millisecond by millisecond', () => {
  fc.assert(
    fc.property(someRanges, fc.nat(20), fc.nat(30), (ranges, startAt, lengthMs) => {
      const whole = range(startAt, startAt + lengthMs);
      const taken = union(ranges);
      const left = subtract(whole, taken);
      const covered = new Set(millisecondsOf(ranges));
      expect(millisecondsOf(taken)).toEqual([...covered].sort((a, b) => a - b));
      expect(totalMs(taken)).toBe(covered.size);
      expect(millisecondsOf(left)).toEqual(
        millisecondsOf([whole]).filter((at) => !covered.has(at)),
      );
      expect(totalMs(left) + totalMs(clip(taken, whole))).toBe(lengthMs);
    }),
    { numRuns: 200 },
  );
});

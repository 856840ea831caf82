import { expect, it } from 'vitest';
import { blockKeysOf, nextBlockKeys } from './blockKeys.ts';

const monday = 1_762_128_000_000;
const tuesday = monday + 86_400_000;
const drawn = (dayStartAt: number, ...sliceIds: string[]) => ({ dayStartAt, sliceIds });
const known = blockKeysOf(drawn(monday, 'a', 'b', 'c'));

it('within a day a block stays with its slice, and one that is free draws no other', () => {
  const { bySlice } = nextBlockKeys(known, drawn(monday, 'a', 'd', 'c'));
  expect([...bySlice]).toEqual([
    ['a', 0],
    ['d', 3],
    ['c', 2],
  ]);
});

it('another day takes the blocks over in their order, whatever reaches into both', () => {
  const { bySlice } = nextBlockKeys(known, drawn(tuesday, 'c', 'e'));
  expect([...bySlice]).toEqual([
    ['c', 0],
    ['e', 1],
  ]);
});

it('an empty lane gives its first slice the first block', () => {
  const empty = blockKeysOf(drawn(monday));
  expect([...nextBlockKeys(empty, drawn(monday, 'a')).bySlice]).toEqual([['a', 0]]);
});

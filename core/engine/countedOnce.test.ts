import { expect, test } from 'vitest';
import { type Claim, countOnce } from './countedOnce.ts';

function claim(id: string, startAt: number, endAt: number): Claim {
  return { id, categoryId: id, taskId: null, startAt, endAt };
}

const short = claim('a', 0, 10);
const long = claim('b', 0, 20);
const shares = [short, { ...long, startAt: 10 }];

test.each([
  { reason: 'the shorter first', layer: [short, long], counted: shares },
  { reason: 'the longer first', layer: [long, short], counted: shares },
  {
    reason: 'the longer one named before the other',
    layer: [claim('c', 0, 10), long],
    counted: [long],
  },
])('of claims that start together the one named first counts: $reason', ({ layer, counted }) => {
  expect(countOnce([layer])).toEqual(counted);
});

test('what was told afterwards counts for what ours leave free', () => {
  const ours = [claim('a', 0, 10), claim('b', 20, 25)];
  expect(countOnce([ours, [], [claim('c', 5, 30)]])).toEqual([
    claim('a', 0, 10),
    claim('c', 10, 20),
    claim('b', 20, 25),
    claim('c', 25, 30),
  ]);
});

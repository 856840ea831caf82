import { expect, test } from 'vitest';
import { mergePriceText } from './mergePriceText.ts';

test.each([
  {
    reason: 'one of each',
    price: { slices: 1, entries: 1, calls: 1 },
    moved: '1 slice moves.',
    told: '1 past entry in Toggl differs then; bringing it there too costs 1 request.',
  },
  {
    reason: 'several',
    price: { slices: 3, entries: 2, calls: 2 },
    moved: '3 slices move.',
    told: '2 past entries in Toggl differ then; bringing them there too costs 2 requests.',
  },
  {
    reason: 'nothing of it is in Toggl',
    price: { slices: 2, entries: 0, calls: 0 },
    moved: '2 slices move.',
    told: 'No past entry in Toggl differs then.',
  },
])('numbers agree with their nouns: $reason', ({ price, moved, told }) => {
  expect(mergePriceText(price)).toBe(`${moved} ${told}`);
});

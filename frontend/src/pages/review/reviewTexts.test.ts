import { expect, test } from 'vitest';
import type { Review } from '../../server/reviews.ts';
import { changedTexts, shownTexts, type Typed } from './reviewTexts.ts';

const written = {
  wins: ['The draft is done'],
  misses: [],
  lessons: ['Begin early'],
  nextGoals: [],
} as Pick<Review, keyof Typed> as Review;

const rows: readonly { typed: Typed; sent: Typed | null; reason: string }[] = [
  { typed: {}, sent: null, reason: 'nothing was touched' },
  { typed: { misses: ['Slept late'] }, sent: { misses: ['Slept late'] }, reason: 'one was' },
  { typed: { wins: [' The draft is done ', ''] }, sent: null, reason: 'blanks are no answer' },
  { typed: { lessons: [''] }, sent: { lessons: [] }, reason: 'an answer was taken away' },
];
test.each(rows)('sends $sent: $reason', ({ typed, sent }) => {
  expect(changedTexts(written, typed)).toEqual(sent);
});

test('a first review is sent with the answers that were given', () => {
  expect(changedTexts(null, { wins: ['A long walk', ''], misses: [''] })).toEqual({
    wins: ['A long walk'],
  });
});

test('what is written elsewhere meanwhile shows beside what is typed here', () => {
  const typed = { misses: ['Slept late'] };
  expect(shownTexts(null, typed)).toMatchObject({ wins: [], misses: ['Slept late'] });
  expect(shownTexts(written, typed)).toMatchObject({
    wins: ['The draft is done'],
    misses: ['Slept late'],
  });
});

import { expect, test } from 'vitest';
import { createWords } from '../../words/words.ts';
import { slice } from './slice.fixture.ts';
import { changeSentence, sliceLabel } from './sliceWords.ts';

const words = createWords({ timeZone: 'UTC', locale: 'en-GB' });
const coding = slice('a', '09:00', '10:30');

const labels = [
  { of: coding, says: 'Coding, 09:00 – 10:30, 1 h 30 min', reason: 'a plain one' },
  {
    of: { ...coding, isLocked: true, note: 'the parser' },
    says: 'Coding, 09:00 – 10:30, the parser, 1 h 30 min, locked',
    reason: 'a lock is no matter of colour',
  },
  {
    of: { ...coding, source: 'TIMERY' as const },
    says: 'Coding, 09:00 – 10:30, 1 h 30 min, imported from Toggl',
    reason: 'nor is where it came from',
  },
  {
    of: { ...coding, end: null },
    says: 'Coding, since 09:00, running',
    reason: 'nor that it runs',
  },
];
test.each(labels)('says "$says": $reason', ({ of, says }) => {
  expect(sliceLabel(of, words)).toBe(says);
});

const shorter = { ...coding, end: slice('a', '09:00', '10:00').end };
const changes = [
  { before: coding, after: shorter, says: 'Coding 09:00 – 10:30 becomes 09:00 – 10:00' },
  { before: coding, after: null, says: 'Coding 09:00 – 10:30 is removed' },
  { before: null, after: coding, says: 'Coding 09:00 – 10:30 is added' },
  {
    before: coding,
    after: { ...coding, category: 'Writing' },
    says: 'Coding 09:00 – 10:30 becomes Writing 09:00 – 10:30',
  },
];
test.each(changes)('tells a change: $says', ({ says, ...change }) => {
  expect(changeSentence({ kind: 'update', ...change }, words)).toBe(says);
});

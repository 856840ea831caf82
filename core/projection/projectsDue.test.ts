import { expect, it } from 'vitest';
import { dueAfterDoubt, dueAfterFailure, dueAfterReading } from './projectsDue.ts';

const hour = 3_600_000;
const readAt = 1_000 * hour;
const dueAt = dueAfterReading(readAt);

it('reads the projects once a day, and an hour after it failed', () => {
  expect(dueAt).toBe(readAt + 24 * hour);
  expect(dueAfterFailure(readAt)).toBe(readAt + hour);
});

it.each([
  { now: readAt + 1, due: readAt + hour, reason: 'an hour after a reading that is fresh' },
  { now: readAt + 5 * hour, due: readAt + 5 * hour, reason: 'at once where it is older' },
  { now: readAt + 30 * hour, due: dueAt, reason: 'no later than it was due' },
])('reads them $reason when they are doubted', ({ now, due }) => {
  expect(dueAfterDoubt(dueAt, now)).toBe(due);
});

it('leaves a reading that is due anyway', () => {
  expect(dueAfterDoubt(null, readAt)).toBeNull();
});

import { expect, test } from 'vitest';
import { quotaShares } from './quotaShares.ts';

const resetsAt = '2026-11-02T11:00:00.000Z';
const call = (path: string, at: string, durationMs = 90) => ({
  path,
  at: `2026-11-02T${at}.000Z`,
  durationMs,
  status: 200,
});
const entry = '/api/v9/workspaces/1/time_entries';
const current = '/api/v9/me/time_entries/current';

test.each([
  {
    reason: 'what is neither left nor ours was spent by others',
    name: 'user' as const,
    remaining: 20,
    calls: [call(current, '10:30:00'), call(entry, '10:31:00')],
    shares: { total: 30, remaining: 20, ours: 1, others: 9 },
  },
  {
    reason:
      'the hour opens with the reply to its first call; what was answered before is of another',
    name: 'organization' as const,
    remaining: 29,
    calls: [call(entry, '09:59:55', 6000), call(entry, '09:59:00')],
    shares: { total: 30, remaining: 29, ours: 1, others: 0 },
  },
  {
    reason: 'more is left than the smallest bucket holds: it is a larger one',
    name: 'user' as const,
    remaining: 592,
    calls: [],
    shares: { total: 600, remaining: 592, ours: 0, others: 8 },
  },
  {
    reason: 'Toggl may tell a negative rest: nothing is left',
    name: 'user' as const,
    remaining: -3,
    calls: [],
    shares: { total: 30, remaining: 0, ours: 0, others: 30 },
  },
])('$reason', ({ name, remaining, calls, shares }) => {
  expect(quotaShares({ name, bucket: { remaining, resetsAt }, calls })).toEqual(shares);
});

test('nothing is said of a bucket before a reply has told of it', () => {
  const bucket = { remaining: null, resetsAt: null };
  expect(quotaShares({ name: 'user', bucket, calls: [] })).toBeNull();
});

import { describe, expect, test } from 'vitest';
import {
  type Bucket,
  bucketAfter,
  bucketWhileAsking,
  organizationBucket,
  permit,
  type Worth,
  worths,
} from './budget.ts';

const now = 1_000_000;
const hourMs = 3_600_000;
const filled = (remaining: number): Bucket => ({ remaining, resetsAt: now + 60_000 });
const allowed = (remaining: number, reserve: number) =>
  worths.filter((worth) => permit(filled(remaining), worth, { now, reserve }).kind === 'go');

describe('a call may go', () => {
  const anything: readonly Worth[] = worths;
  const running: readonly Worth[] = ['stop-running', 'running'];
  const runningAndForeign: readonly Worth[] = ['stop-running', 'foreign', 'running'];
  const stop: readonly Worth[] = ['stop-running'];

  test.each([
    { reason: 'above the reserve: anything', remaining: 6, reserve: 5, worth: anything },
    {
      reason: 'at the reserve: what makes the running entry right',
      remaining: 5,
      reserve: 5,
      worth: runningAndForeign,
    },
    {
      reason: 'with three left: a foreign timer may be stopped before ours starts',
      remaining: 3,
      reserve: 5,
      worth: runningAndForeign,
    },
    {
      reason: 'with two left: our own start, and Toggl ends a foreign timer itself',
      remaining: 2,
      reserve: 5,
      worth: running,
    },
    { reason: 'with the last one: a stop', remaining: 1, reserve: 5, worth: stop },
    { reason: 'with none left: nothing', remaining: 0, reserve: 5, worth: [] },
    {
      reason: 'with the last one and no reserve: anything',
      remaining: 1,
      reserve: 0,
      worth: anything,
    },
    {
      reason: 'with the last one and a reserve of one: a stop',
      remaining: 1,
      reserve: 1,
      worth: stop,
    },
  ])('$reason', ({ remaining, reserve, worth }) => {
    expect(allowed(remaining, reserve)).toEqual(worth);
  });

  test('once its bucket fills again, and not before', () => {
    const bucket = filled(0);
    const at = (instant: number) => permit(bucket, 'running', { now: instant, reserve: 5 });
    expect(at(bucket.resetsAt - 1)).toEqual({ kind: 'wait', until: bucket.resetsAt });
    expect(at(bucket.resetsAt)).toEqual({ kind: 'go' });
  });

  test.each([
    { reason: 'a start that nothing preceded', remaining: 3, sinceMs: undefined, waitsMs: 0 },
    { reason: 'a start above the reserve', remaining: 6, sinceMs: 0, waitsMs: 0 },
    { reason: 'at the reserve', remaining: 5, sinceMs: 0, waitsMs: 1111 },
    { reason: 'with four left', remaining: 4, sinceMs: 0, waitsMs: 3333 },
    { reason: 'with three left', remaining: 3, sinceMs: 0, waitsMs: 10_000 },
    { reason: 'with two left', remaining: 2, sinceMs: 0, waitsMs: 30_000 },
    { reason: 'once the gap is over', remaining: 2, sinceMs: 30_000, waitsMs: 0 },
    { reason: 'after our clock was set back', remaining: 2, sinceMs: -5000, waitsMs: 0 },
  ])('or waits while starts are spaced: $reason', ({ remaining, sinceMs, waitsMs }) => {
    const runningSentAt = sinceMs === undefined ? undefined : now - sinceMs;
    const bucket = { ...filled(remaining), runningSentAt };
    const until = now + waitsMs;
    expect(permit(bucket, 'running', { now, reserve: 5 })).toEqual(
      waitsMs === 0 ? { kind: 'go' } : { kind: 'wait', until },
    );
    expect(permit(bucket, 'stop-running', { now, reserve: 5 })).toEqual({ kind: 'go' });
  });

  test('or is spaced as well where it makes room for a start', () => {
    const bucket = { ...filled(3), runningSentAt: now };
    const wait = { kind: 'wait', until: now + 10_000 };
    expect(permit(bucket, 'foreign', { now, reserve: 5 })).toEqual(wait);
  });

  test('at the latest when its bucket fills again', () => {
    const resetsAt = now + 2000;
    const bucket = { remaining: 2, resetsAt, runningSentAt: now };
    const wait = { kind: 'wait', until: resetsAt };
    expect(permit(bucket, 'running', { now, reserve: 5 })).toEqual(wait);
  });

  test('not where its bucket is closed for an hour by a clock that is a quarter behind', () => {
    const bucket = { remaining: 0, resetsAt: now + 1.25 * hourMs };
    const wait = { kind: 'wait', until: bucket.resetsAt };
    expect(permit(bucket, 'observe', { now, reserve: 5 })).toEqual(wait);
  });

  test('where its bucket seems to be closed for hours: our clock was set back', () => {
    const bucket = { remaining: 0, resetsAt: now + 3 * hourMs };
    expect(permit(bucket, 'observe', { now, reserve: 5 })).toEqual({ kind: 'go' });
  });

  test('where nothing is known of its bucket: the reply tells', () => {
    expect(permit(null, 'observe', { now, reserve: 5 })).toEqual({ kind: 'go' });
  });
});

describe('a bucket after a reply', () => {
  const silent = { now, quota: null, exhausted: null };

  test.each<{ reason: string; before: Bucket | null; reply: object; after: Bucket | null }>([
    {
      reason: 'is what the headers say, less than was counted',
      before: filled(20),
      reply: { quota: { remaining: 7, resetsInSeconds: 30 } },
      after: { remaining: 7, resetsAt: now + 30_000 },
    },
    {
      reason: 'is what the headers say, more than was counted',
      before: filled(2),
      reply: { quota: { remaining: 29, resetsInSeconds: 3600 } },
      after: { remaining: 29, resetsAt: now + hourMs },
    },
    {
      reason: 'is one less without headers',
      before: filled(7),
      reply: {},
      after: filled(6),
    },
    { reason: 'never falls below nothing', before: filled(0), reply: {}, after: filled(0) },
    { reason: 'stays unknown without headers', before: null, reply: {}, after: null },
    {
      reason: 'is unknown, not full, when its hour passed without headers',
      before: { remaining: 3, resetsAt: now },
      reply: {},
      after: null,
    },
    {
      reason: 'is empty until the hint of a 402',
      before: filled(9),
      reply: { exhausted: { resetsInSeconds: 120 } },
      after: { remaining: 0, resetsAt: now + 120_000 },
    },
    {
      reason: 'is empty until the header of a 402 without a hint',
      before: filled(9),
      reply: {
        quota: { remaining: 0, resetsInSeconds: 90 },
        exhausted: { resetsInSeconds: null },
      },
      after: { remaining: 0, resetsAt: now + 90_000 },
    },
    {
      reason: 'is empty for an hour after a 402 that says nothing',
      before: null,
      reply: { exhausted: { resetsInSeconds: null } },
      after: { remaining: 0, resetsAt: now + hourMs },
    },
    {
      reason: 'is empty for a second at least after a 402',
      before: filled(9),
      reply: { exhausted: { resetsInSeconds: 0 } },
      after: { remaining: 0, resetsAt: now + 1000 },
    },
    {
      reason: 'remembers when it last paid for the running entry',
      before: filled(9),
      reply: { worth: 'running', quota: { remaining: 8, resetsInSeconds: 60 } },
      after: { ...filled(8), runningSentAt: now },
    },
    {
      reason: 'remembers it beyond a call for something else',
      before: { ...filled(9), runningSentAt: 7 },
      reply: { worth: 'text' },
      after: { ...filled(8), runningSentAt: 7 },
    },
  ])('$reason', ({ before, reply, after }) => {
    expect(bucketAfter(before, { ...silent, ...reply })).toEqual(after);
  });
});

test('a bucket on disk holds one less while a call is on its way, and never owes one', () => {
  const bucket = { ...filled(7), runningSentAt: 7 };
  expect(bucketWhileAsking(bucket)).toEqual({ ...bucket, remaining: 6 });
  expect(bucketWhileAsking(filled(0))).toEqual(filled(0));
});

test.each([
  { reason: 'of its organisation', workspaceId: 8, key: 'organization:62' },
  { reason: 'of any, where that was not kept', workspaceId: 9, key: 'organization' },
  { reason: 'of any, where the user has no such workspace', workspaceId: 10, key: 'organization' },
])('the bucket of a workspace is that $reason', ({ workspaceId, key }) => {
  const workspaces = [{ id: 7, organizationId: 61 }, { id: 8, organizationId: 62 }, { id: 9 }];
  expect(organizationBucket(workspaces, workspaceId)).toBe(key);
});

/** How Toggl's ways of writing one and the same entry come out. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSecond, secondSchema } from './instant.ts';
import { timeEntrySchema } from './timeEntrySchema.ts';

const startSecond = Date.parse('2026-05-23T16:59:21Z') / 1000;
const wire = {
  id: 4_418_851_797,
  workspace_id: 21_407_567,
  start: '2026-05-23T16:59:21Z',
  stop: null,
  duration: -1,
  at: '2026-05-23T16:59:21.703532Z',
};

describe('timeEntrySchema', () => {
  it.each([
    { stop: null, duration: -1, stopsAfterSeconds: null, reason: 'runs, as we start it' },
    {
      stop: null,
      duration: -startSecond,
      stopsAfterSeconds: null,
      reason: 'runs, as the web does',
    },
    { stop: null, duration: -startSecond - 1, stopsAfterSeconds: null, reason: 'runs, off by one' },
    { stop: null, duration: 0, stopsAfterSeconds: 0, reason: 'created without duration' },
    { stop: '2026-05-23T17:01:09Z', duration: 108, stopsAfterSeconds: 108, reason: 'finished' },
    { stop: '2026-05-23T17:01:09+00:00', duration: 108, stopsAfterSeconds: 108, reason: 'a list' },
    { stop: '2026-05-23T16:59:21Z', duration: 0, stopsAfterSeconds: 0, reason: 'stopped at once' },
    { stop: '2026-05-23T17:01:09Z', duration: -5, stopsAfterSeconds: 108, reason: 'a wrong clock' },
  ])('reads stop $stop, duration $duration: $reason', ({ stop, duration, stopsAfterSeconds }) => {
    const stopSecond = stopsAfterSeconds === null ? null : startSecond + stopsAfterSeconds;
    const read = timeEntrySchema.parse({ ...wire, stop, duration });
    expect(read).toMatchObject({ startSecond, stopSecond });
  });

  it.each(['id', 'workspace_id', 'start', 'duration', 'at'])('is unreadable without %s', (name) => {
    expect(timeEntrySchema.safeParse({ ...wire, [name]: undefined }).success).toBe(false);
  });

  it('shows a deletion and drops the fields it does not know', () => {
    const server_deleted_at = '2026-05-24T08:00:00+00:00';
    expect(timeEntrySchema.parse({ ...wire, server_deleted_at, novelty: true })).toEqual({
      id: 4_418_851_797,
      workspaceId: 21_407_567,
      userId: null,
      projectId: null,
      description: '',
      tags: [],
      startSecond,
      stopSecond: null,
      modifiedAt: Date.parse('2026-05-23T16:59:21.703Z'),
      deletedAt: Date.parse('2026-05-24T08:00:00Z'),
    });
  });

  it('reads the fraction of a second as the second it is in', () => {
    const read = timeEntrySchema.parse({ ...wire, start: '2026-05-23T18:59:21.999+02:00' });
    expect(read.startSecond).toBe(startSecond);
  });
});

describe('seconds on the wire', () => {
  it('come back as they were sent', () => {
    const seconds = fc.integer({ min: 1_136_073_600, max: 1_924_991_999 });
    fc.assert(
      fc.property(seconds, (second) => secondSchema.parse(formatSecond(second)) === second),
    );
  });
});

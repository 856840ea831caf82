import { describe, expect, test } from 'vitest';
import { type NoteInput, notesOf } from './notes.ts';
import { foreignWith } from './sync.fixture.ts';

const now = Date.UTC(2026, 10, 2, 8);
const resetsAt = now + 30 * 60_000;
const quiet: NoteInput = {
  now,
  reserve: 5,
  buckets: { organization: { remaining: 20, resetsAt }, user: null },
  pending: 0,
  foreignRunning: [],
  isAnotherCompassTold: false,
  isUnserved: false,
  frozenSlices: 0,
  importError: null,
};
const empty = { organization: { remaining: 0, resetsAt }, user: null };

describe('what is told of Toggl now', () => {
  test.each<{ reason: string; input: Partial<NoteInput>; kinds: readonly string[] }>([
    { reason: 'nothing is unusual', input: {}, kinds: [] },
    { reason: 'a bucket is empty and not needed', input: { buckets: empty }, kinds: [] },
    { reason: 'work waits for other reasons', input: { pending: 3 }, kinds: [] },
    {
      reason: 'work waits for a bucket',
      input: { buckets: empty, pending: 3 },
      kinds: ['quota'],
    },
    {
      reason: 'the window of a bucket is over',
      input: { buckets: empty, pending: 3, now: resetsAt },
      kinds: [],
    },
    {
      reason: 'timers of others run',
      input: { foreignRunning: [foreignWith(), foreignWith({ origin: 'copy' })] },
      kinds: ['foreign-running', 'copy-running'],
    },
    {
      reason: 'that of another Compass runs, told once by its warning',
      input: { foreignRunning: [foreignWith({ origin: 'compass' })], isAnotherCompassTold: true },
      kinds: ['another-compass'],
    },
    {
      reason: 'Toggl shows nothing, and slices belong to another user',
      input: { isUnserved: true, frozenSlices: 2 },
      kinds: ['never-shown', 'other-user'],
    },
    {
      reason: 'the last import was refused',
      input: { importError: 'Toggl refused: no.' },
      kinds: ['import-failed'],
    },
  ])('where $reason', ({ input, kinds }) => {
    expect(notesOf({ ...quiet, ...input }).map(({ kind }) => kind)).toEqual(kinds);
  });

  test.each([
    { reason: 'an empty bucket', remaining: 0, says: /used up.*until 08:30 UTC/ },
    { reason: 'one at its reserve', remaining: 5, says: /nearly used up.*08:30 UTC.*what runs/ },
  ])('names when $reason fills again', ({ remaining, says }) => {
    const buckets = { organization: { remaining, resetsAt }, user: null };
    expect(notesOf({ ...quiet, buckets, pending: 1 })[0]?.message).toMatch(says);
  });
});

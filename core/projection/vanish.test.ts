import { describe, expect, test } from 'vitest';
import type { EntryFields } from './entry.ts';
import type { Link } from './link.ts';
import { linkedTo } from './sync.fixture.ts';
import { fieldsWith } from './toggl.fixture.ts';
import { askedToDelete, forgetEntry, withoutGone } from './vanish.ts';

const closed = linkedTo(1, fieldsWith());
const gone: Link = { ...closed, state: { kind: 'gone' } };

test('an entry that we asked for twice to delete is remembered once', () => {
  expect(askedToDelete(askedToDelete(closed, 1), 1).deletedEntryIds).toEqual([1]);
});

test('an entry whose first create may yet arrive leaves that create in doubt', () => {
  const twinCheck = { at: 9000, sinceAt: 1000, record: fieldsWith(), mayRun: false };
  expect(forgetEntry({ ...closed, twinCheck }, 1).state).toEqual({
    kind: 'unknown',
    lookAt: 9000,
    attempt: {
      attemptedAt: 1000,
      firstAttemptedAt: 1000,
      fields: fieldsWith(),
      mayRun: false,
      number: 1,
      isOvertaken: false,
    },
  });
});

describe('an entry that a human deleted', () => {
  test.each<{ reason: string; link: Link; desired: EntryFields | null }>([
    { reason: 'while its slice stands', link: gone, desired: fieldsWith() },
    { reason: 'and that was forgotten before', link: { ...gone, entryId: null }, desired: null },
  ])('stays as it is $reason', ({ link, desired }) => {
    expect(withoutGone(link, desired)).toBe(link);
  });

  test('is forgotten once its slice is gone too', () => {
    expect(withoutGone(gone, null)).toMatchObject({ state: { kind: 'wanted' }, entryId: null });
  });

  test('is another matter than one that has yet to go', () => {
    expect(withoutGone(closed, null)).toBe(closed);
  });
});

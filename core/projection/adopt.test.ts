import { describe, expect, test } from 'vitest';
import { type Adoption, adoption } from './adopt.ts';
import type { ObservedEntry } from './entry.ts';
import { entryWith, fieldsWith } from './toggl.fixture.ts';

const attempt = {
  attemptedAt: 1_000_000,
  fields: fieldsWith({ stopSecond: null }),
  number: 1,
  firstAttemptedAt: 1_000_000,
  mayRun: true,
  isOvertaken: false,
};
const running = (fields: Partial<ObservedEntry> = {}) => entryWith({ stopSecond: null, ...fields });

function told(found: Adoption): string {
  if (found.kind === 'absent') return 'absent';
  const twins = found.kind === 'adopt' ? found.twins.map(({ id }) => ` twin ${id}`) : [];
  return `${found.kind} ${found.entry.id}${twins.join('')}`;
}

describe('a create without an answer', () => {
  test.each<{ reason: string; entries: readonly ObservedEntry[]; found: string }>([
    { reason: 'arrived: our mark in our second', entries: [running()], found: 'adopt 1' },
    {
      reason: 'arrived and was renamed or stopped since',
      entries: [entryWith({ description: 'Lunch' })],
      found: 'adopt 1',
    },
    { reason: 'never arrived: nothing is there', entries: [], found: 'absent' },
    {
      reason: 'never arrived: the like of it bears no mark, and is a human’s',
      entries: [running({ tags: ['billable'] })],
      found: 'absent',
    },
    {
      reason: 'never arrived: what bears our mark has another text and start',
      entries: [running({ startSecond: 1100, description: 'Email' })],
      found: 'absent',
    },
    {
      reason: 'never arrived: what fits belongs to another slice',
      entries: [running({ id: 77 })],
      found: 'absent',
    },
    {
      reason: 'is doubtful: our text and mark at another start',
      entries: [running({ startSecond: 1100 })],
      found: 'doubtful 1',
    },
    {
      reason: 'never arrived: our text at another start was deleted',
      entries: [running({ startSecond: 1100, deletedAt: 1 })],
      found: 'absent',
    },
    {
      reason: 'arrived and was deleted',
      entries: [running({ deletedAt: 1_003_000 })],
      found: 'deleted 1',
    },
    {
      reason: 'arrived twice, and one was deleted',
      entries: [running({ deletedAt: 1_003_000 }), running({ id: 2 })],
      found: 'adopt 2',
    },
    {
      reason: 'arrived twice: the running one stays',
      entries: [entryWith(), running({ id: 2 })],
      found: 'adopt 2 twin 1',
    },
    {
      reason: 'arrived twice, alike: the first stays',
      entries: [running({ id: 3 }), running({ id: 2 })],
      found: 'adopt 2 twin 3',
    },
    {
      reason: 'arrived once, beside one of another text in the same second, which is no twin',
      entries: [running({ id: 2, description: 'Email' }), entryWith({ id: 3 })],
      found: 'adopt 3',
    },
  ])('$reason', ({ entries, found }) => {
    expect(told(adoption(attempt, entries, new Set([77])))).toBe(found);
  });
});

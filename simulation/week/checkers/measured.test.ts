import { describe, expect, it } from 'vitest';
import type { StoredSlice } from '../../observer.ts';
import { takenFromOtherDays, unlockedSleep } from './measured.ts';

function slept(start: string, end: string, rest: Partial<StoredSlice> = {}): StoredSlice {
  return {
    id: start,
    dimension: 'PRIMARY',
    categoryId: 'sleep',
    category: 'Sleep',
    projectId: null,
    startAt: Date.parse(start),
    endAt: Date.parse(end),
    source: 'HEALTH',
    isLocked: true,
    linkedTaskId: null,
    taskName: null,
    note: null,
    originEntryId: null,
    createdAt: 0,
    updatedAt: 0,
    entryId: null,
    ...rest,
  };
}

const monday = slept('2026-11-01T22:00Z', '2026-11-02T05:00Z');
const tuesday = slept('2026-11-02T22:00Z', '2026-11-03T05:00Z');

describe('a sync that is told for Tuesday', () => {
  const date = '2026-11-03';

  it.each([
    { reason: 'nothing changes', after: [monday, tuesday] },
    { reason: 'its own night goes', after: [monday] },
    {
      reason: 'an earlier one grows',
      after: [slept('2026-11-01T21:00Z', '2026-11-02T05:00Z'), tuesday],
    },
  ])('is right where $reason', ({ after }) => {
    expect(takenFromOtherDays({ before: [monday, tuesday], after, date })).toEqual([]);
  });

  it('is found out where an earlier night loses an hour', () => {
    const after = [slept('2026-11-01T23:00Z', '2026-11-02T05:00Z'), tuesday];
    expect(takenFromOtherDays({ before: [monday, tuesday], after, date })).toEqual([
      'A sync for 2026-11-03 took away what was measured from 2026-11-01T22:00:00.000Z to ' +
        '2026-11-01T23:00:00.000Z.',
    ]);
  });
});

describe('measured time', () => {
  it('is found out where sleep is open, or a workout is not', () => {
    const workout = { category: 'Workout', isLocked: false };
    const right = [monday, slept('2026-11-02T10:00Z', '2026-11-02T11:00Z', workout)];
    expect(unlockedSleep(right)).toEqual([]);
    const wrong = right.map((slice) => ({ ...slice, isLocked: !slice.isLocked }));
    expect(unlockedSleep(wrong)).toEqual([
      'Sleep of 2026-11-01T22:00:00.000Z is not locked.',
      'Workout of 2026-11-02T10:00:00.000Z is locked.',
    ]);
  });
});

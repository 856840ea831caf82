import { describe, expect, it } from 'vitest';
import type { SandboxEntry } from '../../toggl-sandbox/inspection.ts';
import type { StoredSlice } from '../observer.ts';
import { createHistoryChecker, trackedSeconds } from './history.ts';
import { stored } from './slices.fixture.ts';
import { entry, notebook, startAt } from './wire.fixture.ts';

const hourMs = 3_600_000;
const byHand = entry({ id: 7, createdWith: 'Timery', tags: [] });
const imported = stored({ source: 'TIMERY', originEntryId: '7', entryId: null });

describe('the checker of history', () => {
  it.each<{ reason: string; slices: readonly StoredSlice[]; says: string }>([
    { reason: 'runs', slices: [{ ...imported, endAt: null }], says: 'runs' },
    {
      reason: 'is in another dimension',
      slices: [{ ...imported, dimension: 'SOCIAL' }],
      says: 'SOCIAL',
    },
    { reason: 'was sent to Toggl', slices: [{ ...imported, entryId: 9 }], says: 'sent to Toggl' },
    { reason: 'stands there twice', slices: [imported, { ...imported, id: 'b' }], says: 'twice' },
  ])('finds an imported slice that $reason', ({ slices, says }) => {
    const { notes, find } = notebook();
    const checker = createHistoryChecker(find);
    checker.onSlices([imported]);
    expect(notes).toEqual([]);
    checker.onSlices(slices);
    expect(notes).toEqual([expect.stringContaining(says)]);
  });

  type Judged = Readonly<{
    reason: string;
    one?: Partial<SandboxEntry>;
    slices?: readonly StoredSlice[];
    says: string;
  }>;

  it.each<Judged>([
    { reason: 'is not here', slices: [], says: 'is not here as history' },
    {
      reason: 'has other times here',
      slices: [{ ...imported, endAt: startAt + 2 * hourMs }],
      says: 'other times',
    },
    { reason: 'was deleted in Toggl', one: { deletedAt: startAt + hourMs }, says: 'is history' },
    { reason: 'is ours', one: { id: 1 }, says: 'ours, and history as well' },
  ])('finds an entry that $reason', ({ one = {}, slices, says }) => {
    const entries = [{ ...byHand, ...one }];
    const own = slices ?? [{ ...imported, originEntryId: String(entries[0]?.id) }];
    expect(judged({ entries, slices: own })).toEqual([expect.stringContaining(says)]);
  });

  it.each<Omit<Judged, 'says'>>([
    { reason: 'is here once', slices: [imported] },
    { reason: 'runs', one: { stopSecond: null }, slices: [] },
    { reason: 'is empty', one: { stopSecond: byHand.startSecond }, slices: [] },
    { reason: 'was deleted, and is gone', one: { deletedAt: startAt }, slices: [] },
    { reason: 'is ours, with a slice of its own', one: { id: 1 }, slices: [] },
    { reason: 'is locked here', slices: [{ ...imported, isLocked: true, endAt: startAt + 1 }] },
  ])('is silent about an entry that $reason', ({ one = {}, slices = [] }) => {
    expect(judged({ entries: [{ ...byHand, ...one }], slices })).toEqual([]);
  });

  it('leaves to a person what they removed or changed here', () => {
    const { notes, find } = notebook();
    const checker = createHistoryChecker(find);
    const moved = { ...imported, endAt: startAt + 2 * hourMs };
    const other = { ...imported, id: 'b', originEntryId: '8' };
    checker.afterCommands([imported, other], [moved]);
    const entries = [byHand, { ...byHand, id: 8 }];
    checker.judge({ entries, slices: [moved], isOurs: () => false, isLeftAsItWas: () => false });
    expect(notes).toEqual([]);
  });

  it('counts each second of ours and of history once', () => {
    const ours = stored({ startAt: startAt + hourMs / 2, endAt: null });
    const beside = stored({ dimension: 'SOCIAL' });
    expect(trackedSeconds([imported, ours, beside], startAt + 2 * hourMs)).toBe(7200);
  });

  function judged(
    judging: Readonly<{ entries: readonly SandboxEntry[]; slices: readonly StoredSlice[] }>,
  ) {
    const { notes, find } = notebook();
    const checker = createHistoryChecker(find);
    checker.judge({ ...judging, isOurs: (id) => id === 1, isLeftAsItWas: () => false });
    return notes;
  }
});

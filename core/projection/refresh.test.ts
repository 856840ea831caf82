import { describe, expect, test } from 'vitest';
import { sliceOf } from '../engine/history.fixture.ts';
import { projectOrAdopted } from './adoptForeign.ts';
import type { EntryFields } from './entry.ts';
import type { Link } from './link.ts';
import { plan } from './plan.ts';
import {
  isRefreshable,
  noRefresh,
  recategorised,
  refreshing,
  refreshPrice,
  settleBulk,
} from './refresh.ts';
import type { CallResult } from './settled.ts';
import { asSettled, settledKey } from './settledText.ts';
import type { BulkAction } from './step.ts';
import { itemOf, linkedTo, worldWith } from './sync.fixture.ts';
import { fieldsWith } from './toggl.fixture.ts';
import type { Item } from './world.ts';

const trusted = { areTagActionsTrusted: true };
const applied = fieldsWith();
const renamed = fieldsWith({ description: 'Programming' });

/** An entry of the past that is to follow its category, unless told otherwise. */
function asked(entryId: number, desired: EntryFields = renamed, fields: Partial<Link> = {}): Item {
  const link = { ...refreshing(linkedTo(entryId, applied)), sliceId: `s${entryId}`, ...fields };
  return itemOf(link, desired);
}

function steps(items: readonly Item[]) {
  return plan(worldWith({ items }));
}

describe('entries that are to follow their category', () => {
  test('share one call of the lowest worth', () => {
    const [step, ...others] = steps([asked(1), asked(2)]);
    expect(others).toEqual([]);
    expect(step).toMatchObject({
      worth: 'refresh',
      reason: 'past entries follow their category',
      notBefore: 0,
      action: {
        kind: 'edit-many',
        workspaceId: 7,
        entries: [
          { sliceId: 's1', entryId: 1 },
          { sliceId: 's2', entryId: 2 },
        ],
        description: 'Programming',
        project: null,
      },
    });
  });

  test('share a call by what is written, by workspace, and a hundred at most', () => {
    const other = asked(2, fieldsWith({ description: 'Programming', projectId: 5 }));
    const elsewhere = asked(3, renamed, { workspaceId: 8 });
    expect(steps([asked(1), other, elsewhere])).toHaveLength(3);
    const many = Array.from({ length: 101 }, (_, i) => asked(i + 1));
    const [first] = steps(many);
    expect(first?.action.kind === 'edit-many' && first.action.entries).toHaveLength(100);
  });

  test('wait as long as the one that waits longest', () => {
    expect(steps([asked(1, renamed, { retryAt: 9 }), asked(2)])[0]?.notBefore).toBe(9);
  });

  test.each([
    { reason: 'is as wanted', item: asked(1, applied), kinds: [] },
    {
      reason: 'has another time as well',
      item: asked(1, { ...renamed, stopSecond: 1070 }),
      kinds: ['edit'],
    },
    {
      reason: 'has another tag as well',
      item: asked(1, { ...renamed, tags: ['compass', 'x'] }),
      kinds: ['edit'],
    },
    {
      reason: 'is asked for by itself',
      item: asked(1, renamed, { refresh: 'single' }),
      kinds: ['edit'],
    },
    { reason: 'has no entry', item: asked(1, renamed, { entryId: null }), kinds: [] },
    {
      reason: 'is being read',
      item: asked(1, renamed, { look: { at: 0, sinceAt: 0 } }),
      kinds: ['observe'],
    },
    { reason: 'is gone', item: asked(1, renamed, { state: { kind: 'gone' } }), kinds: [] },
    { reason: 'has no slice', item: itemOf(asked(1).link, null), kinds: ['delete'] },
  ])('leave out one that $reason', ({ item, kinds }) => {
    expect(steps([item]).map(({ action }) => action.kind)).toEqual(kinds);
  });

  test('have the lowest worth also one by one', () => {
    expect(steps([asked(1, renamed, { refresh: 'single' })])[0]?.worth).toBe('refresh');
    expect(steps([asked(1, renamed, { refresh: null })])[0]?.worth).toBe('text');
  });
});

describe('one of many', () => {
  const action: BulkAction = {
    kind: 'edit-many',
    workspaceId: 7,
    entries: [{ sliceId: 's1', entryId: 1 }],
    description: 'Programming',
    project: { id: 5 },
  };
  const now = 1000;
  const doubted: Link = {
    ...asked(1).link,
    doubted: ['description', 'project', 'tags'],
    failures: 2,
    retryAt: 5,
  };
  const settled = (result: CallResult, link = doubted) => settleBulk(link, action, { result, now });

  test('that was changed holds what was written', () => {
    const link = settled({ kind: 'many', doneIds: [1] });
    const written = { description: 'Programming', projectId: 5 };
    expect(link).toMatchObject({ applied: written, observed: written });
    expect(link).toMatchObject({ doubted: ['tags'], failures: 0, retryAt: null, refresh: 'bulk' });
  });

  test('keeps what was not written', () => {
    const only: BulkAction = { ...action, description: null };
    const result = { kind: 'many', doneIds: [1] } as const;
    expect(settleBulk(doubted, only, { result, now }).applied?.description).toBe('Coding');
    const text: BulkAction = { ...action, project: null };
    expect(settleBulk(doubted, text, { result, now }).applied?.projectId).toBeNull();
    const restored: Link = { ...doubted, ownProject: { id: 3 } };
    expect(settleBulk(restored, text, { result, now }).ownProject).toEqual({ id: 3 });
    expect(settleBulk(restored, only, { result, now }).ownProject).toBeNull();
  });

  test.each<CallResult>([
    { kind: 'many', doneIds: [2] },
    { kind: 'refused', status: 400, reason: 'no' },
  ])('that was not is asked for by itself: %o', (result) => {
    expect(settled(result)).toEqual({ ...doubted, refresh: 'single' });
  });

  test('whose call was not made is as before', () => {
    expect(settled({ kind: 'not-done' })).toBe(doubted);
  });

  test.each<CallResult>([{ kind: 'unknown' }, { kind: 'done' }])(
    'whose answer says nothing is in doubt: %o',
    (result) => {
      const link = settled(result, asked(1).link);
      expect(link.doubted).toEqual(['description', 'project']);
      expect(link.retryAt).toBeGreaterThan(1000);
    },
  );
});

describe('a merge of categories', () => {
  const ended = sliceOf();
  const merged = { ...ended, categoryId: 'programming' };
  const settled = linkedTo(1, applied, { settledKey: settledKey(ended) });

  test('has a settled entry follow with others in one call', () => {
    expect(recategorised(settled, merged)).toEqual(refreshing(settled));
  });

  test('leaves a settled entry as it is where a human chose what it shows', () => {
    const chosen = { ...settled, observed: fieldsWith({ description: 'Lunch' }) };
    const link = recategorised(chosen, merged);
    expect(link.refresh).toBeNull();
    expect(asSettled(link, merged, renamed)).toEqual(applied);
  });

  test('leaves the project of a timer that was taken over, there and back', () => {
    const adopted = { categoryIds: ['books'], projectId: applied.projectId };
    const ofAdopted = { ...settled, adopted };
    const { categoryId } = merged;
    const projects = (link: Link) =>
      ['books', categoryId].map((id) => projectOrAdopted(link, { categoryId: id, ownId: null }));
    expect(projects(recategorised(ofAdopted, merged))).toEqual([
      applied.projectId,
      applied.projectId,
    ]);
    const elsewhere = { ...ofAdopted, adopted: { ...adopted, projectId: 99 } };
    expect(projects(recategorised(elsewhere, merged))).toEqual([99, null]);
  });

  test('has what runs, or was never settled, follow as after any change', () => {
    const running = { ...merged, endAt: null };
    expect(recategorised(settled, running)).toEqual({ ...settled, settledKey: null });
    const unsettled = linkedTo(1, applied);
    expect(recategorised(unsettled, merged)).toBe(unsettled);
  });
});

describe('the price', () => {
  const human: Partial<Link> = { observed: fieldsWith({ description: 'Lunch' }) };

  test('counts what differs, a call for each hundred, and what stays', () => {
    const many = Array.from({ length: 150 }, (_, i) => asked(i + 1));
    const items = [
      ...many,
      asked(200, applied),
      asked(201, renamed, human),
      itemOf(asked(1).link, null),
    ];
    expect(refreshPrice(items, trusted)).toEqual({ entries: 150, calls: 2, skipped: 1 });
  });

  test('counts a call for each that has to be written by itself', () => {
    const timed = (id: number) => asked(id, { ...renamed, stopSecond: 1070 });
    const items = [asked(1), asked(2, renamed, { workspaceId: 8 }), timed(3), timed(4)];
    expect(refreshPrice(items, trusted)).toEqual({ entries: 4, calls: 4, skipped: 0 });
  });

  test.each([
    { reason: 'ours', fields: {}, isTaken: true },
    { reason: 'never seen', fields: { observed: null }, isTaken: true },
    { reason: 'of a human’s text', fields: human, isTaken: false },
    {
      reason: 'of a kept project',
      fields: { kept: { insteadOfId: 1, projectId: 2 } },
      isTaken: false,
    },
    { reason: 'of a project in question', fields: { held: ['project'] as const }, isTaken: false },
    { reason: 'of a start in question', fields: { held: ['start'] as const }, isTaken: true },
    { reason: 'gone', fields: { state: { kind: 'gone' } as const }, isTaken: false },
    { reason: 'never written', fields: { applied: null }, isTaken: false },
  ])('takes one that is $reason: $isTaken', ({ fields, isTaken }) => {
    expect(isRefreshable({ ...asked(1).link, ...fields })).toBe(isTaken);
  });
});

test('a refresh of nothing touches nothing and costs nothing', () => {
  expect(refreshPrice([], trusted)).toEqual({ entries: 0, calls: 0, skipped: 0 });
  expect(noRefresh).toEqual(refreshPrice([], trusted));
});

/** The readings of a plan: when, since when, and for what. */
import { describe, expect, test } from 'vitest';
import type { EntryFields } from './entry.ts';
import type { Link } from './link.ts';
import { plan } from './plan.ts';
import { itemOf, linkedTo, linkOf, lost, worldWith } from './sync.fixture.ts';
import { fieldsWith } from './toggl.fixture.ts';
import type { Item, World } from './world.ts';

/** Second 2000. */
const now = 2_000_000;
const open = (fields: Partial<EntryFields> = {}) =>
  fieldsWith({ startSecond: 1900, stopSecond: null, ...fields });
const started = fieldsWith({ description: 'Email', startSecond: 2000, stopSecond: null });
/** Runs in Toggl since second 1900, as entry 1. */
const running = linkedTo(1, open());

function looked(items: readonly Item[], world: Partial<World> = {}): readonly string[] {
  return plan(worldWith({ items, ...world })).map(({ action, worth, notBefore }) => {
    const since = action.kind === 'observe' ? ` since ${action.sinceSecond}` : '';
    return `${worth}: ${action.kind} at ${notBefore}${since}`;
  });
}

describe('a look', () => {
  const sinceOf = (items: readonly Item[], world: Partial<World> = {}) =>
    plan(worldWith({ items, ...world })).map(({ action }) => {
      return action.kind === 'observe' ? action.sinceSecond : null;
    });
  const first = itemOf(linkOf('b', { state: lost(started, now) }), started);
  const earlier = itemOf(linkOf('c', { state: lost(fieldsWith(), 1_500_000) }), fieldsWith());

  test('reaches back to before the attempt, by Toggl’s clock', () => {
    expect(sinceOf([first])).toEqual([1970]);
    expect(sinceOf([first], { togglOffsetMs: 90_000 })).toEqual([2060]);
  });

  test('serves all that want one, from the earliest of them on', () => {
    expect(sinceOf([first, earlier])).toEqual([1470]);
  });

  test('follows a start from idle', () => {
    const idleCheck = { at: 2_002_000, sinceSecond: 1998 };
    expect(plan(worldWith({ idleCheck }))).toMatchObject([
      { worth: 'observe', notBefore: 2_002_000, action: { sinceSecond: 1998 } },
    ]);
  });

  test('is dropped once a start from idle lies a minute back', () => {
    const idleCheck = { at: now - 60_001, sinceSecond: 1900 };
    expect(plan(worldWith({ idleCheck }))).toEqual([]);
  });

  test('comes before any write to an entry that changed in Toggl', () => {
    const link = { ...running, look: { at: now, sinceAt: now } };
    expect(looked([itemOf(link, open({ description: 'X' }))])).toEqual([
      'observe: observe at 2000000 since 1970',
    ]);
    expect(looked([itemOf(link, null)])).toEqual(['stop-running: delete at 0']);
  });

  test('follows a start from idle within the minute, to its end', () => {
    const idleCheck = { at: now - 60_000, sinceSecond: 1900 };
    expect(looked([], { idleCheck })).toEqual(['observe: observe at 1940000 since 1900']);
  });

  test.each<{ reason: string; link: Link; desired: EntryFields | null; steps: readonly string[] }>([
    {
      reason: 'where an entry changed in Toggl',
      link: { ...running, look: { at: 2_001_000, sinceAt: 1_990_000 } },
      desired: open(),
      steps: ['observe: observe at 2001000 since 1960'],
    },
    {
      reason: 'where the first of two creates may still arrive',
      link: {
        ...running,
        twinCheck: { at: 2_060_000, sinceAt: 1_990_000, record: open(), mayRun: true },
      },
      desired: open(),
      steps: ['observe: observe at 2060000 since 1960'],
    },
    {
      reason: 'where a list did not show an entry of ours',
      link: { ...running, missing: { lookAt: 2_060_000, sinceAt: 1_990_000 } },
      desired: open(),
      steps: ['observe: observe at 2060000 since 1960'],
    },
    {
      reason: 'no more where two lists did not show it',
      link: { ...running, missing: { lookAt: null, sinceAt: 1_990_000 } },
      desired: open(),
      steps: [],
    },
    {
      reason: 'for no entry whose slice is gone, though a list did not show it',
      link: { ...running, missing: { lookAt: 2_060_000, sinceAt: 1_990_000 } },
      desired: null,
      steps: ['stop-running: delete at 0'],
    },
    {
      reason: 'once more, and never instead of an end, where a stop may have arrived',
      link: { ...running, doubted: ['stop'], look: { at: now, sinceAt: now } },
      desired: open({ stopSecond: 2000 }),
      steps: ['stop-running: edit at 0', 'observe: observe at 2000000 since 1970'],
    },
    {
      reason: 'before an end where no stop was sent',
      link: { ...running, look: { at: now, sinceAt: now } },
      desired: open({ stopSecond: 2000 }),
      steps: ['observe: observe at 2000000 since 1970'],
    },
    {
      reason: 'before a text where what is to run on may have been stopped',
      link: { ...running, doubted: ['stop'], look: { at: now, sinceAt: now } },
      desired: open({ description: 'Email' }),
      steps: ['observe: observe at 2000000 since 1970'],
    },
  ])('is planned $reason', ({ link, desired, steps }) => {
    expect(looked([itemOf(link, desired)])).toEqual(steps);
  });

  test.each<{ togglOffsetMs: number; since: number }>([
    { togglOffsetMs: 0, since: 3_088_000 },
    { togglOffsetMs: 90_000, since: 3_088_090 },
  ])('never reaches back more than eighty days of a clock $togglOffsetMs ms ahead', (row) => {
    const { togglOffsetMs, since } = row;
    const old = linkedTo(1, open(), { look: { at: 0, sinceAt: 0 } });
    expect(looked([itemOf(old, open())], { now: 10_000_000_000, togglOffsetMs })).toEqual([
      `observe: observe at 0 since ${since}`,
    ]);
  });

  /** What should run was lost, and something that is over changed in Toggl. */
  const lostAt = (lookAt: number) => {
    const state = { ...lost(started, now), lookAt } as Link['state'];
    return itemOf(linkOf('b', { state }), started);
  };
  const changedAt = (at: number) =>
    itemOf(linkedTo(1, fieldsWith(), { look: { at, sinceAt: now } }), fieldsWith());

  test.each<{ reason: string; lostAt: number; changedAt: number; told: string }>([
    { reason: 'what is due', lostAt: now + 1, changedAt: now, told: 'observe at 2000000' },
    {
      reason: 'what is due, this instant',
      lostAt: now,
      changedAt: now + 1,
      told: 'running at 2000000',
    },
    {
      reason: 'the dearest of what is due',
      lostAt: now,
      changedAt: now - 9,
      told: 'running at 2000000',
    },
    {
      reason: 'what is due first, later on',
      lostAt: now + 9,
      changedAt: now + 1,
      told: 'observe at 2000001',
    },
    {
      reason: 'the dearest of what is due at once',
      lostAt: now + 9,
      changedAt: now + 9,
      told: 'running at 2000009',
    },
  ])('for several goes by $reason', ({ told, ...at }) => {
    const items = [lostAt(at.lostAt), changedAt(at.changedAt)];
    for (const inOrder of [items, items.toReversed()]) {
      const steps = plan(worldWith({ items: inOrder }));
      expect(steps.map(({ worth, notBefore }) => `${worth} at ${notBefore}`)).toEqual([told]);
    }
  });
});

/** What one reading means for the whole world: links, timers of others, and what Toggl is like. */
import { describe, expect, test } from 'vitest';
import { idleCheckAfter } from './afterReading.ts';
import { afterStep } from './afterStep.ts';
import type { ObservedEntry } from './entry.ts';
import type { Link } from './link.ts';
import type { Action } from './step.ts';
import type { AfterStep } from './stepReply.ts';
import { foreignWith, itemOf, linkedTo, linkOf, lost, worldWith } from './sync.fixture.ts';
import { entryWith, fieldsWith } from './toggl.fixture.ts';
import type { Item, World } from './world.ts';

const now = 2_000_000;
const open = fieldsWith({ startSecond: 1500, stopSecond: null });
const running = linkedTo(1, open);
const over = linkedTo(3, fieldsWith(), { sliceId: 'c' });
const call = entryWith({ id: 55, description: 'Call', tags: [], startSecond: 1900 });

type Reading = Partial<World> &
  Readonly<{
    links?: readonly Link[];
    others?: readonly Pick<Item, 'link' | 'desired'>[];
    entries: readonly ObservedEntry[] | null;
    sinceSecond?: number;
    askedAt?: number;
    action?: Action;
  }>;

function read(reading: Reading): AfterStep {
  const { links = [], others = [], entries, sinceSecond = 1950, askedAt = now } = reading;
  const items = links.map((link) => itemOf(link, link.applied));
  const { action = { kind: 'observe', sinceSecond } } = reading;
  return afterStep(
    worldWith({ items, ...reading }),
    { action, worth: 'observe', notBefore: 0, reason: '' },
    { result: { kind: 'done' }, entries, askedAt, now, togglSecond: 2000, others },
  );
}

const settled = (link: Link) => ({ link, desired: link.applied });

const nothing = {
  links: [],
  warnings: [],
  foreignRunning: [],
  foreignStillRunningIds: [],
  foreignEndedIds: [],
  foreignStopTriedIds: [],
  owedProjects: [],
  history: [],
  isUnserved: null,
  areTagActionsDoubted: false,
  finishedCreate: null,
  isStartFromIdle: false,
  isIdleCheckDone: false,
};

test('a reading that failed tells nothing', () => {
  const idleCheck = { at: now, sinceSecond: 1998 };
  const foreignRunning = [foreignWith()];
  expect(read({ entries: null, links: [running], idleCheck, foreignRunning })).toEqual(nothing);
});

test('a reading without news changes nothing', () => {
  expect(read({ entries: [], links: [running, over] })).toEqual(nothing);
});

describe('what is no list of all that changed', () => {
  const search: Action = {
    kind: 'search',
    startDate: '1970-01-01',
    endDate: '1970-01-02',
    firstRowNumber: null,
  };
  const unseen = { areTagActionsTrusted: true };
  const kinds: readonly Action[] = [search, { kind: 'look-running' }];

  test.each(kinds)('$kind tells of what it shows', (action) => {
    const moved = entryWith({ id: 3, startSecond: 1000, stopSecond: 1050 });
    const { links, warnings, foreignRunning } = read({
      action,
      entries: [moved, { ...call, stopSecond: null }],
      links: [over],
    });
    expect(links).toMatchObject([{ sliceId: 'c', held: ['stop'] }]);
    expect(warnings).toMatchObject([{ kind: 'time-changed' }]);
    expect(foreignRunning).toMatchObject([{ entry: { id: 55 } }]);
  });

  test.each(kinds)('$kind tells nothing of what it does not show', (action) => {
    const asked = {
      ...running,
      doubted: ['stop' as const],
      look: { at: now, sinceAt: 1_500_000, isAfterFinished: true as const },
    };
    const world = {
      links: [asked],
      foreignRunning: [foreignWith()],
      idleCheck: { at: now, sinceSecond: 1998 },
      traits: unseen,
    };
    expect(read({ action, entries: [], ...world })).toEqual(nothing);
  });

  test('a page that shows what ran then settles no trait of Toggl', () => {
    const asked = {
      ...running,
      doubted: ['stop' as const],
      look: { at: now, sinceAt: 1_500_000, isAfterFinished: true as const },
    };
    const stopped = entryWith({ id: 1, startSecond: 1500, stopSecond: 1600 });
    const after = read({ action: search, entries: [stopped], links: [asked], traits: unseen });
    expect(after.finishedCreate).toBeNull();
  });
});

describe('an entry of a slice that is settled, and so not in the world', () => {
  const moved = entryWith({ id: 3, startSecond: 1000, stopSecond: 1050 });

  test('is compared with what was last written', () => {
    const { links, warnings } = read({
      entries: [moved],
      others: [settled(over)],
      links: [running],
    });
    expect(links).toMatchObject([{ sliceId: 'c', held: ['stop'] }]);
    expect(warnings).toMatchObject([
      {
        kind: 'time-changed',
        sliceId: 'c',
        ours: { stop: '1970-01-01T00:17:40.000Z' },
        timerys: { stop: '1970-01-01T00:17:30.000Z' },
      },
    ]);
  });

  test('is compared with what is wanted of it where that is known to be another', () => {
    const others = [{ link: over, desired: fieldsWith({ stopSecond: 1050 }) }];
    const { links, warnings } = read({ entries: [moved], others });
    expect(links).toMatchObject([{ sliceId: 'c', held: [], applied: { stopSecond: 1050 } }]);
    expect(warnings).toEqual([]);
  });

  test('is as the world says where the world has it too', () => {
    const stale = { ...over, held: ['stop' as const] };
    const { links, warnings } = read({ entries: [moved], links: [over], others: [settled(stale)] });
    expect(links).toHaveLength(1);
    expect(warnings).toHaveLength(1);
  });

  test('is what a human deleted there, and no other slice’s', () => {
    const deleted = { ...moved, deletedAt: 1 };
    const result = read({ entries: [deleted], links: [running], others: [settled(over)] });
    expect(result.links).toMatchObject([{ sliceId: 'c', state: { kind: 'gone' } }]);
  });
});

test('an entry in the world is held against what is wanted, not against what was written', () => {
  const item = itemOf(over, fieldsWith({ stopSecond: 1050 }));
  const entries = [entryWith({ id: 3, stopSecond: 1050 })];
  const wanted = read({ entries, items: [itemOf(running, open), item] });
  expect(wanted.warnings).toEqual([]);
  expect(wanted.links).toMatchObject([{ sliceId: 'c', held: [], applied: { stopSecond: 1050 } }]);
});

describe('the timer of another', () => {
  const known = [foreignWith(), foreignWith({ entryId: 56 })];

  test('that the reading does not show runs on', () => {
    const { foreignStillRunningIds, foreignEndedIds } = read({
      entries: [{ ...call, stopSecond: 1990 }],
      foreignRunning: known,
    });
    expect(foreignStillRunningIds).toEqual([56]);
    expect(foreignEndedIds).toEqual([55]);
  });

  test('is none once it proves to be a lost start of ours', () => {
    const links = [linkOf('b', { state: lost({ ...open, startSecond: 1900 }, 1_900_000) })];
    const entries = [entryWith({ ...open, id: 55, startSecond: 1900 })];
    const { foreignEndedIds, foreignRunning } = read({ entries, links, foreignRunning: known });
    expect(foreignEndedIds).toEqual([55]);
    expect(foreignRunning).toEqual([]);
  });

  test.each([
    { reason: 'what a slice here is called', description: 'Reading', origin: 'copy' },
    { reason: 'what nothing here is called', description: 'Swimming', origin: 'compass' },
  ])('with our mark and $reason is of a $origin', ({ description, origin }) => {
    const entries = [{ ...call, description, tags: ['compass'], stopSecond: null }];
    const { foreignRunning } = read({ entries, ownTexts: ['Reading'] });
    expect(foreignRunning).toMatchObject([{ entry: { id: 55 }, origin }]);
  });

  test('with our mark that it kept when it was given back is of its human', () => {
    const entries = [{ ...call, description: 'Swimming', tags: ['compass'], stopSecond: null }];
    const { foreignRunning, warnings } = read({ entries, givenBackIds: [55] });
    expect(foreignRunning).toMatchObject([{ entry: { id: 55 }, origin: 'human' }]);
    expect(warnings).toEqual([]);
  });
});

describe('the reading after a start from idle', () => {
  const afterStart = () => idleCheckAfter({ now, togglSecond: 2001 });

  test('is made two seconds after it, from just before it on', () => {
    expect(afterStart()).toEqual({ at: now + 2000, sinceSecond: 1999 });
  });

  test.each([
    { reason: 'in its second', stopSecond: 2001, told: ['foreign-stopped'] },
    { reason: 'a while before', stopSecond: 1997, told: [] },
  ])('tells what ended $reason: $told', ({ stopSecond, told }) => {
    const { warnings } = read({ entries: [{ ...call, stopSecond }], idleCheck: afterStart() });
    expect(warnings.map(({ kind }) => kind)).toEqual(told);
  });

  test.each([
    { reason: 'asked for too soon', askedAt: now + 1999, isDone: false },
    { reason: 'asked for in time', askedAt: now + 2000, isDone: true },
  ])('is done by one that was $reason: $isDone', ({ askedAt, isDone }) => {
    expect(read({ entries: [], idleCheck: afterStart(), askedAt }).isIdleCheckDone).toBe(isDone);
  });
});

test('a Toggl that shows nothing is told once', () => {
  const links = [{ ...running, missing: { sinceAt: 0, lookAt: now } }];
  const traits = { areTagActionsTrusted: true };
  const told = (isUnserved: boolean) =>
    read({ entries: [], links, sinceSecond: 1500, traits: { ...traits, isUnserved } }).warnings;
  expect(told(false)).toMatchObject([{ kind: 'never-shown' }]);
  expect(told(true)).toEqual([]);
});

describe('what a finished create does to what runs', () => {
  const look = { at: now, sinceAt: 0, isAfterFinished: true } as const;
  const asked = linkedTo(1, open, { doubted: ['stop'], look });
  const runsOn = entryWith(open);
  const unseen = { areTagActionsTrusted: true };
  const stopped = entryWith({ ...open, stopSecond: 1990 });

  test.each<{
    reason: string;
    link: Link;
    entries: readonly ObservedEntry[];
    learned: string | null;
  }>([
    { reason: 'it runs on', link: asked, entries: [runsOn], learned: 'leaves-running' },
    {
      reason: 'the list is from before the look was due, and it ran then',
      link: { ...asked, look: { ...look, at: now + 1 } },
      entries: [runsOn],
      learned: null,
    },
    {
      reason: 'the list is from before the look was due, and it was over by then',
      link: { ...asked, look: { ...look, at: now + 1 } },
      entries: [stopped],
      learned: 'stops-running',
    },
    {
      reason: 'the list is older than what was seen of it',
      link: { ...asked, seenModifiedAt: runsOn.modifiedAt + 1 },
      entries: [runsOn],
      learned: null,
    },
    { reason: 'the list lacks it', link: asked, entries: [call], learned: null },
    {
      reason: 'it was to be looked at for something else',
      link: { ...asked, look: { at: now, sinceAt: 0 } },
      entries: [runsOn],
      learned: null,
    },
    {
      reason: 'another one was stopped',
      link: asked,
      entries: [call, entryWith(open)],
      learned: 'leaves-running',
    },
    { reason: 'it was stopped', link: asked, entries: [call, stopped], learned: 'stops-running' },
    {
      reason: 'no look was due',
      link: { ...asked, look: null },
      entries: [stopped],
      learned: null,
    },
    {
      reason: 'its end was not in doubt',
      link: { ...asked, doubted: [] },
      entries: [stopped],
      learned: null,
    },
    {
      reason: 'it was over before',
      link: linkedTo(1, fieldsWith(), { doubted: ['stop'], look }),
      entries: [],
      learned: null,
    },
  ])('is learned where $reason: $learned', ({ link, entries, learned }) => {
    expect(read({ entries, links: [over, link], traits: unseen }).finishedCreate).toBe(learned);
  });

  test('is learned although a start is in doubt, for that is no finished create', () => {
    const start = linkOf('d', { state: lost({ ...open, startSecond: 1999 }, now + 1) });
    const result = read({ entries: [runsOn], links: [asked, start], traits: unseen });
    expect(result.finishedCreate).toBe('leaves-running');
  });

  test('is learned once', () => {
    const traits = { ...unseen, finishedCreate: 'leaves-running' } as const;
    expect(read({ entries: [stopped], links: [asked], traits }).finishedCreate).toBeNull();
  });
});

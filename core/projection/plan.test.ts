import { describe, expect, test } from 'vitest';
import type { EntryFields } from './entry.ts';
import type { Link } from './link.ts';
import { type Item, isPending, plan, type World } from './plan.ts';
import { carryOut, itemOf, linkedTo, linkOf, lost, worldWith } from './sync.fixture.ts';
import { entryWith, fieldsWith, perfectToggl } from './toggl.fixture.ts';

/** Second 2000, at which what is prompt starts or stops. */
const now = 2_000_000;
const trusted = { areTagActionsTrusted: true };

const open = (fields: Partial<EntryFields> = {}) =>
  fieldsWith({ startSecond: 1900, stopSecond: null, ...fields });
const started = fieldsWith({ description: 'Email', startSecond: 2000, stopSecond: null });

/** Runs in Toggl since second 1900, as entry 1. */
const running = linkedTo(1, open());
const stoppedAt = (stopSecond: number, fields: Partial<EntryFields> = {}) =>
  itemOf(running, open({ stopSecond, ...fields }));
const starting = itemOf(linkOf('b'), started);

function told(items: readonly Item[], world: Partial<World> = {}): readonly string[] {
  return plan(worldWith({ items, ...world })).map(({ action, worth }) => {
    const which = 'entryId' in action ? ` ${action.entryId}` : '';
    const slice = action.kind === 'create' ? ` ${action.sliceId}` : '';
    return `${worth}: ${action.kind}${which}${slice}`;
  });
}

describe('a plan', () => {
  test.each<{ reason: string; items: readonly Item[]; steps: readonly string[] }>([
    {
      reason: 'is empty where all is as it should be',
      items: [itemOf(running, open())],
      steps: [],
    },
    { reason: 'starts with one create', items: [starting], steps: ['running: create b'] },
    {
      reason: 'stops promptly in Toggl’s own now',
      items: [stoppedAt(1999)],
      steps: ['stop-running: stop 1'],
    },
    {
      reason: 'writes the true end of a late stop',
      items: [stoppedAt(1998)],
      steps: ['stop-running: edit 1'],
    },
    {
      reason: 'writes stop and tags in one edit',
      items: [stoppedAt(2000, { tags: ['compass', 'deep-work'] })],
      steps: ['stop-running: edit 1'],
    },
    {
      reason: 'writes stop and start in one edit',
      items: [stoppedAt(2000, { startSecond: 1890 })],
      steps: ['stop-running: edit 1'],
    },
    {
      reason: 'writes the stop that may have been done already, instead of asking for another',
      items: [itemOf({ ...running, doubted: ['stop'] }, open({ stopSecond: 2000 }))],
      steps: ['stop-running: edit 1'],
    },
    {
      reason: 'switches with the create alone',
      items: [stoppedAt(2000), starting],
      steps: ['running: create b'],
    },
    {
      reason: 'makes the new timer visible first in a late switch',
      items: [stoppedAt(1950), itemOf(linkOf('b'), open({ startSecond: 1950 }))],
      steps: ['running: create b'],
    },
    {
      reason: 'waits with the stop while the create of the next is in doubt',
      items: [stoppedAt(2000), itemOf(linkOf('b', { state: lost(started, now) }), started)],
      steps: ['running: observe'],
    },
    {
      reason: 'stops what runs where the next was refused',
      items: [
        stoppedAt(2000),
        itemOf(linkOf('b', { state: { kind: 'parked', reason: 'no', desired: started } }), started),
      ],
      steps: ['stop-running: stop 1'],
    },
    {
      reason: 'sends a finished slice at once, whatever it went through',
      items: [itemOf(linkOf('b'), fieldsWith())],
      steps: ['finished: create b'],
    },
    {
      reason: 'sends nothing of a slice that came and went',
      items: [itemOf(linkOf('b'), null)],
      steps: [],
    },
    {
      reason: 'moves the start of what runs',
      items: [itemOf(running, open({ startSecond: 1800 }))],
      steps: ['running: edit 1'],
    },
    {
      reason: 'reopens what was stopped',
      items: [itemOf(linkedTo(1, open({ stopSecond: 1950 })), open())],
      steps: ['running: edit 1'],
    },
    {
      reason: 'deletes the running entry as urgently as it would stop it',
      items: [itemOf(running, null)],
      steps: ['stop-running: delete 1'],
    },
    {
      reason: 'deletes it at leisure where the next start ends it anyway',
      items: [itemOf(running, null), starting],
      steps: ['running: create b', 'delete: delete 1'],
    },
    {
      reason: 'deletes what replaced an entry only after the new one is sent',
      items: [itemOf(linkOf('b', { retiredEntryIds: [9] }), started)],
      steps: ['running: create b', 'delete: delete 9'],
    },
    {
      reason: 'touches nothing a human deleted',
      items: [itemOf(linkOf('a', { state: { kind: 'gone' }, entryId: 1 }), open())],
      steps: [],
    },
    {
      reason: 'sends nothing while a create is on its way',
      items: [
        itemOf(
          { ...linkOf('b'), state: { ...lost(started, now), kind: 'pending' } as Link['state'] },
          started,
        ),
      ],
      steps: [],
    },
  ])('$reason', ({ items, steps }) => {
    expect(told(items)).toEqual(steps);
  });

  test('goes by worth, and sends finished slices newest first', () => {
    const link = (sliceId: string, entryId: number, applied = fieldsWith()) =>
      linkedTo(entryId, applied, { sliceId });
    const items = [
      itemOf(link('a', 1), null),
      itemOf(link('b', 2), fieldsWith({ description: 'Email' })),
      itemOf(linkOf('c'), fieldsWith({ startSecond: 100, stopSecond: 200 })),
      itemOf(linkOf('d'), fieldsWith({ startSecond: 300, stopSecond: 400 })),
      itemOf(link('e', 5), fieldsWith({ stopSecond: 1050 })),
      itemOf(linkOf('f'), started),
      itemOf(link('g', 7, fieldsWith({ startSecond: 1500, stopSecond: null })), null),
      itemOf(linkOf('h', { state: lost(fieldsWith(), now) }), fieldsWith()),
    ];
    expect(told(items)).toEqual([
      'running: create f',
      'times: edit 5',
      'finished: create d',
      'finished: create c',
      'text: edit 2',
      'delete: delete 1',
      'delete: delete 7',
      'observe: observe',
    ]);
  });

  test('goes on to the next start while another is in doubt', () => {
    const unknown = itemOf(linkOf('a', { state: lost(open(), now) }), open({ stopSecond: 2000 }));
    expect(told([unknown, starting])).toEqual(['running: create b', 'observe: observe']);
  });

  test('holds a look at what should run dearer than one at what is over', () => {
    const state = lost(started, now);
    expect(told([itemOf(linkOf('b', { state }), started)])).toEqual(['running: observe']);
    expect(told([itemOf(linkOf('b', { state: lost(fieldsWith(), now) }), fieldsWith())])).toEqual([
      'observe: observe',
    ]);
  });
});

describe('a parked slice', () => {
  const refused = (desired: EntryFields | null, fields: Partial<Link> = {}) =>
    linkOf('b', { state: { kind: 'parked', reason: 'no', desired }, ...fields });

  test.each<{ reason: string; item: Item; steps: readonly string[] }>([
    {
      reason: 'rests while it is as it was refused',
      item: itemOf(refused(started), started),
      steps: [],
    },
    {
      reason: 'is sent once it changes',
      item: itemOf(refused(started), { ...started, description: 'Mail' }),
      steps: ['running: create b'],
    },
    { reason: 'rests when it is deleted', item: itemOf(refused(started), null), steps: [] },
    {
      reason: 'has its entry edited once it changes',
      item: itemOf({ ...running, state: refused(open()).state }, open({ description: 'Mail' })),
      steps: ['running: edit 1'],
    },
    {
      reason: 'rests when it changes back to what Toggl has',
      item: itemOf({ ...running, state: refused(open({ description: 'Mail' })).state }, open()),
      steps: [],
    },
  ])('$reason', ({ item, steps }) => {
    expect(told([item])).toEqual(steps);
    expect(isPending(item, trusted)).toBe(steps.length > 0);
  });
});

describe('a step waits', () => {
  const due = (items: readonly Item[], world: Partial<World> = {}) =>
    plan(worldWith({ items, ...world })).map(({ notBefore }) => notBefore);

  test.each<{ reason: string; items: readonly Item[]; togglOffsetMs?: number; at: number }>([
    { reason: 'not at all, as a rule', items: [starting], at: 0 },
    {
      reason: 'until Toggl’s clock, which is behind, reaches the second of a start',
      items: [starting],
      togglOffsetMs: -3000,
      at: 2_003_000,
    },
    { reason: 'for no clock that is ahead', items: [starting], togglOffsetMs: 3000, at: 0 },
    {
      reason: 'until Toggl’s clock reaches the second of a stop',
      items: [stoppedAt(2000)],
      togglOffsetMs: -3000,
      at: 2_003_000,
    },
    {
      reason: 'until modes have stood still, for the tags of what runs',
      items: [itemOf(running, open({ tags: ['compass', 'deep-work'] }), 2_010_000)],
      at: 2_010_000,
    },
    {
      reason: 'for no mode where the text changes as well',
      items: [
        itemOf(running, open({ tags: ['compass', 'deep-work'], description: 'X' }), 2_010_000),
      ],
      at: 0,
    },
    {
      reason: 'for no mode where the slice is over',
      items: [itemOf(linkedTo(1, fieldsWith()), fieldsWith({ tags: ['compass', 'a'] }), 2_010_000)],
      at: 0,
    },
    {
      reason: 'until a failed call may be repeated',
      items: [itemOf({ ...running, retryAt: 2_004_000 }, open({ description: 'X' }))],
      at: 2_004_000,
    },
    {
      reason: 'until a create that is in doubt may be looked up',
      items: [itemOf(linkOf('b', { state: lost(started, now) }), started)],
      at: 2_005_000,
    },
  ])('$reason', ({ items, togglOffsetMs = 0, at }) => {
    expect(due(items, { togglOffsetMs })).toEqual([at]);
  });
});

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
    expect(told([itemOf(link, open({ description: 'X' }))])).toEqual(['observe: observe']);
    expect(told([itemOf(link, null)])).toEqual(['stop-running: delete 1']);
  });
});

describe('what it costs', () => {
  const reopeningFails = { reopening: 'refused', tagActions: 'work' } as const;
  const obliging = { reopening: 'works', tagActions: 'work' } as const;

  function calls(item: Item, traits: typeof obliging | typeof reopeningFails): readonly string[] {
    const toggl = perfectToggl(traits);
    toggl.put(entryWith({ ...item.link.applied, id: 1 }), 1950);
    const { taken } = carryOut(worldWith({ items: [item] }), toggl, { most: 9 });
    return taken.map(({ step }) => step.action.kind);
  }

  const late = stoppedAt(1950);
  const reopened = itemOf(linkedTo(1, open({ stopSecond: 1950 })), open());

  test.each([
    {
      reason: 'a prompt stop is one call',
      item: stoppedAt(2000),
      traits: obliging,
      made: ['stop'],
    },
    { reason: 'a late stop is one call', item: late, traits: obliging, made: ['edit'] },
    { reason: 'a reopening is one call', item: reopened, traits: obliging, made: ['edit'] },
    {
      reason: 'a reopening that Toggl refuses is a new entry in place of the old',
      item: reopened,
      traits: reopeningFails,
      made: ['edit', 'create', 'delete'],
    },
  ])('$reason', ({ item, traits, made }) => {
    expect(calls(item, traits)).toEqual(made);
  });

  test('a late switch is two calls', () => {
    const toggl = perfectToggl(obliging);
    toggl.put(entryWith({ ...open(), id: 1 }), 1900);
    const items = [stoppedAt(1950), itemOf(linkOf('b'), open({ startSecond: 1950 }))];
    const { taken } = carryOut(worldWith({ items }), toggl, { most: 9 });
    expect(taken.map(({ step }) => step.action.kind)).toEqual(['create', 'edit']);
    expect(toggl.alive()).toMatchObject([{ stopSecond: 1950 }, { stopSecond: null }]);
  });
});

test.each<{ reason: string; item: Item; answer: boolean }>([
  { reason: 'a slice never sent', item: starting, answer: true },
  { reason: 'a slice that came and went', item: itemOf(linkOf('b'), null), answer: false },
  { reason: 'an entry as wanted', item: itemOf(running, open()), answer: false },
  { reason: 'an entry of no slice', item: itemOf(running, null), answer: true },
  { reason: 'an entry that differs', item: stoppedAt(2000), answer: true },
  {
    reason: 'an entry that differs where a human holds it',
    item: itemOf({ ...running, held: ['stop'] }, open({ stopSecond: 2000 })),
    answer: false,
  },
  {
    reason: 'a create in doubt',
    item: itemOf(linkOf('b', { state: lost(started, now) }), started),
    answer: true,
  },
  {
    reason: 'an entry that has to go',
    item: itemOf({ ...running, retiredEntryIds: [9] }, open()),
    answer: true,
  },
  {
    reason: 'an entry a human deleted',
    item: itemOf({ ...running, state: { kind: 'gone' } }, open()),
    answer: false,
  },
])('$reason is pending: $answer', ({ item, answer }) => {
  expect(isPending(item, trusted)).toBe(answer);
});

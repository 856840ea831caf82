import { describe, expect, test } from 'vitest';
import type { EntryFields } from './entry.ts';
import type { Link } from './link.ts';
import { isPending } from './pending.ts';
import { plan } from './plan.ts';
import { itemOf, linkedTo, linkOf, lost, worldWith } from './sync.fixture.ts';
import { fieldsWith } from './toggl.fixture.ts';
import type { Item, World } from './world.ts';

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
        itemOf(
          linkOf('b', { state: { kind: 'parked', reason: 'no', desired: started, earlier: null } }),
          started,
        ),
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
      reason: 'deletes at leisure what a human has stopped, answered for or not',
      items: [itemOf({ ...running, observed: open({ stopSecond: 1950 }), held: ['stop'] }, null)],
      steps: ['delete: delete 1'],
    },
    {
      reason: 'moves the start of what a human has stopped as that of any finished entry',
      items: [
        itemOf(
          { ...running, observed: open({ stopSecond: 1950 }), held: ['stop'] },
          open({ startSecond: 1800 }),
        ),
      ],
      steps: ['times: edit 1'],
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
      reason: 'makes no second entry where it is not known which one is tied',
      items: [
        itemOf({ ...running, entryId: null }, started),
        itemOf({ ...running, entryId: null }, null),
      ],
      steps: [],
    },
    {
      reason: 'writes stop and text in one edit',
      items: [stoppedAt(2000, { description: 'Email' })],
      steps: ['stop-running: edit 1'],
    },
    {
      reason: 'writes stop and project in one edit',
      items: [stoppedAt(2000, { projectId: 11 })],
      steps: ['stop-running: edit 1'],
    },
    {
      reason: 'waits with the stop while the create of the next is on its way',
      items: [
        stoppedAt(2000),
        itemOf(
          linkOf('b', { state: { ...lost(started, now), kind: 'pending' } as Link['state'] }),
          started,
        ),
      ],
      steps: [],
    },
    {
      reason: 'does not wait with the stop for a finished slice that is still to be sent',
      items: [stoppedAt(2000), itemOf(linkOf('b'), fieldsWith())],
      steps: ['stop-running: stop 1', 'finished: create b'],
    },
    {
      reason: 'holds the project of what runs no dearer than other texts',
      items: [itemOf(running, open({ projectId: 11 }))],
      steps: ['text: edit 1'],
    },
    {
      reason: 'holds the text of what runs as dear as its start',
      items: [itemOf(running, open({ description: 'Email' }))],
      steps: ['running: edit 1'],
    },
    {
      reason: 'keeps texts of one worth in the order they are given',
      items: [
        itemOf(linkedTo(5, fieldsWith()), fieldsWith({ description: 'Email' })),
        itemOf(linkedTo(4, fieldsWith()), fieldsWith({ description: 'Email' })),
      ],
      steps: ['text: edit 5', 'text: edit 4'],
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

test('what a human put into the entry before goes along with the create that replaces it', () => {
  const carried = { description: 'Standup', tags: ['billable'] };
  expect(plan(worldWith({ items: [itemOf(linkOf('b', { carried }), started)] }))).toMatchObject([
    { action: { kind: 'create', fields: started, carried } },
  ]);
});

describe('a parked slice', () => {
  const refused = (desired: EntryFields | null, fields: Partial<Link> = {}) =>
    linkOf('b', { state: { kind: 'parked', reason: 'no', desired, earlier: null }, ...fields });

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

test.each([
  { reason: 'is late, and written', clock: 'ahead', togglOffsetMs: 3000, kind: 'edit' },
  { reason: 'is prompt, once it is there', clock: 'behind', togglOffsetMs: -3000, kind: 'stop' },
])('a stop $reason, where Toggl’s clock is $clock', ({ togglOffsetMs, kind }) => {
  const [step] = plan(worldWith({ items: [stoppedAt(2000)], togglOffsetMs }));
  expect(step?.action.kind).toBe(kind);
});

test('a start waits for the latest instant at which Toggl’s clock may reach its second', () => {
  const world = worldWith({ items: [starting], togglOffsetMs: 0, togglLeastOffsetMs: -700 });
  expect(plan(world).map(({ notBefore }) => notBefore)).toEqual([2_000_700]);
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
      reason: 'for no mode where the project changes as well',
      items: [itemOf(running, open({ tags: ['compass', 'deep-work'], projectId: 11 }), 2_010_000)],
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

/** What is told of a plan: why each call is made, and what is not yet as wanted. */
import { describe, expect, test } from 'vitest';
import type { EntryFields } from './entry.ts';
import type { Link } from './link.ts';
import { isPending } from './pending.ts';
import { plan } from './plan.ts';
import { foreignWith, itemOf, linkedTo, linkOf, lost, worldWith } from './sync.fixture.ts';
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

describe('the log of calls says why', () => {
  const at = { at: now, sinceAt: now };
  const over = (fields: Partial<Link> = {}) =>
    itemOf(linkedTo(1, fieldsWith(), fields), fieldsWith());

  test.each<{ call: string; world: Partial<World>; reason: string }>([
    { call: 'a start', world: { items: [itemOf(linkOf('b'), started)] }, reason: 'started' },
    {
      call: 'a start beside what is over',
      world: { items: [over(), itemOf(linkOf('b'), started)] },
      reason: 'started',
    },
    {
      call: 'a switch',
      world: {
        items: [over(), itemOf(running, open({ stopSecond: 2000 })), itemOf(linkOf('b'), started)],
      },
      reason: 'switched: Toggl ends the running entry itself',
    },
    {
      call: 'a finished slice',
      world: { items: [itemOf(linkOf('b'), fieldsWith())] },
      reason: 'a finished slice not in Toggl yet',
    },
    {
      call: 'a prompt stop',
      world: { items: [itemOf(running, open({ stopSecond: 2000 }))] },
      reason: 'stopped',
    },
    {
      call: 'a prompt stop with another text',
      world: { items: [itemOf(running, open({ stopSecond: 2000, description: 'Email' }))] },
      reason: 'stopped, with its other changes',
    },
    {
      call: 'a late stop',
      world: { items: [itemOf(running, open({ stopSecond: 1950 }))] },
      reason: 'stopped late: the true end',
    },
    {
      call: 'another start of what runs',
      world: { items: [itemOf(running, open({ startSecond: 1800 }))] },
      reason: 'the running entry has another start',
    },
    {
      call: 'other times of what is over',
      world: { items: [itemOf(linkedTo(1, fieldsWith()), fieldsWith({ stopSecond: 1050 }))] },
      reason: 'start or end changed',
    },
    {
      call: 'another text',
      world: { items: [itemOf(running, open({ description: 'Email' }))] },
      reason: 'text or project changed',
    },
    {
      call: 'another mode',
      world: { items: [itemOf(running, open({ tags: ['compass', 'deep-work'] }))] },
      reason: 'the mode changed',
    },
    {
      call: 'a slice that is gone',
      world: { items: [itemOf(running, null)] },
      reason: 'no slice stands behind this entry',
    },
    {
      call: 'a lost create',
      world: { items: [itemOf(linkOf('b', { state: lost(started, now) }), started)] },
      reason: 'the answer to a create was lost: looked up before anything is sent again',
    },
    {
      call: 'a stop that came too late',
      world: { items: [over({ look: at })] },
      reason: 'Toggl says this entry was changed there: read to see how',
    },
    {
      call: 'the first finished entry beside a running one',
      world: { items: [over({ look: { ...at, isAfterFinished: true } })] },
      reason: 'a finished entry was made while this one ran: read once whether that stopped it',
    },
    {
      call: 'a repeated create',
      world: { items: [over({ twinCheck: { ...at, record: fieldsWith(), mayRun: false } })] },
      reason: 'a create was repeated: read to see whether the first arrived as well',
    },
    {
      call: 'an entry that Toggl did not show',
      world: { items: [over({ missing: { lookAt: now, sinceAt: now } })] },
      reason: 'Toggl did not show an entry of ours: read once more to be sure',
    },
    {
      call: 'a start from idle',
      world: { idleCheck: { at: now, sinceSecond: 1998 } },
      reason: 'started from idle: read once to see whether that stopped a timer in Timery',
    },
    {
      call: 'a foreign timer of this morning',
      world: { foreignRunning: [foreignWith({ seenAt: now - 6 * 3_600_000 })] },
      reason: 'a timer that is not ours ran hours ago: read whether it still does',
    },
  ])('of $call', ({ world, reason }) => {
    expect(plan(worldWith(world)).map((step) => step.reason)).toEqual([reason]);
  });

  test('of a stop of a foreign timer', () => {
    const world = { items: [itemOf(linkOf('b'), started)], foreignRunning: [foreignWith()] };
    expect(plan(worldWith(world)).map((step) => step.reason)).toEqual([
      'a timer that is not ours runs: stopped before ours starts',
      'started',
    ]);
  });
});

test.each<{ reason: string; item: Item; answer: boolean }>([
  { reason: 'a slice never sent', item: itemOf(linkOf('b'), started), answer: true },
  { reason: 'a slice that came and went', item: itemOf(linkOf('b'), null), answer: false },
  { reason: 'an entry as wanted', item: itemOf(running, open()), answer: false },
  { reason: 'an entry of no slice', item: itemOf(running, null), answer: true },
  {
    reason: 'an entry that differs',
    item: itemOf(running, open({ stopSecond: 2000 })),
    answer: true,
  },
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
    reason: 'a create in doubt whose slice is gone',
    item: itemOf(linkOf('b', { state: lost(started, now) }), null),
    answer: true,
  },
  {
    reason: 'a create on its way whose slice is gone',
    item: itemOf(
      linkOf('b', { state: { ...lost(started, now), kind: 'pending' } as Link['state'] }),
      null,
    ),
    answer: true,
  },
  {
    reason: 'an entry that changed in Toggl and was not read yet',
    item: itemOf({ ...running, look: { at: now, sinceAt: now } }, open()),
    answer: true,
  },
  {
    reason: 'an entry whose first create may still arrive',
    item: itemOf(
      { ...running, twinCheck: { at: now, sinceAt: now, record: open(), mayRun: true } },
      open(),
    ),
    answer: true,
  },
  {
    reason: 'an entry that Toggl did not show once',
    item: itemOf({ ...running, missing: { sinceAt: now, lookAt: now } }, open()),
    answer: true,
  },
  {
    reason: 'an entry that Toggl does not show, as is known by now',
    item: itemOf({ ...running, missing: { sinceAt: now, lookAt: null } }, open()),
    answer: false,
  },
  {
    reason: 'an entry that Toggl did not show, deleted by a human, of no slice',
    item: itemOf(
      { ...running, state: { kind: 'gone' }, missing: { sinceAt: now, lookAt: now } },
      null,
    ),
    answer: false,
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

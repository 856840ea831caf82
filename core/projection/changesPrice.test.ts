import { expect, test } from 'vitest';
import { callsToSettle } from './changesPrice.ts';
import type { EntryFields } from './entry.ts';
import { itemOf, linkedTo, linkOf, lost } from './sync.fixture.ts';
import { fieldsWith } from './toggl.fixture.ts';
import type { Item, Traits } from './world.ts';

const open = (fields: Partial<EntryFields> = {}) =>
  fieldsWith({ startSecond: 1900, stopSecond: null, ...fields });
const ended = open({ stopSecond: 1950 });
const earlier = fieldsWith({ startSecond: 1000, stopSecond: 1200 });

/** Runs in Toggl since second 1900, as entry 1. */
const running = linkedTo(1, open());
const fresh = (fields: EntryFields) => itemOf(linkOf('b'), fields);

const known = { areTagActionsTrusted: true, finishedCreate: 'leaves-running' } as const;
const unknown = { areTagActionsTrusted: true } as const;
const stopping = { areTagActionsTrusted: true, finishedCreate: 'stops-running' } as const;

type Row = Readonly<{ reason: string; items: readonly Item[]; traits?: Traits; calls: number }>;

test.each<Row>([
  { reason: 'nothing, where all is as it should be', items: [itemOf(running, open())], calls: 0 },
  { reason: 'an end', items: [itemOf(running, ended)], calls: 1 },
  {
    reason: 'an end and a new start',
    items: [itemOf(running, ended), fresh(open({ startSecond: 1950 }))],
    calls: 2,
  },
  { reason: 'a slice that is gone', items: [itemOf(linkedTo(1, ended), null)], calls: 1 },
  {
    reason: 'one that never was in Toggl, and shall not be',
    items: [itemOf(linkOf('b'), null)],
    calls: 0,
  },
  {
    reason: 'a finished entry beside what runs',
    items: [itemOf(running, open()), fresh(earlier)],
    traits: known,
    calls: 1,
  },
  {
    reason: 'the same, and a look where it is not known to leave that running',
    items: [itemOf(running, open()), fresh(earlier)],
    traits: unknown,
    calls: 2,
  },
  {
    reason: 'the same, and a repair where it is known to stop it',
    items: [itemOf(running, open()), fresh(earlier)],
    traits: stopping,
    calls: 2,
  },
  {
    reason: 'a finished entry and a text of what runs, and a look at that',
    items: [itemOf(running, open({ description: 'Email' })), fresh(earlier)],
    traits: unknown,
    calls: 3,
  },
  {
    reason: 'a switch, which needs no look',
    items: [itemOf(running, ended), fresh(open({ startSecond: 1950 }))],
    traits: unknown,
    calls: 2,
  },
  {
    reason: 'a finished entry and a search for a create whose slice is gone, where nothing runs',
    items: [itemOf(linkOf('c', { state: lost(open(), 0) }), null), fresh(earlier)],
    traits: unknown,
    calls: 2,
  },
  {
    reason: 'a finished entry where nothing runs',
    items: [fresh(earlier)],
    traits: unknown,
    calls: 1,
  },
  {
    reason: 'an edit of a finished entry beside what runs',
    items: [
      itemOf(running, open()),
      itemOf(linkedTo(2, earlier), fieldsWith({ startSecond: 1000, stopSecond: 1100 })),
    ],
    traits: unknown,
    calls: 1,
  },
])('costs $calls: $reason', ({ items, traits = known, calls }) => {
  expect(callsToSettle(items, traits)).toBe(calls);
});

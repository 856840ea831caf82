import { expect, test } from 'vitest';
import type { EntryFields } from './entry.ts';
import { shownRunning } from './shown.ts';
import { itemOf, linkedTo, linkOf } from './sync.fixture.ts';
import { fieldsWith } from './toggl.fixture.ts';

const open = fieldsWith({ stopSecond: null });
const before = fieldsWith({ startSecond: 1, stopSecond: null });
const human = { description: 'Call from the school', startSecond: open.startSecond + 9 };
const base = {
  items: [],
  foreignRunning: [],
  traits: { areTagActionsTrusted: true },
  held: new Set<string>(),
  unseen: 0,
};

const email = { ...open, description: 'Email' };
const parkedAt = (desired: EntryFields) =>
  ({ kind: 'parked', reason: 'no', desired, earlier: null }) as const;
const running = itemOf(linkedTo(1, open), open);

test.each([
  { reason: 'nothing runs on either side', input: {}, entry: null, isRight: true },
  {
    reason: 'ours runs as it should',
    input: { items: [running] },
    entry: { startSecond: open.startSecond, sliceId: 'a' },
    isRight: true,
  },
  {
    reason: 'a human runs something after ours',
    input: { items: [running], foreignRunning: [human] },
    entry: { ...human, sliceId: null },
    isRight: false,
  },
  {
    reason: 'a human runs something and nothing runs here',
    input: { foreignRunning: [human] },
    entry: { ...human, sliceId: null },
    isRight: false,
  },
  {
    reason: 'the start has not reached Toggl',
    input: { items: [itemOf(linkOf('a'), open)] },
    entry: null,
    isRight: false,
  },
  {
    reason: 'the stop has not reached Toggl',
    input: { items: [itemOf(linkedTo(1, open), fieldsWith())] },
    entry: { startSecond: open.startSecond, sliceId: 'a' },
    isRight: false,
  },
  {
    reason: 'a human stopped it in Timery',
    input: {
      items: [itemOf(linkedTo(1, open, { observed: fieldsWith(), held: ['stop'] }), open)],
      held: new Set(['a']),
    },
    entry: null,
    isRight: false,
  },
  {
    reason: 'a switch ended the entry before without showing it',
    input: {
      items: [itemOf(linkedTo(1, before, { sliceId: 'b' }), fieldsWith()), running],
    },
    entry: { startSecond: open.startSecond, sliceId: 'a' },
    isRight: true,
  },
  {
    reason: 'Toggl refused the stop of ours',
    input: { items: [itemOf(linkedTo(1, open, { state: parkedAt(fieldsWith()) }), fieldsWith())] },
    entry: { startSecond: open.startSecond, sliceId: 'a' },
    isRight: false,
  },
  {
    reason: 'Toggl refused another text for ours',
    input: { items: [itemOf(linkedTo(1, open, { state: parkedAt(email) }), email)] },
    entry: { description: 'Coding', sliceId: 'a' },
    isRight: false,
  },
  {
    reason: 'a human deleted ours',
    input: { items: [itemOf(linkedTo(1, open, { state: { kind: 'gone' } }), open)] },
    entry: null,
    isRight: false,
  },
  {
    reason: 'a switch ended it, and what it was switched to is gone',
    input: { items: [itemOf(linkedTo(1, fieldsWith(), { observed: open }), fieldsWith())] },
    entry: null,
    isRight: true,
  },
  {
    reason: 'it runs beside an entry whose slice is gone',
    input: { items: [itemOf(linkedTo(2, fieldsWith(), { sliceId: 'b' }), null), running] },
    entry: { startSecond: open.startSecond, sliceId: 'a' },
    isRight: true,
  },
  {
    reason: 'a change here is still to be looked at',
    input: { items: [running], unseen: 1 },
    entry: { sliceId: 'a' },
    isRight: false,
  },
])('tells what Toggl runs where $reason', ({ input, entry, isRight }) => {
  const shown = shownRunning({ ...base, ...input });
  expect(shown.isRight).toBe(isRight);
  if (entry === null) expect(shown.entry).toBeNull();
  else expect(shown.entry).toMatchObject(entry);
});

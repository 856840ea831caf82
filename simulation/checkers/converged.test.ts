import { describe, expect, it } from 'vitest';
import type { SandboxEntry } from '../../toggl-sandbox/inspection.ts';
import type { StoredSlice } from '../observer.ts';
import { differences } from './converged.ts';
import { hourMs, stored } from './slices.fixture.ts';
import { createWantedTracker } from './wanted.ts';
import { entry, startAt, startSecond } from './wire.fixture.ts';

const stopSecond = startSecond + 3600;

type State = Readonly<{
  slices?: readonly StoredSlice[];
  entries: readonly SandboxEntry[];
  entryOf?: readonly (readonly [sliceId: string, entryId: number])[];
  /** Of entry 1. */
  byHand?: readonly string[];
  leftOut?: readonly string[];
}>;

describe('Toggl after healing', () => {
  const right: readonly (State & { reason: string })[] = [
    { reason: 'the entry is as wanted', entries: [entry()] },
    {
      reason: 'a timer runs for the slice that runs',
      slices: [stored({ endAt: null })],
      entries: [entry({ stopSecond: null })],
    },
    { reason: 'the stop is a second late', entries: [entry({ stopSecond: stopSecond + 1 })] },
    {
      reason: 'tags stand in another order',
      slices: [stored(), stored({ id: 'm', dimension: 'WORK_MODE', category: 'Deep Work' })],
      entries: [entry({ tags: ['deep-work', 'compass'] })],
    },
    {
      reason: 'an entry of somebody else is there',
      entries: [entry(), entry({ id: 9, createdWith: 'Timery' })],
    },
    {
      reason: 'an older entry of ours is deleted',
      entries: [entry(), entry({ id: 2, deletedAt: startAt })],
    },
    {
      reason: 'a human made a copy with our mark in our second',
      entries: [entry({ createdWith: 'Timery' })],
    },
    { reason: 'Toggl refused the slice', entries: [], leftOut: ['a'] },
    {
      reason: 'Toggl refused a slice that was made again and has the entry of the one before',
      slices: [],
      entries: [entry()],
      entryOf: [['made again', 1]],
      leftOut: ['made again'],
    },
    {
      reason: 'a human changed the text',
      entries: [entry({ description: 'Coffee' })],
      byHand: ['description'],
    },
    {
      reason: 'the text of a human was carried from the entry before',
      entries: [entry({ description: 'by hand' })],
    },
    { reason: 'a human added a tag', entries: [entry({ tags: ['compass', 'home'] })] },
    {
      reason: 'a human took our tag away',
      entries: [entry({ tags: ['home'] })],
      byHand: ['tags'],
    },
    {
      reason: 'a human took the project away',
      entries: [entry({ projectId: null })],
      byHand: ['project'],
    },
    {
      reason: 'a human moved the start',
      entries: [entry({ startSecond: startSecond - 60 })],
      byHand: ['start'],
    },
    {
      reason: 'a human stopped it',
      slices: [stored({ endAt: null })],
      entries: [entry()],
      byHand: ['stop'],
    },
    {
      reason: 'a human stopped it before the start that we moved since',
      slices: [stored({ startAt: startAt + 2 * hourMs, endAt: startAt + 3 * hourMs })],
      entries: [entry()],
      byHand: ['stop'],
    },
    {
      reason: 'a human deleted it',
      entries: [entry({ deletedAt: startAt + hourMs })],
      byHand: ['deleted'],
    },
  ];
  it.each(right)('is right when $reason', (state) => expect(compared(state)).toEqual([]));

  const wrong: readonly (State & { reason: string; text: RegExp })[] = [
    { reason: 'the slice has none', entries: [], text: /has no entry/ },
    { reason: 'it is deleted', entries: [entry({ deletedAt: 1 })], text: /has no entry/ },
    {
      reason: 'a second one is there',
      entries: [entry(), entry({ id: 2 })],
      text: /No slice stands behind/,
    },
    {
      reason: 'the link names an entry that somebody else made',
      entries: [entry({ createdWith: 'Timery', tags: [] })],
      text: /is not ours/,
    },
    { reason: 'its slice is gone', slices: [], entries: [entry()], text: /No slice stands behind/ },
    { reason: 'the text is wrong', entries: [entry({ description: 'x' })], text: /description is/ },
    {
      reason: 'the project is wrong',
      entries: [entry({ projectId: 6 })],
      text: /project is wrong/,
    },
    {
      reason: 'a tag is too many',
      entries: [entry({ tags: ['compass', 'admin'] })],
      text: /tags is wrong/,
    },
    { reason: 'a tag is missing', entries: [entry({ tags: [] })], text: /tags is wrong/ },
    {
      reason: 'the start is a second off',
      entries: [entry({ startSecond: startSecond + 1 })],
      text: /start is wrong/,
    },
    {
      reason: 'the stop is early',
      entries: [entry({ stopSecond: stopSecond - 1 })],
      text: /stop is wrong/,
    },
    {
      reason: 'the stop is two seconds late',
      entries: [entry({ stopSecond: stopSecond + 2 })],
      text: /stop is wrong/,
    },
    { reason: 'it still runs', entries: [entry({ stopSecond: null })], text: /stop is wrong/ },
    {
      reason: 'it runs no more',
      slices: [stored({ endAt: null })],
      entries: [entry()],
      text: /stop is wrong/,
    },
    {
      reason: 'a human changed the text, and the stop is wrong as well',
      entries: [entry({ description: 'by hand', stopSecond: null })],
      byHand: ['description'],
      text: /stop is wrong/,
    },
    {
      reason: 'a human stopped it, and the start is wrong though the two do not cross',
      entries: [entry({ startSecond: startSecond - 60 })],
      byHand: ['stop'],
      text: /start is wrong/,
    },
  ];
  it.each(wrong)('is wrong when $reason', ({ text, ...state }) => {
    expect(compared(state)).toEqual([expect.stringMatching(text)]);
  });

  /** Slice a has entry 1; entries that were made with our mark were made for it. */
  function compared(state: State) {
    const { slices = [stored()], entries, entryOf = [['a', 1]], byHand = [], leftOut = [] } = state;
    const tracker = createWantedTracker();
    tracker.take({ slices, sinceAt: startAt, debounceMs: 10_000 });
    const ours = new Set(
      entries.flatMap(({ id, createdWith }) => (createdWith === 'Timery' ? [] : [id])),
    );
    return differences({
      wanted: tracker.now(),
      entries,
      entryOf: new Map(entryOf),
      sliceOf: (id) => (ours.has(id) ? 'a' : null),
      leftOut: new Set(leftOut),
      touched: new Map([[1, new Set(byHand)]]),
    });
  }
});

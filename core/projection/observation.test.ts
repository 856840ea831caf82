import { describe, expect, test } from 'vitest';
import type { EntryFields, ObservedEntry } from './entry.ts';
import type { Link } from './link.ts';
import { type ObservationInput, takeObservation } from './observation.ts';
import { linkedTo, linkOf, lost } from './sync.fixture.ts';
import { entryWith, fieldsWith } from './toggl.fixture.ts';

const now = 1_010_000;
const open = fieldsWith({ stopSecond: null });
const inDoubt = (sliceId: string, fields: EntryFields, attemptedAt = 1_000_000) =>
  linkOf(sliceId, { state: lost(fields, attemptedAt) });

function observed(input: Partial<ObservationInput>, desired: Record<string, EntryFields> = {}) {
  const links = input.links ?? [];
  const result = takeObservation({
    entries: [],
    askedAt: now,
    links,
    desiredOf: (sliceId) => desired[sliceId] ?? null,
    linkedEntryIds: new Set(),
    idleStartSecond: null,
    // Later than the start of what is told of here: no list has to show it.
    sinceSecond: 1005,
    togglOffsetMs: 0,
    isOwnText: () => false,
    isUnserved: false,
    ...input,
  });
  return {
    ...result,
    states: result.links.map(({ state, entryId }) => `${state.kind} ${entryId ?? '-'}`),
    told: result.warnings.map(({ kind }) => kind),
  };
}

describe('a create in doubt', () => {
  const links = [inDoubt('a', open)];

  test.each<{
    reason: string;
    entries: readonly ObservedEntry[];
    state: string;
    told: readonly string[];
  }>([
    { reason: 'arrived', entries: [entryWith(open)], state: 'linked 1', told: [] },
    { reason: 'never arrived', entries: [], state: 'wanted -', told: [] },
    {
      reason: 'was deleted by a human',
      entries: [entryWith({ ...open, deletedAt: 1 })],
      state: 'gone 1',
      told: ['deleted-in-timery'],
    },
    {
      reason: 'is doubtful, and is not sent again',
      entries: [entryWith({ startSecond: 1003 })],
      state: 'parked -',
      told: ['create-doubtful'],
    },
    {
      reason: 'arrived and was stopped by a human',
      entries: [entryWith()],
      state: 'linked 1',
      told: ['stopped-in-timery'],
    },
  ])('$reason', ({ entries, state, told }) => {
    const result = observed({ links, entries }, { a: open });
    expect(result.states).toEqual([state]);
    expect(result.told).toEqual(told);
  });

  test('that never arrived is remembered as sent before', () => {
    expect(observed({ links }, { a: open }).links[0]?.state).toMatchObject({
      earlier: { number: 1, firstAttemptedAt: 1_000_000 },
    });
  });

  test('is not judged by a reading that was asked for too soon', () => {
    const result = observed({ links, askedAt: 1_004_999 }, { a: open });
    expect(result.links).toEqual(links);
  });

  test('is no foreign timer meanwhile', () => {
    const early = { links, entries: [entryWith(open)], askedAt: 1_004_999 };
    const result = observed(early, { a: open });
    expect(result.foreignRunning).toEqual([]);
    expect(result.told).toEqual([]);
  });

  test('that arrived twice keeps the running one and retires the other', () => {
    const entries = [entryWith(), entryWith({ ...open, id: 2 })];
    const { links: after } = observed({ links, entries }, { a: open });
    expect(after[0]).toMatchObject({ entryId: 2, retiredEntryIds: [1], held: [] });
  });

  test('that was overtaken by a later start of ours was not stopped by a human', () => {
    const [link] = links;
    if (link?.state.kind !== 'unknown') throw new Error('the create is in doubt');
    const attempt = { ...link.state.attempt, isOvertaken: true };
    const overtaken: Link = { ...link, state: { ...link.state, attempt } };
    const result = observed({ links: [overtaken], entries: [entryWith()] }, { a: open });
    expect(result.told).toEqual([]);
    expect(result.links[0]).toMatchObject({ held: [], applied: { stopSecond: 1060 } });
  });
});

test('a start in doubt may have been ended by one that is found', () => {
  const later = fieldsWith({ startSecond: 1003, stopSecond: null });
  const links = [inDoubt('a', open, 1_009_000), inDoubt('b', later)];
  const { links: after } = observed({ links, entries: [entryWith({ ...later, id: 2 })] });
  expect(after[0]?.state).toMatchObject({ kind: 'unknown', attempt: { isOvertaken: true } });
  expect(after[1]?.entryId).toBe(2);
});

describe('two creates in doubt', () => {
  const later = fieldsWith({ startSecond: 1100 });

  test('with the same text are not taken for each other', () => {
    const links = [inDoubt('a', fieldsWith()), inDoubt('b', later)];
    const result = observed({ links, entries: [entryWith()] }, { a: fieldsWith(), b: later });
    expect(result.states).toEqual(['linked 1', 'wanted -']);
    expect(result.told).toEqual([]);
  });

  test('in the same second are told apart by their text', () => {
    const email = fieldsWith({ description: 'Email' });
    const links = [inDoubt('a', fieldsWith()), inDoubt('b', email)];
    const entries = [entryWith({ description: 'Email' })];
    expect(observed({ links, entries }).states).toEqual(['wanted -', 'linked 1']);
  });

  test('never adopt one entry both', () => {
    const links = [inDoubt('a', fieldsWith()), inDoubt('b', fieldsWith())];
    expect(observed({ links, entries: [entryWith()] }).states).toEqual(['linked 1', 'wanted -']);
  });
});

describe('what we deleted ourselves', () => {
  test('is no sign that a human deleted the create after it', () => {
    const links = [{ ...inDoubt('a', open), deletedEntryIds: [1] }];
    const entries = [entryWith({ ...open, deletedAt: 1 })];
    expect(observed({ links, entries }, { a: open }).states).toEqual(['wanted -']);
  });

  test('and what has yet to go are never adopted', () => {
    const links = [{ ...inDoubt('a', open), retiredEntryIds: [1] }];
    expect(observed({ links, entries: [entryWith(open)] }, { a: open }).states).toEqual([
      'wanted -',
    ]);
  });
});

describe('a create that was repeated', () => {
  const twinCheck = { at: now, sinceAt: 1_000_000, record: open, mayRun: true };
  const link = linkedTo(2, open, { twinCheck });
  const own = entryWith({ ...open, id: 2 });

  test.each<{
    reason: string;
    entries: readonly ObservedEntry[];
    entryId: number;
    retired: readonly number[];
  }>([
    { reason: 'came alone', entries: [own], entryId: 2, retired: [] },
    { reason: 'has a twin', entries: [entryWith(), own], entryId: 2, retired: [1] },
    {
      reason: 'has a twin that runs in its stead',
      entries: [entryWith(open), { ...own, stopSecond: 1010 }],
      entryId: 1,
      retired: [2],
    },
    {
      reason: 'has a twin, and a human deleted one of the two',
      entries: [entryWith(open), { ...own, deletedAt: 1 }],
      entryId: 1,
      retired: [],
    },
    {
      reason: 'is beside another text in its second, which is no twin',
      entries: [entryWith({ description: 'Email' }), own],
      entryId: 2,
      retired: [],
    },
    {
      reason: 'is beside a human’s, which bears no mark and is no twin',
      entries: [entryWith({ tags: [] }), own],
      entryId: 2,
      retired: [],
    },
  ])('$reason', ({ entries, entryId, retired }) => {
    const { links, told } = observed({ links: [link], entries }, { a: open });
    expect(links[0]).toMatchObject({
      entryId,
      retiredEntryIds: retired,
      twinCheck: null,
      held: [],
    });
    expect(told).toEqual([]);
  });

  test('is left alone where the reading does not show it, and its like is told', () => {
    const { links, told } = observed({ links: [link], entries: [entryWith(open)] }, { a: open });
    expect(links[0]).toMatchObject({ entryId: 2, retiredEntryIds: [] });
    expect(told).toEqual(['copy-running']);
  });

  test('is looked at again when the reading came too soon', () => {
    const { links } = observed({ links: [link], askedAt: now - 1 }, { a: open });
    expect(links).toEqual([link]);
  });
});

describe('a reading', () => {
  test('answers the look it was asked for, and shows what changed', () => {
    const link = linkedTo(1, open, { look: { at: now, sinceAt: 0 } });
    const entries = [entryWith({ stopSecond: 1033 })];
    const desired = { a: fieldsWith({ stopSecond: 1050 }) };
    const result = observed({ links: [link], entries }, desired);
    expect(result.links[0]).toMatchObject({ look: null, held: ['stop'] });
  });

  test('leaves a link as it was where it shows nothing of it', () => {
    const link = linkedTo(1, open);
    expect(observed({ links: [link] }, { a: open }).links[0]).toBe(link);
  });

  test('takes no stop for a human’s while another start is in doubt', () => {
    const links = [
      linkedTo(1, open),
      inDoubt('b', fieldsWith({ startSecond: 1003, stopSecond: null })),
    ];
    const entries = [entryWith({ stopSecond: 1004 })];
    const result = observed({ links, entries }, { a: fieldsWith({ stopSecond: 1003 }) });
    expect(result.told).toEqual([]);
  });
});

describe('a foreign entry', () => {
  const foreign = entryWith({ id: 55, description: 'Call', tags: [], stopSecond: null });

  test('that runs is remembered, without a word', () => {
    const { foreignRunning, told } = observed({ entries: [foreign] });
    expect(foreignRunning).toEqual([{ entry: foreign, origin: 'human' }]);
    expect(told).toEqual([]);
  });

  test.each([
    { reason: 'the text of an entry of ours: a copy', text: 'Coding', told: 'copy-running' },
    { reason: 'the name of a category of ours: a copy', text: 'Reading', told: 'copy-running' },
    { reason: 'a text of nobody here: another Compass', text: 'Call', told: 'another-compass' },
  ])('that runs with our mark and $reason, is told as $told', ({ text, told }) => {
    const entries = [{ ...foreign, description: text, tags: ['compass'] }];
    const isOwnText = (own: string) => own === 'Reading';
    const seen = observed({ entries, isOwnText, links: [linkedTo(1, open)] }, { a: open });
    expect(seen.told).toEqual([told]);
  });

  test('of another Compass that ended at our start is told as such, and as one matter', () => {
    const stopped = { ...foreign, stopSecond: 1005, tags: ['compass'] };
    const entries = [stopped, { ...stopped, id: 56 }];
    const { warnings } = observed({ entries, idleStartSecond: 1005 });
    expect(warnings.map(({ kind, entryId }) => [kind, entryId])).toEqual([
      ['another-compass', null],
      ['another-compass', null],
    ]);
  });

  test.each([
    { reason: 'stopped', entry: { stopSecond: 1005 } },
    { reason: 'deleted', entry: { deletedAt: 1 } },
  ])('that was $reason is forgotten', ({ entry }) => {
    const result = observed({ entries: [{ ...foreign, ...entry }] });
    expect(result.foreignStoppedIds).toEqual([55]);
    expect(result.foreignRunning).toEqual([]);
  });

  test('of ours is none, also of links that are settled', () => {
    const linkedEntryIds = new Set([55]);
    expect(observed({ entries: [foreign], linkedEntryIds }).foreignRunning).toEqual([]);
  });

  test.each([
    { reason: 'in the second of our start', stopSecond: 1005, told: ['foreign-stopped'] },
    { reason: 'a second beside it', stopSecond: 1006, told: ['foreign-stopped'] },
    { reason: 'long before', stopSecond: 1001, told: [] },
    { reason: 'long after', stopSecond: 1009, told: [] },
  ])('that ended $reason, after a start from idle, is told: $told', ({ stopSecond, told }) => {
    const entries = [{ ...foreign, stopSecond }];
    expect(observed({ entries, idleStartSecond: 1005 }).told).toEqual(told);
    expect(observed({ entries }).told).toEqual([]);
  });
});

describe('a list that lacks an entry it has to show', () => {
  const link = linkedTo(1, open);
  const listed = { links: [link], sinceSecond: 1000 };

  test.each([
    { reason: 'began before the list does', input: { sinceSecond: 1001 } },
    { reason: 'stands on a list that is cut', input: { entries: Array(1000).fill(entryWith()) } },
    { reason: 'is on it', input: { entries: [entryWith({ ...open, tags: ['compass'] })] } },
    { reason: 'is deleted', input: { entries: [entryWith({ ...open, deletedAt: 1 })] } },
  ])('means nothing where the entry $reason', ({ input }) => {
    const result = observed({ ...listed, ...input }, { a: open });
    expect(result.links[0]?.missing).toBeNull();
    expect(result.told).not.toContain('never-shown');
  });

  test('is read once more, for it may lag behind', () => {
    const { links, told, isUnserved } = observed(listed, { a: open });
    expect(links[0]?.missing).toEqual({ sinceAt: 1_000_000, lookAt: now + 60_000 });
    expect([told, isUnserved]).toEqual([[], null]);
  });

  const twice = { ...link, missing: { sinceAt: 1_000_000, lookAt: now } };

  test('is believed the second time, and told', () => {
    const { links, told, isUnserved } = observed({ ...listed, links: [twice] }, { a: open });
    expect(links[0]?.missing).toEqual({ sinceAt: 1_000_000, lookAt: null });
    expect([told, isUnserved]).toEqual([['never-shown'], true]);
  });

  test('is told once', () => {
    const input = { ...listed, links: [twice], isUnserved: true };
    expect(observed(input, { a: open }).told).toEqual([]);
  });

  test('is not believed before its time', () => {
    const early = { ...listed, links: [twice], askedAt: now - 1 };
    expect(observed(early, { a: open }).isUnserved).toBeNull();
  });

  test('is forgotten once any entry of ours is shown', () => {
    const sure = { ...twice, missing: { sinceAt: 1_000_000, lookAt: null } };
    const entries = [entryWith(open)];
    const seen = observed({ ...listed, links: [sure], entries, isUnserved: true }, { a: open });
    expect(seen.links[0]?.missing).toBeNull();
    expect(seen.isUnserved).toBe(false);
  });

  test('has a create in doubt made once more, and not a third time', () => {
    const first = inDoubt('a', open);
    if (first.state.kind !== 'unknown') throw new Error('a create in doubt is unknown');
    const { attempt } = first.state;
    const state = { ...first.state, attempt: { ...attempt, number: 2 } };
    const seenWith = (links: readonly Link[]) => observed({ links, isUnserved: true }).links[0];
    expect(seenWith([first])?.state.kind).toBe('wanted');
    expect(seenWith([{ ...first, state }])?.state).toMatchObject({
      kind: 'unknown',
      lookAt: now + 3_600_000,
    });
  });
});

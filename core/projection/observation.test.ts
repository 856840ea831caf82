import { describe, expect, test } from 'vitest';
import type { EntryFields, ObservedEntry } from './entry.ts';
import type { Link } from './link.ts';
import { inDoubt, now, observed, open } from './observation.fixture.ts';
import { linkedTo } from './sync.fixture.ts';
import { entryWith, fieldsWith } from './toggl.fixture.ts';

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

  test.each<{ reason: string; desired: Record<string, EntryFields> }>([
    { reason: 'is over by now', desired: { a: fieldsWith({ stopSecond: 1050 }) } },
    { reason: 'is gone by now', desired: {} },
  ])('whose slice $reason was not stopped by a human', ({ desired }) => {
    const { told, links: after } = observed({ links, entries: [entryWith()] }, desired);
    expect(told).toEqual([]);
    expect(after[0]).toMatchObject({ held: [], applied: { stopSecond: 1060 } });
  });

  test('that was deleted, as its slice was, is forgotten', () => {
    const result = observed({ links, entries: [entryWith({ ...open, deletedAt: 1 })] });
    expect(result.states).toEqual(['wanted -']);
    expect(result.told).toEqual([]);
  });

  test.each<{ reason: string; desired: Record<string, EntryFields>; ours: EntryFields | null }>([
    { reason: 'both versions', desired: { a: open }, ours: open },
    { reason: 'Toggl’s alone where the slice is gone', desired: {}, ours: null },
  ])('that is doubtful is told with $reason', ({ desired, ours }) => {
    const seen = observed({ links, entries: [entryWith({ startSecond: 1003 })] }, desired);
    expect(seen.warnings).toMatchObject([
      {
        sliceId: 'a',
        entryId: 1,
        ours,
        timerys: { description: 'Coding', startSecond: 1003, stopSecond: 1060 },
        message:
          'The answer to a create was lost and an entry with this text but another start ' +
          'appeared in Toggl. Nothing is sent for this slice until it changes.',
      },
    ]);
  });

  test('that was sent twice and is found once is looked for once more', () => {
    const [first] = links;
    if (first?.state.kind !== 'unknown') throw new Error('the create is in doubt');
    const attempt = { ...first.state.attempt, number: 2 };
    const twice: Link = { ...first, state: { ...first.state, attempt } };
    const checkAfter = (link: Link, entries: readonly ObservedEntry[]) =>
      observed({ links: [link], entries }, { a: open }).links[0]?.twinCheck;
    expect(checkAfter(twice, [entryWith(open)])).toMatchObject({ at: now + 60_000, record: open });
    expect(checkAfter(twice, [entryWith(open), entryWith({ ...open, id: 2 })])).toBeNull();
    expect(checkAfter(first, [entryWith(open)])).toBeNull();
  });

  test('is judged by a reading that was asked for at the instant it was due', () => {
    expect(observed({ links, askedAt: 1_005_000 }, { a: open }).states).toEqual(['wanted -']);
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
      reason: 'has a twin that a human deleted before',
      entries: [entryWith({ ...open, deletedAt: 1 }), own],
      entryId: 2,
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

  test('and came alone was stopped by whoever stopped it', () => {
    const entries = [{ ...own, stopSecond: 1033 }];
    expect(observed({ links: [link], entries }, { a: open }).told).toEqual(['stopped-in-timery']);
  });

  test('leaves to the twin that runs in its stead only what the create carried', () => {
    const edited = { ...open, description: 'Email', projectId: 7, tags: ['compass', 'deep-work'] };
    const entries = [entryWith(open), { ...own, ...edited, stopSecond: 1010 }];
    const doubtful: Link = { ...linkedTo(2, edited, { twinCheck }), doubted: ['tags'] };
    const { links } = observed({ links: [doubtful], entries }, { a: edited });
    expect(links[0]?.applied).toEqual({ ...open, stopToleranceSeconds: 0 });
    expect(links[0]?.doubted).toEqual([]);
  });

  test.each([
    { reason: 'asked for too soon', askedAt: now - 20_000 },
    {
      reason: 'that tells of one entry alone, as an event does',
      askedAt: Number.NEGATIVE_INFINITY,
    },
  ])('is looked for no sooner for an old sight $reason', ({ askedAt }) => {
    const due = { ...twinCheck, at: now + 30_000 };
    const seen: Link = { ...linkedTo(2, open, { twinCheck: due }), seenModifiedAt: 1_020_000 };
    const { links } = observed({ links: [seen], entries: [own], askedAt }, { a: open });
    expect(links[0]?.twinCheck).toEqual(due);
  });

  test('keeps what was written to it since where its twin has to go', () => {
    const edited = { ...open, description: 'Email', tags: ['compass', 'deep-work'] };
    const entries = [entryWith(), { ...own, ...edited }];
    const { links } = observed({ links: [linkedTo(2, edited, { twinCheck })], entries });
    expect(links[0]).toMatchObject({ entryId: 2, retiredEntryIds: [1], applied: edited });
  });

  test('is looked at again where the reading is from before our last write', () => {
    const entries = [entryWith(open), { ...own, stopSecond: 1010, modifiedAt: 1_010_000 }];
    const written: Link = { ...link, seenModifiedAt: 1_010_500 };
    const { links } = observed({ links: [written], entries }, { a: open });
    expect(links[0]).toEqual({ ...written, twinCheck: { ...twinCheck, at: now + 5000 } });
  });

  test('is no foreign timer where it comes late', () => {
    const early = { links: [link], entries: [entryWith(open)], askedAt: now - 1 };
    expect(observed(early, { a: open }).foreignRunning).toEqual([]);
  });

  test('is no foreign timer where it was looked up and not found, and comes late', () => {
    const wanted = observed({ links: [inDoubt('a', open)] }, { a: open }).links;
    const seen = observed({ links: wanted, entries: [entryWith(open)] }, { a: open });
    expect(seen.foreignRunning).toEqual([]);
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

  test('ends no doubt of a stop that it came too soon for', () => {
    const look = { at: now + 1, sinceAt: 0, isAfterFinished: true } as const;
    const links = [linkedTo(1, open, { doubted: ['stop'], look })];
    const early = observed({ links, entries: [entryWith(open)] }, { a: open });
    expect(early.links[0]).toMatchObject({ doubted: ['stop'], look });
    const entries = [entryWith({ stopSecond: 1004 })];
    const late = observed({ links: early.links, entries, askedAt: now + 1 }, { a: open });
    expect(late.told).toEqual([]);
    expect(late.links[0]).toMatchObject({ applied: { stopSecond: 1004 }, doubted: [], look: null });
  });

  test.each([
    { reason: 'shows nothing new', modifiedAt: 1_000_000, doubted: ['stop'] },
    { reason: 'shows it as changed since', modifiedAt: 1_004_000, doubted: [] },
  ])('of a Toggl that stops for a finished create leaves $doubted: it $reason', (seen) => {
    const links = [linkedTo(1, open, { doubted: ['stop'], seenModifiedAt: 1_000_000 })];
    const entries = [entryWith({ ...open, modifiedAt: seen.modifiedAt })];
    const traits = { finishedCreate: 'stops-running' } as const;
    expect(observed({ links, entries, traits }, { a: open }).links[0]?.doubted).toEqual(
      seen.doubted,
    );
  });

  test('that shows nothing new ends the doubt of a stop where a create stops nothing', () => {
    const links = [linkedTo(1, open, { doubted: ['stop'], seenModifiedAt: 1_000_000 })];
    const entries = [entryWith({ ...open, modifiedAt: 1_000_000 })];
    expect(observed({ links, entries }, { a: open }).links[0]?.doubted).toEqual([]);
  });

  test('ends every doubt of an entry that we deleted, however soon it came', () => {
    const look = { at: now + 1, sinceAt: 0 };
    const links = [linkedTo(1, open, { doubted: ['stop'], look, deletedEntryIds: [1] })];
    const entries = [entryWith({ ...open, deletedAt: 1 })];
    expect(observed({ links, entries }, { a: open }).links[0]).toMatchObject({
      state: { kind: 'wanted' },
      doubted: [],
    });
  });

  test('ends a doubt of a stop where it shows the stop, however soon it came', () => {
    const look = { at: now + 1, sinceAt: 0 };
    const links = [linkedTo(1, open, { doubted: ['stop'], look })];
    const { told, ...seen } = observed(
      { links, entries: [entryWith({ stopSecond: 1004 })] },
      { a: open },
    );
    expect(told).toEqual([]);
    expect(seen.links[0]).toMatchObject({ applied: { stopSecond: 1004 }, doubted: [] });
  });

  test('leaves a link as it was where it shows nothing of it', () => {
    const link = linkedTo(1, open);
    expect(observed({ links: [link] }, { a: open }).links[0]).toBe(link);
  });

  test('brings nothing back to life that a human deleted', () => {
    const link = linkedTo(1, open, { state: { kind: 'gone' } });
    const { links, warnings } = observed({ links: [link], entries: [entryWith()] }, { a: open });
    expect(links).toEqual([link]);
    expect(warnings).toEqual([]);
  });

  test('takes no early stop for a human’s while another start is in doubt', () => {
    const links = [
      linkedTo(1, open),
      inDoubt('b', fieldsWith({ startSecond: 1003, stopSecond: null })),
    ];
    const result = observed({ links, entries: [entryWith({ stopSecond: 1004 })] }, { a: open });
    expect(result.told).toEqual([]);
    expect(result.links[0]?.applied?.stopSecond).toBe(1004);
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

  test('takes no stop for a human’s while a finished create that stops may have come late', () => {
    const done = fieldsWith({ description: 'Email', startSecond: 900, stopSecond: 990 });
    const twinCheck = { at: now, sinceAt: 1_000_000, record: done, mayRun: false };
    const links = [linkedTo(1, open), { ...linkedTo(2, done, { twinCheck }), sliceId: 'b' }];
    const entries = [entryWith({ stopSecond: 1004 })];
    const seenWith = (finishedCreate: 'stops-running' | 'leaves-running') =>
      observed({ links, entries, traits: { finishedCreate } }, { a: open, b: done });
    expect(seenWith('stops-running').told).toEqual([]);
    expect(seenWith('stops-running').links[0]?.applied?.stopSecond).toBe(1004);
    expect(seenWith('leaves-running').told).toEqual(['stopped-in-timery']);
  });
});

/** A create whose answer was lost: what is found of it late, and what is not it. */
import { describe, expect, test } from 'vitest';
import { markPending } from './attempt.ts';
import type { EntryFields, ObservedEntry } from './entry.ts';
import { isAtHand, type Link } from './link.ts';
import { inDoubt, now, observed, open } from './observation.fixture.ts';
import { isPending } from './pending.ts';
import { plan } from './plan.ts';
import { itemOf, linkedTo, linkOf, worldWith } from './sync.fixture.ts';
import { entryWith, fieldsWith } from './toggl.fixture.ts';

describe('a create in doubt', () => {
  const links = [inDoubt('a', open)];

  const firstSecond = 1000;
  test.each<{ reason: string; description: string; modifiedSecond: number; state: string }>([
    {
      reason: 'which an older entry of another text cannot be, though in our second, is absent',
      description: 'Lunch',
      modifiedSecond: firstSecond - 2,
      state: 'wanted -',
    },
    {
      reason: 'that was renamed arrived, as well as the clocks are known',
      description: 'Lunch',
      modifiedSecond: firstSecond - 1,
      state: 'linked 1',
    },
    {
      reason: 'that was renamed since arrived',
      description: 'Lunch',
      modifiedSecond: firstSecond + 2,
      state: 'linked 1',
    },
    {
      reason: 'is known by its text, whatever the clocks say',
      description: 'Coding',
      modifiedSecond: firstSecond - 600,
      state: 'linked 1',
    },
  ])('$reason', ({ description, modifiedSecond, state }) => {
    // Toggl's clock is three seconds ahead.
    const modifiedAt = (modifiedSecond + 3) * 1000;
    const entries = [entryWith({ ...open, description, modifiedAt })];
    const result = observed({ links, entries, togglOffsetMs: 3000 }, { a: open });
    expect(result.states).toEqual([state]);
  });

  test.each<{ reason: string; stopSecond: number | null; applied: number | null }>([
    { reason: 'the running one', stopSecond: null, applied: null },
    { reason: 'the running one, ended by a switch since', stopSecond: 1500, applied: 1500 },
    { reason: 'the finished one', stopSecond: 1060, applied: 1060 },
  ])('that was sent as running and again as finished is known for $reason', (arrived) => {
    const finished = fieldsWith();
    const [first] = links;
    if (first?.state.kind !== 'unknown') throw new Error('the create is in doubt');
    const attempt = { ...first.state.attempt, fields: finished, number: 2 };
    const twice: Link = { ...first, state: { ...first.state, attempt } };
    const { stopSecond, applied } = arrived;
    const entries = [entryWith({ stopSecond })];
    const result = observed({ links: [twice], entries }, { a: finished });
    expect(result.told).toEqual([]);
    expect(result.links[0]).toMatchObject({ held: [], applied: { stopSecond: applied } });
  });
});

test('a create on its way is no foreign timer, though an event is faster than its answer', () => {
  const links = [markPending(linkOf('a'), open, now)];
  const seen = observed({ links, entries: [entryWith(open)] }, { a: open });
  expect([seen.foreignRunning, seen.told]).toEqual([[], []]);
});

describe('a finished create in doubt', () => {
  const finished = fieldsWith();

  test('was moved by a human where it is found with another end', () => {
    const entries = [entryWith({ stopSecond: 1050 })];
    const { told } = observed({ links: [inDoubt('a', finished)], entries }, { a: finished });
    expect(told).toEqual(['time-changed']);
  });

  test('is written to the second, although one before it was to run', () => {
    const link = inDoubt('a', finished);
    if (link.state.kind !== 'unknown') throw new Error('the create is in doubt');
    const attempt = { ...link.state.attempt, mayRun: true, number: 2 };
    const twice: Link = { ...link, state: { ...link.state, attempt } };
    const desired = fieldsWith({ stopSecond: 1059 });
    const { links } = observed({ links: [twice], entries: [entryWith()] }, { a: desired });
    const [step] = plan(worldWith({ items: [itemOf(links[0] ?? link, desired)] }));
    expect(step?.action).toMatchObject({ difference: { times: { stopSecond: 1059 } } });
  });
});

describe('a create in doubt that is looked for a minute late', () => {
  test('is remembered as sent where it is not found and still wanted', () => {
    const { links } = observed({ links: [inDoubt('a', open)], askedAt: 1_060_000 }, { a: open });
    expect(links[0]?.state).toMatchObject({ kind: 'wanted', earlier: { number: 1 } });
  });
});

describe('a create in doubt with an entry of its text at another start', () => {
  test('is the entry of its slice when it comes after all', () => {
    const entries = [entryWith({ startSecond: 1003 })];
    const { links } = observed({ links: [inDoubt('a', open)], entries }, { a: open });
    const late = observed({ links, entries: [entryWith(open)], askedAt: 1_060_000 }, { a: open });
    expect(late.states).toEqual(['linked 1']);
  });
});

describe('a create that was not found, and whose slice is gone', () => {
  const isOverAt = 1_060_000;
  const [notFound] = observed({ links: [inDoubt('a', open)] }).links;
  if (notFound === undefined) throw new Error('there is one link');
  const late = (entries: readonly ObservedEntry[], askedAt = isOverAt) =>
    observed({ links: [notFound], entries, askedAt });

  test('is looked for once more when it can come no more', () => {
    const item = itemOf(notFound, null);
    expect(isPending(item, { areTagActionsTrusted: true })).toBe(true);
    expect(plan(worldWith({ now, items: [item] }))).toMatchObject([
      { action: { kind: 'observe', sinceSecond: 970 }, notBefore: isOverAt },
    ]);
  });

  test('goes when it has come after all', () => {
    const [link] = late([entryWith(open)]).links;
    expect(link).toMatchObject({ state: { kind: 'linked' }, entryId: 1 });
    const world = worldWith({ items: [itemOf(link ?? notFound, null)] });
    expect(plan(world)).toMatchObject([{ action: { kind: 'delete', entryId: 1 } }]);
  });

  test('is forgotten when it has not come', () => {
    const [link] = late([]).links;
    expect(link?.state).toEqual({ kind: 'wanted', earlier: null });
    const item = itemOf(link ?? notFound, null);
    expect(isPending(item, { areTagActionsTrusted: true })).toBe(false);
    expect(plan(worldWith({ items: [item] }))).toEqual([]);
  });

  test('is still waited for after a reading that was asked for too soon', () => {
    expect(late([], isOverAt - 1).links).toEqual([notFound]);
  });

  test('makes no matter of an entry of its text at another start', () => {
    const seen = late([entryWith({ startSecond: 1003 })]);
    expect(seen.states).toEqual(['wanted -']);
    expect(seen.warnings).toEqual([]);
  });

  test.each<{ sent: EntryFields; finishedCreate: 'leaves-running' | 'stops-running' }>([
    { sent: open, finishedCreate: 'leaves-running' },
    { sent: fieldsWith(), finishedCreate: 'stops-running' },
  ])('is what stopped another entry of a Toggl that $finishedCreate', (world) => {
    const other = fieldsWith({ description: 'Email', startSecond: 900, stopSecond: null });
    const [stray] = observed({ links: [inDoubt('a', world.sent)] }).links;
    const links = [stray ?? notFound, { ...linkedTo(2, other), sliceId: 'b' }];
    const entries = [entryWith({ ...other, id: 2, stopSecond: 1004 })];
    const traits = { finishedCreate: world.finishedCreate };
    const seen = observed({ links, entries, traits }, { b: other });
    expect(seen.told).toEqual([]);
    expect(seen.links[1]).toMatchObject({ held: [], applied: { stopSecond: 1004 } });
  });
});

describe('a create that was not found, and was refused when it was sent again', () => {
  const isOverAt = 1_060_000;
  const [notFound] = observed({ links: [inDoubt('a', open)] }, { a: open }).links;
  if (notFound?.state.kind !== 'wanted') throw new Error('what was not found is wanted');
  const { earlier } = notFound.state;
  const parked: Link = {
    ...notFound,
    state: { kind: 'parked', reason: 'the plan', desired: open, earlier },
  };
  const late = (entries: readonly ObservedEntry[], askedAt = isOverAt) =>
    observed({ links: [parked], entries, askedAt }, { a: open });
  const planned = (link: Link) => plan(worldWith({ now, items: [itemOf(link, open)] }));

  test('is read at every look, and looked for once more when it can come no more', () => {
    expect(isAtHand(parked)).toBe(true);
    expect(planned(parked)).toMatchObject([
      { action: { kind: 'observe', sinceSecond: 970 }, notBefore: isOverAt },
    ]);
  });

  test.each([
    { finishedCreate: 'leaves-running', told: ['stopped-in-timery'] },
    { finishedCreate: 'stops-running', told: [] },
  ] as const)('may have stopped what runs where a finished one $finishedCreate', (world) => {
    const [stray] = observed({ links: [inDoubt('a', fieldsWith())] }, { a: fieldsWith() }).links;
    if (stray?.state.kind !== 'wanted') throw new Error('what was not found is wanted');
    const state = { ...parked.state, earlier: stray.state.earlier } as Link['state'];
    const other = fieldsWith({ description: 'Email', startSecond: 900, stopSecond: null });
    const links = [
      { ...parked, state },
      { ...linkedTo(2, other), sliceId: 'b' },
    ];
    const entries = [entryWith({ ...other, id: 2, stopSecond: 1004 })];
    const traits = { finishedCreate: world.finishedCreate };
    const seen = observed({ links, entries, traits }, { a: fieldsWith(), b: other });
    expect(seen.told).toEqual(world.told);
  });

  test('is the entry of its slice when it has come after all', () => {
    expect(late([entryWith(open)]).states).toEqual(['linked 1']);
  });

  test('is no foreign timer where it is seen before it is looked for', () => {
    const seen = late([entryWith(open)], isOverAt - 1);
    expect([seen.foreignRunning, seen.told]).toEqual([[], []]);
  });

  test('stays parked when it has not come, and is looked for no more', () => {
    const [link = parked] = late([]).links;
    expect(link.state).toEqual({
      kind: 'parked',
      reason: 'the plan',
      desired: open,
      earlier: null,
    });
    expect(planned(link)).toEqual([]);
    expect(isAtHand(link)).toBe(false);
  });

  test('is still waited for after a reading that was asked for too soon', () => {
    expect(late([], isOverAt - 1).links).toEqual([parked]);
  });
});

describe('a create that was repeated with another text', () => {
  const reading = fieldsWith({ description: 'Reading', stopSecond: null });
  const twinCheck = { at: now, sinceAt: 0, record: reading, earlierFields: [open], mayRun: true };
  const link: Link = { ...linkedTo(1, reading), twinCheck };
  const second = entryWith({ ...reading, id: 1, stopSecond: 1004 });

  test('has the first one for its entry when that comes late and runs', () => {
    const first = entryWith({ ...open, id: 2 });
    const result = observed({ links: [link], entries: [second, first] }, { a: reading });
    expect(result.links[0]).toMatchObject({
      entryId: 2,
      applied: { description: 'Coding', stopSecond: null },
      retiredEntryIds: [1],
    });
    expect(result.foreignRunning).toEqual([]);
    expect(result.told).toEqual([]);
  });

  test('has no twin in an entry of a text that was never sent', () => {
    const other = entryWith({ ...open, id: 2, description: 'Lunch' });
    const result = observed({ links: [link], entries: [second, other] }, { a: reading });
    expect(result.links[0]?.entryId).toBe(1);
  });
});

/** A Toggl that accepts entries and shows them no more. */
import { describe, expect, test } from 'vitest';
import type { Link } from './link.ts';
import { inDoubt, now, observed, open } from './observation.fixture.ts';
import { linkedTo } from './sync.fixture.ts';
import { entryWith, fieldsWith } from './toggl.fixture.ts';

describe('a list that lacks an entry it has to show', () => {
  const link = linkedTo(1, open);
  const listed = { links: [link], sinceSecond: 1000 };

  test.each([
    { reason: 'began before the list does', input: { sinceSecond: 1001 } },
    {
      reason: 'stands on a list that is cut',
      input: { entries: Array(1000).fill(entryWith({ id: 9, stopSecond: 1001 })) },
    },
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
    const input = { ...listed, links: [twice], traits: { isUnserved: true } };
    expect(observed(input, { a: open }).told).toEqual([]);
  });

  test('is not believed before its time', () => {
    const early = { ...listed, links: [twice], askedAt: now - 1 };
    expect(observed(early, { a: open }).isUnserved).toBeNull();
  });

  test.each([
    { reason: 'whose start was moved before the list', input: { sinceSecond: 1001 } },
    {
      reason: 'where the list is cut',
      input: { entries: Array(1000).fill(entryWith({ id: 9, stopSecond: 1001 })) },
    },
  ])('is not asked for again about an entry $reason', ({ input }) => {
    const { links } = observed({ ...listed, links: [twice], ...input }, { a: open });
    expect(links[0]?.missing).toBeNull();
  });

  test('is not taken for an answer before its time', () => {
    const early = { ...listed, links: [twice], askedAt: now - 1, sinceSecond: 1001 };
    expect(observed(early, { a: open }).links[0]?.missing).toEqual(twice.missing);
  });

  test('is believed until one is shown, whatever a list shows that need not show it', () => {
    const sure = { ...twice, missing: { sinceAt: 1_000_000, lookAt: null } };
    const { links } = observed({ ...listed, links: [sure], sinceSecond: 1001 }, { a: open });
    expect(links).toEqual([sure]);
  });

  test('is forgotten once any entry of ours is shown', () => {
    const sure = { ...twice, missing: { sinceAt: 1_000_000, lookAt: null } };
    const entries = [entryWith(open)];
    const seen = observed(
      { ...listed, links: [sure], entries, traits: { isUnserved: true } },
      { a: open },
    );
    expect(seen.links[0]?.missing).toBeNull();
    expect(seen.isUnserved).toBe(false);
  });

  test('is forgotten once the entry is shown whose place its twin takes', () => {
    const twinCheck = { at: now, sinceAt: 1_000_000, record: open, mayRun: true };
    const own = entryWith({ ...open, stopSecond: 1003 });
    const entries = [own, entryWith({ ...open, id: 2 })];
    const seen = observed({ ...listed, links: [{ ...twice, twinCheck }], entries }, { a: open });
    expect(seen.links).toMatchObject([{ entryId: 2, missing: null }]);
  });

  test('has a create in doubt made once more, and not a third time', () => {
    const first = inDoubt('a', open);
    if (first.state.kind !== 'unknown') throw new Error('a create in doubt is unknown');
    const { attempt } = first.state;
    const state = { ...first.state, attempt: { ...attempt, number: 2 } };
    const seenWith = (links: readonly Link[]) =>
      observed({ links, traits: { isUnserved: true } }).links[0];
    expect(seenWith([first])?.state.kind).toBe('wanted');
    expect(seenWith([{ ...first, state }])?.state).toMatchObject({
      kind: 'unknown',
      lookAt: now + 3_600_000,
    });
  });

  test('is believed as soon as it is not cut, and shows others', () => {
    const entries = Array(999).fill(entryWith({ id: 9, stopSecond: 1001 }));
    expect(observed({ ...listed, entries }, { a: open }).links[0]?.missing).not.toBeNull();
  });

  test('is read once more from the start of the entry on, by our clock', () => {
    const { links } = observed({ ...listed, togglOffsetMs: 3000 }, { a: open });
    expect(links[0]?.missing?.sinceAt).toBe(997_000);
  });

  test('means nothing of an entry that Toggl refused', () => {
    const state = { kind: 'parked', reason: 'no', desired: null, earlier: null } as const;
    const result = observed({ ...listed, links: [{ ...link, state }] }, { a: open });
    expect(result.links[0]?.missing).toBeNull();
  });

  test('is believed though it shows an entry from before it begins', () => {
    const earlier = linkedTo(2, fieldsWith({ startSecond: 900 }), { sliceId: 'b' });
    const entries = [entryWith({ id: 2, startSecond: 900 })];
    const input = { ...listed, links: [twice, earlier], entries };
    expect(observed(input, { a: open }).isUnserved).toBe(true);
  });

  test('means nothing of the account where it shows any other that it has to', () => {
    const other = linkedTo(2, open, { sliceId: 'b' });
    const entries = [entryWith({ ...open, id: 2 })];
    const input = { ...listed, links: [twice, other], entries };
    expect(observed(input, { a: open, b: open }).isUnserved).toBe(false);
  });
});

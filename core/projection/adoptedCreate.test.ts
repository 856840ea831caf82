/** Which entry a create in doubt has made, and what of it is ours. */
import { describe, expect, test } from 'vitest';
import { doubtPending, lookDelayMs, markPending, overtaken } from './attempt.ts';
import { type EntryFields, markerTag, type ObservedEntry } from './entry.ts';
import type { Link } from './link.ts';
import { inDoubt, now, observed, open } from './observation.fixture.ts';
import type { ObservationInput } from './observationInput.ts';
import { linkOf, lost } from './sync.fixture.ts';
import { entryWith, fieldsWith } from './toggl.fixture.ts';

/** One more create, sent after a look found nothing of the one before, and never answered. */
function sentAgain(link: Link, record: EntryFields): Link {
  const { state } = link;
  const wanted: Link =
    state.kind === 'unknown'
      ? { ...link, state: { kind: 'wanted', earlier: state.attempt } }
      : link;
  return doubtPending(markPending(wanted, record, 1_000_000));
}

describe('a create in doubt', () => {
  describe('that is not the first of its slice', () => {
    const first = { ...open, tags: [markerTag, 'admin'] };
    const second = { ...open, description: 'Errands', projectId: 7 };
    const tried = (...records: readonly EntryFields[]) =>
      records.reduce(
        (link, record) => sentAgain(link, record),
        linkOf('a', { state: { kind: 'wanted', earlier: null } }),
      );
    const seen = (link: Link, entry: ObservedEntry) =>
      observed({ links: [link], entries: [entry] }, { a: open }).links[0];

    test('owns the tags of an earlier one that arrived instead', () => {
      const after = seen(tried(first, open), entryWith(first));
      expect(after?.applied?.tags).toEqual(first.tags);
    });

    test('owns text and project of an earlier one, and none of what a human added', () => {
      const tags = [...second.tags, 'mine'];
      const entry = entryWith({ ...second, tags, modifiedAt: 1_000_000 });
      const after = seen(tried(second, first, open), entry);
      expect(after?.applied).toMatchObject({
        description: 'Errands',
        projectId: 7,
        tags: second.tags,
      });
    });

    test('owns what the last one carried, where that arrived', () => {
      const after = seen(tried(first, open), entryWith({ ...open, tags: [...open.tags, 'mine'] }));
      expect(after?.applied?.tags).toEqual(open.tags);
    });

    test('leaves to a human what no create carried', () => {
      const after = seen(
        tried(first, open),
        entryWith({ ...first, description: 'By hand', modifiedAt: now }),
      );
      expect(after?.applied).toMatchObject({ description: open.description });
    });

    test.each<{ reason: string; shown: EntryFields; owned: EntryFields }>([
      {
        reason: 'start',
        shown: { ...first, startSecond: 1001 },
        owned: { ...open, startSecond: 1001 },
      },
      { reason: 'text', shown: { ...first, description: 'Errands' }, owned: open },
      { reason: 'project', shown: { ...first, projectId: 9 }, owned: open },
    ])('owns nothing of an earlier one with another $reason than is shown', (row) => {
      const { owned } = row;
      const entry = entryWith({ ...row.shown, modifiedAt: now });
      const after = seen(tried(first, owned), entry);
      expect(after?.applied?.tags).toEqual(owned.tags);
    });

    test('remembers one of before that was kept without those before it', () => {
      const { state } = sentAgain(linkOf('a', { state: lost(first, 1_000_000) }), open);
      expect(state).toMatchObject({ attempt: { earlierFields: [first] } });
    });

    test('remembers each record once', () => {
      expect(tried(first, open, first, open).state).toMatchObject({
        attempt: { number: 4, earlierFields: [first] },
      });
    });
  });

  describe('that was overtaken', () => {
    const links = [overtaken(inDoubt('a', open))];
    const seen = (entry: ObservedEntry, input: Partial<ObservationInput> = {}) =>
      observed({ links, entries: [entry], ...input }, { a: open });

    test('was not stopped by a human, and is not asked about', () => {
      const result = seen(entryWith());
      expect(result.told).toEqual([]);
      expect(result.links[0]).toMatchObject({
        held: [],
        applied: { stopSecond: 1060 },
        doubted: [],
        look: null,
      });
    });

    test('and is seen running is read once more: the list may be from before it was ended', () => {
      const input = { traits: {}, togglOffsetMs: 3000 };
      expect(seen(entryWith(open), input).links[0]).toMatchObject({
        state: { kind: 'linked' },
        doubted: ['stop'],
        look: { at: now + lookDelayMs, sinceAt: 997_000 },
      });
    });

    test('and is seen running is written again where a finished create stops what runs', () => {
      const { links: after } = seen(entryWith(open), {
        traits: { finishedCreate: 'stops-running' },
      });
      expect(after[0]).toMatchObject({ doubted: ['stop'], look: null });
    });

    test('and is seen running is not asked about where its slice has ended', () => {
      const ended = fieldsWith({ stopSecond: 1008 });
      const { links: after } = observed({ links, entries: [entryWith(open)] }, { a: ended });
      expect(after[0]).toMatchObject({ doubted: [], look: null });
    });
  });
});

import { describe, expect, test } from 'vitest';
import type { Difference } from './difference.ts';
import { underway } from './doubt.ts';
import type { EntryFields, ObservedEntry } from './entry.ts';
import { withLateLooks } from './lateWrites.ts';
import { isAtHand, type Link, mayStartUnseen } from './link.ts';
import { observed, open } from './observation.fixture.ts';
import { isPending } from './pending.ts';
import { plan } from './plan.ts';
import type { BulkAction, LinkAction } from './step.ts';
import { itemOf, linkedTo, worldWith } from './sync.fixture.ts';
import { entryWith, fieldsWith } from './toggl.fixture.ts';

const sentAt = 1_950_000;
const dueAt = sentAt + 60_000;
const stop: LinkAction = { kind: 'stop', sliceId: 'a', entryId: 1 };
const remove: LinkAction = { kind: 'delete', sliceId: 'a', entryId: 1 };
const traits = { areTagActionsTrusted: true };

function edit(fields: Partial<Difference>): LinkAction {
  const difference = { description: null, project: null, tags: null, times: null, ...fields };
  return { kind: 'edit', sliceId: 'a', entryId: 1, difference };
}

const text = edit({ description: 'Email' });
const removal = edit({ tags: { kind: 'remove', tags: ['deep-work'], ours: ['compass'] } });
const many: BulkAction = {
  kind: 'edit-many',
  workspaceId: 7,
  entries: [{ sliceId: 'a', entryId: 1 }],
  description: 'Email',
  project: null,
};
const both = edit({
  tags: { kind: 'add', tags: ['compass', 'deep-work'], ours: ['compass', 'deep-work'] },
});
/** From deep to shallow work, with a tag of the human's that was seen beside ours. */
const list = edit({
  tags: {
    kind: 'list',
    tags: ['compass', 'shallow', 'billable'],
    ours: ['compass', 'shallow'],
  },
});
const addition = edit({
  tags: { kind: 'add', tags: ['deep-work'], ours: ['compass', 'deep-work'] },
});

/** Never answered, and then something was written: this is what the entry holds now. */
function overwritten(
  lost: LinkAction | BulkAction,
  applied: EntryFields,
  more: Partial<Link> = {},
): Link {
  const { lateWrites } = underway(linkedTo(1, applied), lost, sentAt);
  return withLateLooks(linkedTo(1, applied, { lateWrites, ...more }), sentAt + 5000);
}

const dueOf = (link: Link) => link.lateWrites.map(({ lookAt }) => lookAt);

describe('a write without a reply that may come after another one', () => {
  test.each<{ reason: string; link: () => Link }>([
    { reason: 'another text', link: () => overwritten(text, fieldsWith()) },
    {
      reason: 'another project',
      link: () => overwritten(edit({ project: { id: 7 } }), fieldsWith()),
    },
    {
      reason: 'another start',
      link: () =>
        overwritten(edit({ times: { startSecond: 999, stopSecond: 1060 } }), fieldsWith()),
    },
    {
      reason: 'a run that ended',
      link: () =>
        overwritten(edit({ times: { startSecond: 1000, stopSecond: null } }), fieldsWith()),
    },
    { reason: 'a stop of what runs again', link: () => overwritten(stop, open) },
    {
      reason: 'a removal of tags, which may replace them',
      link: () => overwritten(removal, fieldsWith()),
    },
    {
      reason: 'a tag that is not wanted any more',
      link: () => overwritten(addition, fieldsWith()),
    },
    { reason: 'a deletion of what is wanted again', link: () => overwritten(remove, fieldsWith()) },
    { reason: 'another text for many at once', link: () => overwritten(many, fieldsWith()) },
    { reason: 'another list of tags', link: () => overwritten(list, fieldsWith()) },
    {
      reason: 'a tag that is wanted and one that is not',
      link: () => overwritten(both, fieldsWith()),
    },
  ])('is read for a minute later where it carried $reason', (row) => {
    const link = row.link();
    expect(dueOf(link)).toEqual([dueAt]);
    expect(isAtHand(link)).toBe(true);
    expect(isPending(itemOf(link, link.applied), traits)).toBe(true);
    const world = worldWith({ items: [itemOf(link, link.applied)] });
    expect(plan(world)).toMatchObject([
      {
        action: { kind: 'observe' },
        notBefore: dueAt,
        worth: 'observe',
        reason: 'a write without a reply may have arrived after others: read to see',
      },
    ]);
  });

  test.each<{ reason: string; link: () => Link }>([
    {
      reason: 'says the same',
      link: () => overwritten(text, fieldsWith({ description: 'Email' })),
    },
    { reason: 'stops what is stopped', link: () => overwritten(stop, fieldsWith()) },
    {
      reason: 'adds what is there',
      link: () => overwritten(addition, fieldsWith({ tags: ['compass', 'deep-work'] })),
    },
    {
      reason: 'writes the project that is there',
      link: () => overwritten(edit({ project: { id: 7 } }), fieldsWith({ projectId: 7 })),
    },
    {
      reason: 'writes the times that are there',
      link: () =>
        overwritten(edit({ times: { startSecond: 1000, stopSecond: 1060 } }), fieldsWith()),
    },
    {
      reason: 'lists the tags that are there',
      link: () => overwritten(list, fieldsWith({ tags: ['compass', 'shallow'] })),
    },
    {
      reason: 'is to be repeated',
      link: () => overwritten(text, fieldsWith(), { doubted: ['description'] }),
    },
    {
      reason: 'is a stop that is to be repeated',
      link: () => overwritten(stop, open, { doubted: ['stop'] }),
    },
    {
      reason: 'is a deletion, and the entry is to be written again as a whole',
      link: () => overwritten(remove, fieldsWith(), { doubted: ['description', 'stop'] }),
    },
  ])('costs no look where it $reason', (row) => {
    const link = row.link();
    expect(dueOf(link)).toEqual([null]);
    expect(isPending(itemOf(link, link.applied), traits)).toBe(link.doubted.length > 0);
  });

  test('is forgotten once nothing can be on its way', () => {
    const { lateWrites } = underway(linkedTo(1, open), text, sentAt);
    expect(withLateLooks(linkedTo(1, fieldsWith(), { lateWrites }), dueAt).lateWrites).toEqual([]);
  });

  test('is looked for when nothing can be on its way any more, no sooner than told', () => {
    const link = overwritten(text, fieldsWith());
    expect(withLateLooks(link, dueAt + 1000)).toEqual(link);
    const [late] = link.lateWrites;
    if (late === undefined) throw new Error('it was never answered');
    const putOff = { ...link, lateWrites: [{ ...late, lookAt: dueAt + 5000 }] };
    expect(withLateLooks(putOff, dueAt + 1000)).toEqual(putOff);
  });

  test('deletes nothing that is wanted where it was to delete a twin', () => {
    const twin: LinkAction = { kind: 'delete', sliceId: 'a', entryId: 2 };
    expect(overwritten(twin, fieldsWith()).lateWrites).toEqual([]);
  });

  test('is nobody’s business once the slice is gone', () => {
    const item = itemOf(overwritten(remove, fieldsWith()), null);
    expect(plan(worldWith({ items: [item] })).map(({ action }) => action.kind)).toEqual(['delete']);
    const gone: Link = { ...item.link, state: { kind: 'gone' } };
    expect(isPending(itemOf(gone, null), traits)).toBe(false);
  });

  test('may end what runs, where it was to run again', () => {
    const reopening = edit({ times: { startSecond: 1000, stopSecond: null } });
    const leaves = { finishedCreate: 'leaves-running' } as const;
    expect(mayStartUnseen(overwritten(reopening, fieldsWith()), leaves)).toBe(true);
    expect(mayStartUnseen(overwritten(text, fieldsWith()), leaves)).toBe(false);
    expect(mayStartUnseen(overwritten(reopening, open), leaves)).toBe(false);
  });
});

describe('the look that follows', () => {
  const look = (link: Link, entries: readonly ObservedEntry[], askedAt = dueAt) => {
    const desired = link.applied ?? open;
    const result = observed({ links: [link], entries, askedAt }, { a: desired });
    const [seen] = result.links;
    if (seen === undefined) throw new Error('the link is there');
    const steps = plan(worldWith({ now: askedAt, items: [itemOf(seen, desired)] }));
    return { ...result, seen, actions: steps.map(({ action }) => action) };
  };

  test('finds nothing that came, and is over', () => {
    const { seen, actions, told } = look(overwritten(text, fieldsWith()), [entryWith()]);
    expect([seen.lateWrites, actions, told]).toEqual([[], [], []]);
    expect(look(overwritten(text, fieldsWith()), []).seen.lateWrites).toEqual([]);
  });

  test('writes the text again that a late one took away, and makes no note of that', () => {
    const link = overwritten(text, fieldsWith());
    const { seen, actions } = look(link, [entryWith({ description: 'Email' })]);
    expect(seen.applied?.description).toBe('Email');
    expect(actions).toMatchObject([{ difference: { description: 'Coding' } }]);
  });

  test('leaves a text that a human wrote meanwhile', () => {
    const { actions } = look(overwritten(text, fieldsWith()), [
      entryWith({ description: 'by hand' }),
    ]);
    expect(actions).toEqual([]);
  });

  test('tells nobody that a late stop was a human’s, and lets it run again', () => {
    const { actions, told } = look(overwritten(stop, open), [entryWith({ stopSecond: 1020 })]);
    expect(told).toEqual([]);
    expect(actions).toMatchObject([{ difference: { times: { stopSecond: null } } }]);
  });

  test('ends what a late reopening made run', () => {
    const reopening = edit({ times: { startSecond: 1000, stopSecond: null } });
    const { actions, told } = look(overwritten(reopening, fieldsWith()), [entryWith(open)]);
    expect(told).toEqual([]);
    expect(actions).toMatchObject([{ difference: { times: { stopSecond: 1060 } } }]);
  });

  test('puts back all tags that a late removal replaced, those of others too', () => {
    const link = overwritten(removal, fieldsWith());
    const known = { ...link, observed: fieldsWith({ tags: ['compass', 'billable'] }) };
    const { actions } = look(known, [entryWith({ tags: ['deep-work'] })]);
    expect(actions).toMatchObject([
      { difference: { tags: { kind: 'list', tags: ['compass', 'billable'] } } },
    ]);
  });

  test('leaves the tag of a human that a late list named beside ours', () => {
    const now = fieldsWith({ tags: ['compass', 'deep-work'] });
    const known = {
      ...overwritten(list, now),
      observed: { ...now, tags: [...now.tags, 'billable'] },
    };
    expect(look(known, [entryWith({ tags: [...now.tags, 'billable'] })]).actions).toEqual([]);
    const came = look(known, [entryWith({ tags: ['compass', 'shallow', 'billable'] })]);
    expect(came.actions).toMatchObject([
      { difference: { tags: { kind: 'list', tags: ['compass', 'deep-work', 'billable'] } } },
    ]);
  });

  test('adds a missing tag of ours without a word on those of others', () => {
    const { actions } = look(overwritten(addition, fieldsWith()), [entryWith({ tags: ['mine'] })]);
    expect(actions).toMatchObject([{ difference: { tags: { kind: 'add', tags: ['compass'] } } }]);
  });

  test('leaves a tag taken away by a human that no late write would take away', () => {
    const tags = ['compass', 'deep-work'];
    const { actions } = look(overwritten(addition, fieldsWith({ tags })), [entryWith()]);
    expect(actions).toEqual([]);
  });

  test.each<{ reason: string; lost: LinkAction | BulkAction; shown: Partial<EntryFields> }>([
    { reason: 'project', lost: edit({ project: { id: 7 } }), shown: { projectId: 7 } },
    {
      reason: 'start',
      lost: edit({ times: { startSecond: 999, stopSecond: 1060 } }),
      shown: { startSecond: 999 },
    },
    {
      reason: 'end',
      lost: edit({ times: { startSecond: 1000, stopSecond: 1059 } }),
      shown: { stopSecond: 1059 },
    },
  ])('writes the $reason again that a late one changed, and asks nobody', (row) => {
    const { actions, told } = look(overwritten(row.lost, fieldsWith()), [entryWith(row.shown)]);
    expect(told).toEqual([]);
    expect(actions).toMatchObject([{ kind: 'edit', entryId: 1 }]);
  });

  test.each<{
    reason: string;
    lost: LinkAction | BulkAction;
    shown: Partial<EntryFields>;
    told: string;
  }>([
    {
      reason: 'another project',
      lost: edit({ project: { id: 7 } }),
      shown: { projectId: 8 },
      told: 'project-changed',
    },
    {
      reason: 'another start',
      lost: edit({ times: { startSecond: 999, stopSecond: 1060 } }),
      shown: { startSecond: 998 },
      told: 'time-changed',
    },
    {
      reason: 'another end',
      lost: edit({ times: { startSecond: 1000, stopSecond: 1059 } }),
      shown: { stopSecond: 1058 },
      told: 'time-changed',
    },
    {
      reason: 'another end, where a stop that comes late would change none',
      lost: stop,
      shown: { stopSecond: 1058 },
      told: 'time-changed',
    },
  ])('tells of a human who wrote $reason', ({ lost, shown, told }) => {
    const { seen, ...result } = look(overwritten(lost, fieldsWith()), [entryWith(shown)]);
    expect(result.told).toEqual([told]);
    expect(seen.applied).toMatchObject(fieldsWith());
  });

  test('tells of the end that a human moved alone where a late write moved the start', () => {
    const lost = edit({ times: { startSecond: 999, stopSecond: 1060 } });
    const shown = entryWith({ startSecond: 999, stopSecond: 1050 });
    const { warnings } = look(overwritten(lost, fieldsWith()), [shown]);
    expect(warnings).toMatchObject([{ kind: 'time-changed', fields: ['stop'] }]);
  });

  test('makes the entry anew that a late deletion of ours took', () => {
    const link = { ...overwritten(remove, fieldsWith()), deletedEntryIds: [1] };
    const { told, actions } = look(link, [entryWith({ deletedAt: 1 })]);
    expect(told).toEqual([]);
    expect(actions).toMatchObject([{ kind: 'create' }]);
  });

  test('is repeated where the list is from before what was seen', () => {
    const link: Link = { ...overwritten(text, fieldsWith()), seenModifiedAt: 2_000_000 };
    const { seen, told } = look(link, [entryWith({ modifiedAt: 1_999_999, stopSecond: 1050 })]);
    expect([dueOf(seen), told]).toEqual([[dueAt + 5000], []]);
  });

  test('is repeated alone, of several that may come', () => {
    const [due] = overwritten(text, fieldsWith()).lateWrites;
    if (due === undefined) throw new Error('it was never answered');
    const harmless = { ...due, lookAt: null };
    const later = { ...due, lookAt: dueAt + 30_000 };
    const lateWrites = [due, harmless, later];
    const link = linkedTo(1, fieldsWith(), { lateWrites, seenModifiedAt: 2_000_000 });
    const { seen } = look(link, [entryWith({ modifiedAt: 1_999_999 })]);
    expect(dueOf(seen)).toEqual([dueAt + 5000, null, dueAt + 30_000]);
  });

  test('is not spared by a reading from before what it would undo was written', () => {
    const { lateWrites } = overwritten(text, fieldsWith({ description: 'Email' }));
    const email = fieldsWith({ description: 'Email' });
    const { seen } = look(linkedTo(1, email, { lateWrites }), [entryWith(email)], sentAt + 6000);
    expect(seen.lateWrites).toEqual(lateWrites);
  });

  test('is not answered by a list that was asked for too soon', () => {
    const link = overwritten(text, fieldsWith());
    expect(look(link, [], dueAt - 1).seen).toEqual(link);
  });
});

import { describe, expect, test } from 'vitest';
import type { Difference } from './difference.ts';
import { underway } from './doubt.ts';
import type { EntryFields, ObservedEntry } from './entry.ts';
import { withLateLooks } from './lateWrites.ts';
import { isAtHand, type Link, mayStartUnseen } from './link.ts';
import { observed, open } from './observation.fixture.ts';
import { isPending } from './pending.ts';
import { plan } from './plan.ts';
import type { Action } from './step.ts';
import { itemOf, linkedTo, worldWith } from './sync.fixture.ts';
import { entryWith, fieldsWith } from './toggl.fixture.ts';

const sentAt = 1_950_000;
const dueAt = sentAt + 60_000;
const stop: Action = { kind: 'stop', sliceId: 'a', entryId: 1 };
const remove: Action = { kind: 'delete', sliceId: 'a', entryId: 1 };
const traits = { areTagActionsTrusted: true };

function edit(fields: Partial<Difference>): Action {
  const difference = { description: null, project: null, tags: null, times: null, ...fields };
  return { kind: 'edit', sliceId: 'a', entryId: 1, difference };
}

const text = edit({ description: 'Email' });
const removal = edit({ tags: { kind: 'remove', tags: ['deep-work'], ours: ['compass'] } });
const addition = edit({
  tags: { kind: 'add', tags: ['deep-work'], ours: ['compass', 'deep-work'] },
});

/** Never answered, and then something was written: this is what the entry holds now. */
function overwritten(lost: Action, applied: EntryFields, more: Partial<Link> = {}): Link {
  const { lateWrites } = underway(linkedTo(1, applied), lost, sentAt);
  return withLateLooks(linkedTo(1, applied, { lateWrites, ...more }), sentAt + 5000);
}

const dueOf = (link: Link) => link.lateWrites.map(({ lookAt }) => lookAt);

describe('a write without a reply that may come after another one', () => {
  test.each<{ reason: string; link: Link }>([
    { reason: 'another text', link: overwritten(text, fieldsWith()) },
    { reason: 'another project', link: overwritten(edit({ project: { id: 7 } }), fieldsWith()) },
    {
      reason: 'another start',
      link: overwritten(edit({ times: { startSecond: 999, stopSecond: 1060 } }), fieldsWith()),
    },
    {
      reason: 'a run that ended',
      link: overwritten(edit({ times: { startSecond: 1000, stopSecond: null } }), fieldsWith()),
    },
    { reason: 'a stop of what runs again', link: overwritten(stop, open) },
    {
      reason: 'a removal of tags, which may replace them',
      link: overwritten(removal, fieldsWith()),
    },
    { reason: 'a tag that is not wanted any more', link: overwritten(addition, fieldsWith()) },
    { reason: 'a deletion of what is wanted again', link: overwritten(remove, fieldsWith()) },
  ])('is read for a minute later where it carried $reason', ({ link }) => {
    expect(dueOf(link)).toEqual([dueAt]);
    expect(isAtHand(link)).toBe(true);
    expect(isPending(itemOf(link, link.applied), traits)).toBe(true);
    const world = worldWith({ items: [itemOf(link, link.applied)] });
    expect(plan(world)).toMatchObject([{ action: { kind: 'observe' }, notBefore: dueAt }]);
  });

  test.each<{ reason: string; link: Link }>([
    { reason: 'says the same', link: overwritten(text, fieldsWith({ description: 'Email' })) },
    { reason: 'stops what is stopped', link: overwritten(stop, fieldsWith()) },
    {
      reason: 'adds what is there',
      link: overwritten(addition, fieldsWith({ tags: ['compass', 'deep-work'] })),
    },
    {
      reason: 'is to be repeated',
      link: overwritten(text, fieldsWith(), { doubted: ['description'] }),
    },
  ])('costs no look where it $reason', ({ link }) => {
    expect(dueOf(link)).toEqual([null]);
    expect(isPending(itemOf(link, link.applied), traits)).toBe(link.doubted.length > 0);
  });

  test('is forgotten once nothing can be on its way', () => {
    const { lateWrites } = underway(linkedTo(1, open), text, sentAt);
    expect(withLateLooks(linkedTo(1, fieldsWith(), { lateWrites }), dueAt).lateWrites).toEqual([]);
  });

  test('is nobody’s business once the slice is gone', () => {
    const item = itemOf(overwritten(remove, fieldsWith()), null);
    expect(plan(worldWith({ items: [item] })).map(({ action }) => action.kind)).toEqual(['delete']);
  });

  test('may end what runs, where it was to run again', () => {
    const reopening = edit({ times: { startSecond: 1000, stopSecond: null } });
    const leaves = { finishedCreate: 'leaves-running' } as const;
    expect(mayStartUnseen(overwritten(reopening, fieldsWith()), leaves)).toBe(true);
    expect(mayStartUnseen(overwritten(text, fieldsWith()), leaves)).toBe(false);
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

  test('makes the entry anew that a late deletion of ours took', () => {
    const link = { ...overwritten(remove, fieldsWith()), deletedEntryIds: [1] };
    const { told, actions } = look(link, [entryWith({ deletedAt: 1 })]);
    expect(told).toEqual([]);
    expect(actions).toMatchObject([{ kind: 'create' }]);
  });

  test('is repeated where the list is from before what was seen', () => {
    const link: Link = { ...overwritten(text, fieldsWith()), seenModifiedAt: 2_000_000 };
    const { seen } = look(link, [entryWith({ modifiedAt: 1_999_999 })]);
    expect(dueOf(seen)).toEqual([dueAt + 5000]);
  });

  test('is not answered by a list that was asked for too soon', () => {
    const link = overwritten(text, fieldsWith());
    expect(look(link, [], dueAt - 1).seen).toEqual(link);
  });
});

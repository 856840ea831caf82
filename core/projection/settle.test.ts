import { describe, expect, test } from 'vitest';
import { endedBySwitch } from './attempt.ts';
import { difference } from './difference.ts';
import { inDoubt } from './doubt.ts';
import type { EntryFields } from './entry.ts';
import type { Link } from './link.ts';
import { done, entry, notDone, now, open, refused, settled, unknown } from './settle.fixture.ts';
import type { LinkAction } from './step.ts';
import { linkedTo, linkOf } from './sync.fixture.ts';
import { fieldsWith } from './toggl.fixture.ts';

const running = linkedTo(1, open);
const closed = linkedTo(1, fieldsWith());
const stop: LinkAction = { kind: 'stop', sliceId: 'a', entryId: 1 };
const remove: LinkAction = { kind: 'delete', sliceId: 'a', entryId: 1 };

function editTo(desired: EntryFields, link: Link, isTrusted = true): LinkAction {
  const found = difference(desired, link, { areTagActionsTrusted: isTrusted });
  if (found === null) throw new Error('an edit has something to write');
  return { kind: 'edit', sliceId: 'a', entryId: 1, difference: found };
}

describe('a stop', () => {
  const desired = fieldsWith();

  test('takes the second that Toggl chose, which may be one late', () => {
    const { link, warnings } = settled(running, stop, entry({ stopSecond: 1061 }), { desired });
    expect(link.applied).toMatchObject({ stopSecond: 1061, stopToleranceSeconds: 1 });
    expect(difference(desired, link, { areTagActionsTrusted: true })).toBeNull();
    expect(warnings).toEqual([]);
  });

  test('that Toggl set two seconds late is still to be put right', () => {
    const { link } = settled(running, stop, entry({ stopSecond: 1062 }), { desired });
    expect(difference(desired, link, { areTagActionsTrusted: true })?.times).not.toBeNull();
  });

  test('of what a human stopped is read before anything else, whatever Toggl’s clock says', () => {
    const { link } = settled(running, stop, refused(409), { desired, togglSecond: 9000 });
    expect(link.look).toEqual({ at: now, sinceAt: now - 8_000_000 });
    expect(link.state.kind).toBe('linked');
  });

  test('of what a human deleted leaves it deleted, with a word', () => {
    const { link, warnings } = settled(running, stop, refused(404), { desired });
    expect(link.state.kind).toBe('gone');
    expect(warnings).toMatchObject([{ kind: 'deleted-in-timery' }]);
  });

  test('that is refused for another reason rests', () => {
    expect(settled(running, stop, refused(403), { desired }).link.state.kind).toBe('parked');
  });

  test('without an answer leaves the stop in doubt, to be written after a while', () => {
    expect(settled(running, stop, unknown, { desired }).link).toMatchObject({
      applied: { stopSecond: null },
      doubted: ['stop'],
      failures: 1,
      retryAt: now + 2000,
    });
  });

  test('that never left changes nothing', () => {
    expect(settled(running, stop, notDone, { desired }).link).toEqual(running);
  });
});

describe('an edit', () => {
  const desired = fieldsWith({ description: 'Email', projectId: 11 });
  const edit = editTo(desired, closed);

  test('that is answered has applied what it wrote, and no more', () => {
    const shown = entry({ description: 'Email', projectId: 11, tags: ['compass', 'billable'] });
    const { link } = settled({ ...closed, failures: 3, retryAt: 5 }, edit, shown, { desired });
    expect(link).toMatchObject({
      applied: { ...desired, stopToleranceSeconds: 0 },
      observed: { tags: ['compass', 'billable'] },
      failures: 0,
      retryAt: null,
    });
  });

  test('whose answer shows a time changed by a human holds it', () => {
    const shown = entry({ ...desired, startSecond: 940 });
    const { link, warnings } = settled(closed, edit, shown, { desired });
    expect(link.held).toEqual(['start']);
    expect(warnings).toMatchObject([{ kind: 'time-changed' }]);
  });

  test('without an answer leaves what it wrote in doubt', () => {
    const { link } = settled(closed, edit, unknown, { desired });
    expect(link.doubted).toEqual(['description', 'project']);
    expect(link.applied).toEqual(closed.applied);
  });

  test('waits twice as long after each failure, five minutes at most', () => {
    const delays = [0, 1, 2, 20].map((failures) => {
      const { link } = settled({ ...closed, failures }, edit, unknown, { desired });
      return (link.retryAt ?? 0) - now;
    });
    expect(delays).toEqual([2000, 4000, 8000, 300_000]);
  });

  test('of what a human deleted leaves it deleted, with a word', () => {
    const { link, warnings } = settled(closed, edit, refused(404), { desired });
    expect(link.state.kind).toBe('gone');
    expect(warnings).toMatchObject([{ kind: 'deleted-in-timery' }]);
  });

  test('of what we asked to delete, and want again, makes it anew', () => {
    const asked = inDoubt(closed, remove);
    const { link, warnings } = settled(asked, edit, refused(404), { desired });
    expect(link).toMatchObject({ state: { kind: 'wanted' }, entryId: null });
    expect(warnings).toEqual([]);
  });

  test('that is refused rests', () => {
    expect(settled(closed, edit, refused(400), { desired }).link.state.kind).toBe('parked');
  });

  test('that Toggl accepts after a change ends the rest', () => {
    const parked: Link = {
      ...closed,
      state: { kind: 'parked', reason: 'no', desired: open, earlier: null },
    };
    expect(settled(parked, edit, entry(desired), { desired }).link.state).toEqual({
      kind: 'linked',
    });
  });

  test.each([
    { reason: 'ignored', result: entry() },
    { reason: 'refused', result: refused(400) },
  ])('that should reopen an entry and is $reason gives the slice a new one', ({ result }) => {
    const { link, warnings } = settled(closed, editTo(open, closed), result);
    expect(link).toMatchObject({
      state: { kind: 'wanted', earlier: null },
      entryId: null,
      applied: null,
      retiredEntryIds: [1],
    });
    expect(warnings).toEqual([]);
  });

  test('of what a lost start may have ended, which would not run again, is a reopening too', () => {
    const earlier = { ...open, startSecond: 990 };
    const edit = editTo(earlier, running);
    const context = { desired: earlier, isOtherStartUnresolved: true };
    expect(settled(running, edit, refused(400), context).link.retiredEntryIds).toEqual([1]);
  });

  test('leaves a stop to the human that went along with our start', () => {
    const held: Link = { ...running, observed: fieldsWith({ stopSecond: 1020 }), held: ['stop'] };
    const desired = { ...open, startSecond: 990 };
    const shown = entry({ startSecond: 990, stopSecond: 1020 });
    const { link, warnings } = settled(held, editTo(desired, held), shown, { desired });
    expect(link).toMatchObject({
      held: ['stop'],
      applied: { startSecond: 990, stopSecond: null },
      observed: { stopSecond: 1020 },
    });
    expect(warnings).toEqual([]);
  });

  test('leaves a start to the human that went along with our end', () => {
    const held: Link = { ...closed, observed: fieldsWith({ startSecond: 990 }), held: ['start'] };
    const desired = fieldsWith({ stopSecond: 1070 });
    const shown = entry({ startSecond: 990, stopSecond: 1070 });
    const { link, warnings } = settled(held, editTo(desired, held), shown, { desired });
    expect(link).toMatchObject({
      held: ['start'],
      applied: { startSecond: 1000, stopSecond: 1070 },
      observed: { startSecond: 990 },
    });
    expect(warnings).toEqual([]);
  });

  test('of what should run is read after a refusal: a human may have stopped it unseen', () => {
    const desired = { ...open, startSecond: 990 };
    const edit = editTo(desired, running);
    const once = settled(running, edit, refused(400), { desired });
    expect(once.link).toMatchObject({
      state: { kind: 'linked' },
      look: { at: now, sinceAt: 1_000_000 },
      failures: 1,
    });
    expect(once.warnings).toEqual([]);
    const again = { ...once.link, look: null };
    expect(settled(again, edit, refused(400), { desired }).link.state.kind).toBe('parked');
    expect(settled(running, edit, refused(402), { desired }).link.state.kind).toBe('parked');
    const project = refused(400, 'Project not found');
    expect(settled(running, edit, project, { desired }).link.state.kind).toBe('parked');
  });

  test('of a running start that meets a human’s stop leaves the stop to the human', () => {
    const earlier = { ...open, startSecond: 990 };
    const shown = entry({ startSecond: 1000, stopSecond: 1033 });
    const { link, warnings } = settled(running, editTo(earlier, running), shown, {
      desired: earlier,
    });
    expect(link).toMatchObject({ entryId: 1, held: ['stop'], retiredEntryIds: [] });
    expect(warnings).toMatchObject([{ kind: 'stopped-in-timery' }]);
  });
});

describe('the tags of an edit', () => {
  const desired = fieldsWith({ tags: ['compass', 'deep-work'] });
  const before = linkedTo(1, fieldsWith(), {
    observed: fieldsWith({ tags: ['compass', 'billable'] }),
  });
  const add = editTo(desired, before);

  test('are applied where the answer shows them', () => {
    const shown = entry({ tags: ['compass', 'billable', 'deep-work'] });
    const { link, areTagActionsDoubted } = settled(before, add, shown, { desired });
    expect(link.applied?.tags).toEqual(desired.tags);
    expect(areTagActionsDoubted).toBe(false);
  });

  test('are judged by what was written, although another mode is wanted by now', () => {
    const shown = entry({ tags: ['compass', 'billable', 'deep-work'] });
    const later = fieldsWith({ tags: ['compass', 'shallow'] });
    const { link, areTagActionsDoubted } = settled(before, add, shown, { desired: later });
    expect(link.applied?.tags).toEqual(['compass', 'deep-work']);
    expect(areTagActionsDoubted).toBe(false);
  });

  test('are mended with a whole list, human tags and all, where an add became the list', () => {
    const shown = entry({ tags: ['deep-work'] });
    const { link, areTagActionsDoubted } = settled(before, add, shown, { desired });
    expect(areTagActionsDoubted).toBe(true);
    expect(difference(desired, link, { areTagActionsTrusted: false })?.tags).toMatchObject({
      kind: 'list',
      tags: ['compass', 'deep-work', 'billable'],
    });
  });

  test('are mended with a whole list where a remove left the list alone', () => {
    const link = linkedTo(1, desired);
    const after = settled(link, editTo(fieldsWith(), link), entry(desired), {
      desired: fieldsWith(),
    });
    expect(after.areTagActionsDoubted).toBe(true);
    expect(
      difference(fieldsWith(), after.link, { areTagActionsTrusted: false })?.tags,
    ).toMatchObject({ kind: 'list', tags: ['compass'] });
  });

  test('without an answer are taken away again, should they have arrived', () => {
    const after = settled(before, add, unknown, { desired }).link;
    const seen = { ...after, observed: fieldsWith({ tags: ['compass', 'deep-work', 'billable'] }) };
    expect(difference(fieldsWith(), seen, { areTagActionsTrusted: true })?.tags).toMatchObject({
      kind: 'list',
      tags: ['compass', 'billable'],
    });
  });

  test('are not written for ever where Toggl spells one its own way', () => {
    const list = editTo(desired, before, false);
    const shown = entry({ tags: ['compass', 'Deep-Work'] });
    const { link, areTagActionsDoubted } = settled(before, list, shown, { desired });
    expect(areTagActionsDoubted).toBe(false);
    expect(difference(desired, link, { areTagActionsTrusted: false })).toBeNull();
  });
});

describe('a deletion', () => {
  test.each([
    { reason: 'that is done', result: done },
    { reason: 'of what is there no longer', result: refused(404) },
  ])('$reason leaves the slice without an entry', ({ result }) => {
    const { link, warnings } = settled(closed, remove, result, { desired: null });
    expect(link).toEqual(linkOf('a', { deletedEntryIds: [1], ownProject: { id: null } }));
    expect(warnings).toEqual([]);
  });

  test('that is refused rests, and says why', () => {
    const { link, warnings } = settled(closed, remove, refused(403), { desired: null });
    expect(link.state).toMatchObject({ kind: 'parked', desired: null });
    expect(warnings).toMatchObject([{ kind: 'refused' }]);
  });

  test('without an answer leaves all of the entry in doubt', () => {
    const { link } = settled(closed, remove, unknown, { desired: null });
    expect(link.doubted).toEqual(['description', 'project', 'tags', 'start', 'stop']);
    expect(link.deletedEntryIds).toEqual([1]);
  });

  test('of an entry that was sent twice leaves the other one to be looked for', () => {
    const twinCheck = { at: now + 5000, sinceAt: now - 9000, record: open, mayRun: true };
    const { link } = settled({ ...closed, twinCheck }, remove, done, { desired: null });
    expect(link).toMatchObject({
      state: { kind: 'unknown', lookAt: now + 5000, attempt: { firstAttemptedAt: now - 9000 } },
      twinCheck: null,
    });
  });

  test('of an entry that was sent twice, with two texts, leaves either to be looked for', () => {
    const email = { ...open, description: 'Email' };
    const record = { record: email, earlierFields: [open], mayRun: true };
    const twinCheck = { at: now + 5000, sinceAt: now - 9000, ...record };
    const { link } = settled({ ...closed, twinCheck }, remove, done, { desired: null });
    expect(link.state).toMatchObject({ attempt: { fields: email, earlierFields: [open] } });
  });

  describe('of a retired entry', () => {
    const link = linkedTo(2, fieldsWith(), { retiredEntryIds: [1, 9] });

    test('that is done leaves the slice’s own alone', () => {
      const after = settled(link, remove, done, { desired: fieldsWith() }).link;
      expect(after).toEqual({ ...link, retiredEntryIds: [9], deletedEntryIds: [1] });
    });

    test('that is refused is told once and not asked again', () => {
      const after = settled(link, remove, refused(403), { desired: fieldsWith() });
      expect(after.link).toEqual({ ...link, retiredEntryIds: [9] });
      expect(after.warnings).toMatchObject([{ kind: 'refused', entryId: 1 }]);
    });
  });
});

describe('a switch', () => {
  test('ends what ran at Toggl’s second, and never before its start', () => {
    const endOf = (second: number) => endedBySwitch(running, second).applied;
    expect(endOf(1070)).toMatchObject({ stopSecond: 1070, stopToleranceSeconds: 1 });
    expect(endOf(900)).toMatchObject({ stopSecond: 1000 });
  });

  test('leaves alone what was over', () => {
    expect(endedBySwitch(closed, 1070)).toBe(closed);
  });
});

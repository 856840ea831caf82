/** Replies that come too early, show less than was asked for, or refuse for their own reason. */
import { describe, expect, test } from 'vitest';
import { markPending } from './attempt.ts';
import type { Difference } from './difference.ts';
import { inDoubt } from './doubt.ts';
import type { Field } from './entry.ts';
import type { Applied, Link } from './link.ts';
import { settle } from './settle.ts';
import type { CallResult, SettleContext } from './settled.ts';
import type { LinkAction } from './step.ts';
import { linkedTo, linkOf } from './sync.fixture.ts';
import { entryWith, fieldsWith } from './toggl.fixture.ts';

const now = 2_000_000;
const open = fieldsWith({ stopSecond: null });
const running = linkedTo(1, open);
const closed = linkedTo(1, fieldsWith());
const nothing: Difference = { description: null, project: null, tags: null, times: null };
const refused = (reason: string, status = 400): CallResult => ({ kind: 'refused', status, reason });

function editOf(difference: Partial<Difference>): LinkAction {
  return { kind: 'edit', sliceId: 'a', entryId: 1, difference: { ...nothing, ...difference } };
}

function settled(
  link: Link,
  action: LinkAction,
  result: CallResult,
  context: Partial<SettleContext> = {},
) {
  const still = { now, togglSecond: 2000, isOtherStartUnresolved: false, desired: open };
  return settle(link, action, { result, context: { ...still, ...context } });
}

describe('a start that Toggl refuses', () => {
  const startAt = (startSecond: number, stopSecond: number | null = null) => {
    const fields = fieldsWith({ startSecond, stopSecond });
    const action: LinkAction = { kind: 'create', sliceId: 'a', fields };
    return settled(
      markPending(linkOf('a'), fields, now),
      action,
      refused('Start is in the future'),
    );
  };

  test('because it lies ahead of Toggl’s clock is sent again once Toggl is there', () => {
    const { link, warnings } = startAt(2003);
    expect(link).toMatchObject({ state: { kind: 'wanted', earlier: null }, retryAt: now + 3000 });
    expect(warnings).toEqual([]);
  });

  test('in Toggl’s own second is refused for another reason', () => {
    expect(startAt(2000).link.state.kind).toBe('parked');
  });

  test('and that is over is refused for another reason', () => {
    expect(startAt(2003, 2010).link.state.kind).toBe('parked');
  });

  test('waits for nothing more once it is accepted', () => {
    const fields = fieldsWith({ startSecond: 2003, stopSecond: null });
    const action: LinkAction = { kind: 'create', sliceId: 'a', fields };
    const again = markPending(startAt(2003).link, fields, now + 3000);
    const { link } = settled(again, action, {
      kind: 'entry',
      entry: entryWith({ ...fields, id: 8 }),
    });
    expect(link).toMatchObject({ state: { kind: 'linked' }, retryAt: null });
  });
});

describe('a new start of what runs that lies ahead of Toggl’s clock', () => {
  const ahead = editOf({ times: { startSecond: 2003, stopSecond: null } });

  test('is written again once Toggl is there', () => {
    expect(settled(running, ahead, refused('no')).link).toEqual({
      ...running,
      retryAt: now + 3000,
    });
  });

  test('finds the entry deleted where a human deleted it', () => {
    expect(settled(running, ahead, refused('no', 404)).link.state.kind).toBe('gone');
  });
});

describe('an edit that is answered', () => {
  test('has written what it wrote, although all else is wanted by then', () => {
    const edit = editOf({
      description: 'Email',
      project: { id: 11 },
      times: { startSecond: 990, stopSecond: 1050 },
    });
    const shown = { description: 'Email', projectId: 11, startSecond: 990, stopSecond: 1050 };
    const loose = { ...closed.applied, stopToleranceSeconds: 1 } as Applied;
    const { link, warnings, areTagActionsDoubted } = settled(
      { ...closed, applied: loose },
      edit,
      { kind: 'entry', entry: entryWith(shown) },
      { desired: fieldsWith() },
    );
    expect(link.applied).toEqual({ ...fieldsWith(shown), stopToleranceSeconds: 0 });
    expect(warnings).toEqual([]);
    expect(areTagActionsDoubted).toBe(false);
  });

  test('of the text leaves a stop that Toggl chose as late as it may be', () => {
    const late = { ...fieldsWith({ stopSecond: 1061 }), stopToleranceSeconds: 1 } as Applied;
    const edit = editOf({ description: 'Email' });
    const entry = entryWith({ description: 'Email', stopSecond: 1061 });
    const { link } = settled(
      { ...closed, applied: late },
      edit,
      { kind: 'entry', entry },
      {
        desired: fieldsWith({ description: 'Email' }),
      },
    );
    expect(link.applied?.stopToleranceSeconds).toBe(1);
    expect(link.held).toEqual([]);
  });

  test.each([
    { reason: 'an edit', action: editOf({ description: 'Email' }), doubted: ['description'] },
    {
      reason: 'a stop',
      action: { kind: 'stop', sliceId: 'a', entryId: 1 } as const,
      doubted: ['stop'],
    },
  ])('without showing the entry is in doubt: $reason', ({ action, doubted }) => {
    expect(settled(running, action, { kind: 'done' }).link).toMatchObject({ doubted, failures: 1 });
  });
});

test('an add of a tag that became the list leaves the tags of humans known, and no others', () => {
  const observed = fieldsWith({ tags: ['compass', 'billable'] });
  const add = { kind: 'add', tags: ['deep-work'], ours: ['compass', 'deep-work'] } as const;
  const entry = entryWith({ tags: ['deep-work'] });
  const { link } = settled({ ...closed, observed }, editOf({ tags: add }), {
    kind: 'entry',
    entry,
  });
  expect(link.observed?.tags).toEqual(['deep-work', 'billable']);
  expect(link.applied?.tags).toEqual(['deep-work']);
});

test('a reply about many entries says nothing of one', () => {
  const many: CallResult = { kind: 'many', doneIds: [1] };
  expect(settled(closed, editOf({ description: 'x' }), many).link).toBe(closed);
});

describe('a refusal', () => {
  const create: LinkAction = { kind: 'create', sliceId: 'a', fields: open };
  const pending = markPending(linkOf('a'), open, now);

  test.each([
    { reason: 'none is wanted', desired: open },
    { reason: 'the slice is gone', desired: null },
  ])('that speaks of a project rests where $reason', ({ desired }) => {
    const { link, warnings } = settled(pending, create, refused('Project not found'), { desired });
    expect(link.state).toMatchObject({ kind: 'parked', desired });
    expect(warnings).toMatchObject([{ kind: 'refused', ours: desired }]);
  });

  test('that speaks of a project rests where none is wanted any more', () => {
    const without = { ...closed, refusedProjectId: 11 };
    const edit = editOf({ description: 'x' });
    const { link } = settled(without, edit, refused('Project not found'), {
      desired: fieldsWith(),
    });
    expect(link.state.kind).toBe('parked');
  });

  test('of an edit that may have to reopen the entry gives the slice a new one', () => {
    const doubted = { ...running, doubted: ['stop'] as const };
    const edit = editOf({ times: { startSecond: 990, stopSecond: null } });
    expect(settled(doubted, edit, refused('no')).link.retiredEntryIds).toEqual([1]);
  });

  test('casts no doubt on what Toggl makes of tags', () => {
    const remove: LinkAction = { kind: 'delete', sliceId: 'a', entryId: 9 };
    const retired = { ...closed, retiredEntryIds: [9] };
    const project = { desired: { ...open, projectId: 11 } };
    const all = [
      settled(pending, create, refused('no')),
      settled(pending, create, { kind: 'not-done' }),
      settled(pending, create, refused('Project not found'), project),
      settled(running, editOf({ description: 'x' }), refused('gone', 404)),
      settled(retired, remove, refused('no', 403)),
      settled(
        running,
        { kind: 'stop', sliceId: 'a', entryId: 1 },
        {
          kind: 'entry',
          entry: entryWith(),
        },
      ),
    ];
    expect(all.map(({ areTagActionsDoubted }) => areTagActionsDoubted)).not.toContain(true);
  });
});

describe('a write without an answer leaves in doubt', () => {
  const add = { kind: 'add', tags: ['x'], ours: ['compass', 'x'] } as const;

  test.each<{
    reason: string;
    action: LinkAction;
    held?: readonly Field[];
    doubted: readonly Field[];
  }>([
    { reason: 'a text', action: editOf({ description: 'x' }), doubted: ['description'] },
    { reason: 'a project', action: editOf({ project: { id: 1 } }), doubted: ['project'] },
    { reason: 'tags', action: editOf({ tags: add }), doubted: ['tags'] },
    {
      reason: 'both times',
      action: editOf({ times: { startSecond: 1, stopSecond: 2 } }),
      doubted: ['start', 'stop'],
    },
    {
      reason: 'no time that a human holds, which was written as it was seen',
      action: editOf({ times: { startSecond: 1, stopSecond: 2 } }),
      held: ['stop'],
      doubted: ['start'],
    },
    {
      reason: 'nothing of this entry where another one was to go',
      action: { kind: 'delete', sliceId: 'a', entryId: 9 },
      doubted: [],
    },
  ])('$reason', ({ action, held = [], doubted }) => {
    expect(inDoubt({ ...closed, held }, action).doubted).toEqual(doubted);
  });
});

describe('a create that is repeated', () => {
  const attemptOf = (link: Link) => (link.state.kind === 'pending' ? link.state.attempt : null);
  const repeated = (first: Link, fields = fieldsWith()) =>
    attemptOf(
      markPending(
        linkOf('a', { state: { kind: 'wanted', earlier: attemptOf(first) } }),
        fields,
        now,
      ),
    );
  const finishedFirst = markPending(linkOf('a'), fieldsWith(), now - 9);
  const runningFirst = markPending(linkOf('a'), open, now - 9);

  test('may run where any of them was to run', () => {
    expect(attemptOf(finishedFirst)?.mayRun).toBe(false);
    expect(repeated(finishedFirst)?.mayRun).toBe(false);
    expect(repeated(runningFirst)?.mayRun).toBe(true);
    expect(repeated(finishedFirst, open)?.mayRun).toBe(true);
  });

  test('is overtaken by nothing yet', () => {
    expect(repeated(runningFirst)).toMatchObject({ number: 2, isOvertaken: false });
  });
});

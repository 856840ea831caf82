/** What one write means for the other entries, and for what is remembered of Toggl. */
import { describe, expect, test } from 'vitest';
import { afterStep } from './afterStep.ts';
import { markPending } from './attempt.ts';
import type { Link } from './link.ts';
import type { CallResult } from './settled.ts';
import type { Action } from './step.ts';
import type { AfterStep } from './stepReply.ts';
import { foreignWith, itemOf, linkedTo, linkOf, lost, worldWith } from './sync.fixture.ts';
import { entryWith, fieldsWith } from './toggl.fixture.ts';
import type { World } from './world.ts';

const now = 2_000_000;
const open = fieldsWith({ stopSecond: null });
const running = linkedTo(1, open);
const over = linkedTo(3, fieldsWith(), { sliceId: 'c' });
const inDoubt = linkOf('d', { state: lost({ ...open, startSecond: 1990 }, now) });
const times = { startSecond: 1900, stopSecond: null };
const textOf = (description: string) => ({ description, project: null, tags: null, times: null });

const rename: Action = { kind: 'edit', sliceId: 'a', entryId: 1, difference: textOf('Email') };
const reopen: Action = {
  kind: 'edit',
  sliceId: 'b',
  entryId: 2,
  difference: { description: null, project: null, tags: null, times },
};
const stopped = linkedTo(2, fieldsWith({ startSecond: 1900, stopSecond: 1950 }), { sliceId: 'b' });
const ranAgain = entryOf({ startSecond: 1900, stopSecond: null, id: 2 });

function entryOf(fields: Parameters<typeof entryWith>[0]): CallResult {
  return { kind: 'entry', entry: entryWith(fields) };
}

function left(
  action: Action,
  result: CallResult,
  world: Partial<World> & Readonly<{ links: readonly Link[] }>,
): AfterStep {
  const { links, ...rest } = world;
  const items = links.map((link) => itemOf(link, link.applied ?? open));
  const step = { action, worth: 'running', notBefore: 0, reason: '' } as const;
  const times = { askedAt: now, now, togglSecond: 2001 };
  const reply = { result, entries: null, ...times, others: [] };
  return afterStep(worldWith({ items, ...rest }), step, reply);
}

function changedOf({ links }: AfterStep, sliceId: string): Link | undefined {
  return links.find((link) => link.sliceId === sliceId);
}

test('a text that was written says nothing of all else', () => {
  const renamed = { ...open, description: 'Email' };
  const result = left(rename, entryOf(renamed), {
    links: [running, over],
    foreignRunning: [foreignWith()],
  });
  expect(result).toEqual({
    links: [expect.objectContaining({ sliceId: 'a', observed: renamed })],
    warnings: [],
    foreignRunning: [],
    foreignStillRunningIds: [],
    foreignEndedIds: [],
    foreignStopTriedIds: [],
    owedProjects: [],
    history: [],
    isUnserved: null,
    areTagActionsDoubted: false,
    finishedCreate: null,
    isStartFromIdle: false,
    isIdleCheckDone: false,
  });
});

test('a stop is no human’s while any other start is in doubt', () => {
  const seen = entryOf({ ...open, description: 'Email', stopSecond: 1995 });
  const told = (links: readonly Link[]) =>
    left(rename, seen, { links }).warnings.map((w) => w.kind);
  expect(told([running, over])).toEqual(['stopped-in-timery']);
  expect(told([running, over, inDoubt])).toEqual([]);
});

describe('a start', () => {
  const create: Action = { kind: 'create', sliceId: 'b', fields: { ...open, startSecond: 2000 } };
  const pending = markPending(linkOf('b'), { ...open, startSecond: 2000 }, now);
  const reply = entryOf({ ...open, startSecond: 2000, id: 9 });

  test('ended the timers of others that were known to run, and tells', () => {
    const foreignRunning = [foreignWith(), foreignWith({ entryId: 56, description: 'Lunch' })];
    const result = left(create, reply, { links: [pending], foreignRunning });
    expect(result.foreignEndedIds).toEqual([55, 56]);
    expect(result.warnings).toMatchObject([
      { kind: 'foreign-stopped', entryId: 55 },
      { kind: 'foreign-stopped', entryId: 56 },
    ]);
  });

  test.each([
    { reason: 'nothing ran', links: [over], isFromIdle: true },
    { reason: 'something of ours ran', links: [over, running], isFromIdle: false },
  ])('where $reason is one from idle: $isFromIdle', ({ links, isFromIdle }) => {
    expect(left(create, reply, { links: [pending, ...links] }).isStartFromIdle).toBe(isFromIdle);
  });

  test('without an answer has nothing read that ran: the look for it will tell', () => {
    const traits = { areTagActionsTrusted: true };
    const result = left(create, { kind: 'unknown' }, { links: [pending, running], traits });
    expect(changedOf(result, 'a')).toBeUndefined();
  });

  test('that Toggl refused ended nothing', () => {
    const refused: CallResult = { kind: 'refused', status: 400, reason: 'no' };
    const result = left(create, refused, {
      links: [pending, running],
      foreignRunning: [foreignWith()],
    });
    expect(result.foreignEndedIds).toEqual([]);
    expect(result.isStartFromIdle).toBe(false);
    expect(changedOf(result, 'a')).toBeUndefined();
  });
});

describe('a reopening', () => {
  test.each([
    { reason: 'nothing ran', links: [stopped, over], isFromIdle: true },
    { reason: 'something of ours ran', links: [stopped, over, running], isFromIdle: false },
    {
      reason: 'it ran itself, and only its start moved',
      links: [linkedTo(2, { ...open, startSecond: 1800 }, { sliceId: 'b' })],
      isFromIdle: false,
    },
  ])('where $reason is a start from idle: $isFromIdle', ({ links, isFromIdle }) => {
    expect(left(reopen, ranAgain, { links }).isStartFromIdle).toBe(isFromIdle);
  });

  test('of what ran itself leaves no doubt whether it does', () => {
    const own = linkedTo(2, { ...open, startSecond: 1800 }, { sliceId: 'b' });
    expect(left(reopen, ranAgain, { links: [own] }).links).toMatchObject([{ doubted: [] }]);
  });

  test('that Toggl ignored ended nothing', () => {
    const ignored = entryOf({ startSecond: 1900, stopSecond: 1950, id: 2 });
    const result = left(reopen, ignored, { links: [stopped, running] });
    expect(changedOf(result, 'a')).toBeUndefined();
    expect(left(reopen, ignored, { links: [stopped] }).isStartFromIdle).toBe(false);
  });
});

describe('a finished create beside a running entry', () => {
  const create: Action = { kind: 'create', sliceId: 'b', fields: fieldsWith() };
  const pending = markPending(linkOf('b'), fieldsWith(), now);
  const reply = entryOf({ id: 9 });
  const links = [pending, running, inDoubt];
  const unseen = { areTagActionsTrusted: true };

  test.each<{ reason: string; result: CallResult; changed: Partial<Link> | null }>([
    {
      reason: 'that was answered',
      result: reply,
      changed: {
        doubted: ['stop'],
        look: { at: now + 5000, sinceAt: 999_000, isAfterFinished: true },
      },
    },
    {
      reason: 'that may have arrived',
      result: { kind: 'unknown' },
      changed: {
        doubted: ['stop'],
        look: { at: now + 5000, sinceAt: 999_000, isAfterFinished: true },
      },
    },
    { reason: 'that never left', result: { kind: 'not-done' }, changed: null },
    {
      reason: 'that was refused',
      result: { kind: 'refused', status: 400, reason: 'no' },
      changed: null,
    },
  ])('has that one read once, from its start on: $reason', ({ result, changed }) => {
    const told = changedOf(left(create, result, { links, traits: unseen }), 'a');
    if (changed === null) expect(told).toBeUndefined();
    else expect(told).toMatchObject(changed);
  });

  test('leaves it alone where Toggl was seen to do so', () => {
    const traits = { ...unseen, finishedCreate: 'leaves-running' } as const;
    expect(left(create, reply, { links, traits }).links.map((l) => l.sliceId)).toEqual(['b']);
  });

  test('has its end in doubt, without a reading, where Toggl was seen to stop it', () => {
    const traits = { ...unseen, finishedCreate: 'stops-running' } as const;
    const told = changedOf(left(create, reply, { links, traits }), 'a');
    expect(told).toMatchObject({ doubted: ['stop'], look: null });
  });

  test('may have ended a start in doubt, and what is over stays as it is', () => {
    const result = left(create, reply, { links: [...links, over], traits: unseen });
    expect(changedOf(result, 'd')?.state).toMatchObject({ attempt: { isOvertaken: true } });
    expect(changedOf(result, 'c')).toBeUndefined();
  });

  test('is no start', () => {
    expect(left(create, reply, { links: [pending, over] }).isStartFromIdle).toBe(false);
  });
});

test('of two foreign timers the one that was stopped is told', () => {
  const foreignRunning = [foreignWith(), foreignWith({ entryId: 56 })];
  const stop: Action = { kind: 'stop-foreign', entryId: 56, workspaceId: 7 };
  const result = left(stop, entryOf({ id: 56 }), { links: [], foreignRunning });
  expect(result.warnings).toMatchObject([{ kind: 'foreign-stopped', entryId: 56 }]);
  expect(result.foreignEndedIds).toEqual([56]);
});

describe('the stop of a foreign timer', () => {
  const foreignRunning = [foreignWith()];
  const stop: Action = { kind: 'stop-foreign', entryId: 55, workspaceId: 7 };

  test.each<{
    reason: string;
    result: CallResult;
    ended: number[];
    tried: number[];
    history: number;
  }>([
    {
      reason: 'that was answered',
      result: entryOf({ id: 55 }),
      ended: [55],
      tried: [],
      history: 1,
    },
    {
      reason: 'that was deleted',
      result: { kind: 'refused', status: 404, reason: 'gone' },
      ended: [55],
      tried: [],
      history: 0,
    },
    {
      reason: 'that somebody stopped first',
      result: { kind: 'refused', status: 409, reason: 'stopped' },
      ended: [55],
      tried: [],
      history: 0,
    },
    {
      reason: 'that Toggl forbids',
      result: { kind: 'refused', status: 403, reason: 'no' },
      ended: [],
      tried: [55],
      history: 0,
    },
    {
      reason: 'that may have arrived',
      result: { kind: 'unknown' },
      ended: [],
      tried: [55],
      history: 0,
    },
  ])('$reason is not tried again', ({ result, ended, tried, history }) => {
    const after = left(stop, result, { links: [], foreignRunning });
    expect(after.foreignEndedIds).toEqual(ended);
    expect(after.foreignStopTriedIds).toEqual(tried);
    expect(after.history).toHaveLength(history);
  });
});

test('one call for many entries settles those it named, each as the reply says', () => {
  const many: Action = {
    kind: 'edit-many',
    workspaceId: 7,
    entries: [
      { sliceId: 'a', entryId: 1 },
      { sliceId: 'c', entryId: 3 },
    ],
    description: 'Email',
    project: null,
  };
  const links = [linkedTo(1, fieldsWith()), over, stopped].map((link) => ({
    ...link,
    refresh: 'bulk' as const,
  }));
  const done = left(many, { kind: 'many', doneIds: [1] }, { links });
  expect(done.links).toMatchObject([
    { sliceId: 'a', refresh: 'bulk', applied: { description: 'Email' } },
    { sliceId: 'c', refresh: 'single', applied: { description: 'Coding' } },
  ]);
  const silent = left(many, { kind: 'unknown' }, { links });
  expect(silent.links).toMatchObject([
    { doubted: ['description'], failures: 1, retryAt: now + 2000 },
    { doubted: ['description'] },
  ]);
});

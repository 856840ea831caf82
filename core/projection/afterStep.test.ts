import { describe, expect, test } from 'vitest';
import { afterStep } from './afterStep.ts';
import { markPending } from './attempt.ts';
import type { Link } from './link.ts';
import { plan } from './plan.ts';
import type { Action, Step } from './step.ts';
import { foreignWith, itemOf, linkedTo, linkOf, lost, worldWith } from './sync.fixture.ts';
import { entryWith, fieldsWith } from './toggl.fixture.ts';

const now = 2_000_000;
const open = fieldsWith({ stopSecond: null });
const started = fieldsWith({ startSecond: 2000, stopSecond: null });
const running = linkedTo(1, open);
const inDoubt = linkOf('c', {
  state: lost(fieldsWith({ startSecond: 1990, stopSecond: null }), now),
});

const create: Action = { kind: 'create', sliceId: 'b', fields: started };
const times = { startSecond: 2000, stopSecond: null };
const difference = { description: null, project: null, tags: null, times };
const reopen: Action = { kind: 'edit', sliceId: 'b', entryId: 2, difference };

/** What one answered write of slice b means for all. */
function answered(action: Action, b: Link, others: readonly Link[]) {
  const links = [...others, b];
  const world = worldWith({ items: links.map((link) => itemOf(link, link.applied)) });
  const step: Step = { action, worth: 'running', notBefore: 0, reason: '' };
  const result = { kind: 'entry' as const, entry: entryWith({ ...started, id: 2 }) };
  const reply = { result, entries: null, askedAt: now, now, togglSecond: 2001, others: [] };
  const { links: changed, ...rest } = afterStep(world, step, reply);
  return { ...rest, linkOf: (id: string) => changed.find(({ sliceId }) => sliceId === id) };
}

describe('a start that is answered', () => {
  const pending = markPending(linkOf('b'), started, now);

  test('ended what ran, at Toggl’s second', () => {
    const result = answered(create, pending, [running]);
    expect(result.linkOf('a')?.applied).toMatchObject({
      stopSecond: 2001,
      stopToleranceSeconds: 1,
    });
    expect(result.isStartFromIdle).toBe(false);
  });

  test('ended a start in doubt as well, should that have arrived', () => {
    const { linkOf: linkAfter } = answered(create, pending, [inDoubt]);
    expect(linkAfter('c')?.state).toMatchObject({ attempt: { isOvertaken: true } });
  });

  test('is one from idle where nothing of ours ran', () => {
    const over = linkedTo(1, fieldsWith());
    const result = answered(create, pending, [over]);
    expect(result.isStartFromIdle).toBe(true);
    expect(result.linkOf('a')).toBeUndefined();
  });
});

describe('a reopening that is answered', () => {
  const stopped = linkedTo(2, { ...started, stopSecond: 2010 }, { sliceId: 'b' });

  test('leaves in doubt whether what ran still runs', () => {
    expect(answered(reopen, stopped, [running]).linkOf('a')?.doubted).toEqual(['stop']);
  });

  test('may have ended a start in doubt', () => {
    const { linkOf: linkAfter } = answered(reopen, stopped, [inDoubt]);
    expect(linkAfter('c')?.state).toMatchObject({ attempt: { isOvertaken: true } });
  });
});

describe('a write after a stop or reopening without an answer', () => {
  const write: Action = {
    kind: 'edit',
    sliceId: 'b',
    entryId: 2,
    difference: { ...difference, times: { startSecond: 2000, stopSecond: 2010 } },
  };
  const reopening = linkedTo(
    2,
    { ...started, stopSecond: 2010 },
    { sliceId: 'b', doubted: ['stop'] },
  );
  const stopping = linkedTo(2, started, { sliceId: 'b', doubted: ['stop'] });

  test('leaves in doubt whether what ran still runs, had it reopened', () => {
    expect(answered(write, reopening, [running]).linkOf('a')?.doubted).toEqual(['stop']);
  });

  test('leaves alone what runs, had it stopped', () => {
    expect(answered(write, stopping, [running]).linkOf('a')).toBeUndefined();
  });

  test('may have ended a start in doubt, either way', () => {
    const { linkOf: linkAfter } = answered(write, stopping, [inDoubt]);
    expect(linkAfter('c')?.state).toMatchObject({ attempt: { isOvertaken: true } });
  });
});

test('a foreign timer is stopped once, however Toggl answers, and ours goes on', () => {
  const foreignRunning = [foreignWith()];
  const world = worldWith({ items: [itemOf(linkOf('b'), started)], foreignRunning });
  const [step] = plan(world);
  if (step === undefined) throw new Error('a foreign timer is stopped first');
  const base = { entries: null, askedAt: now, now, togglSecond: 2000, others: [] };
  for (const status of [404, 409]) {
    const result = { kind: 'refused' as const, status, reason: 'no' };
    expect(afterStep(world, step, { ...base, result }).foreignEndedIds).toEqual([55]);
  }
  const refused = { kind: 'refused' as const, status: 403, reason: 'no' };
  for (const result of [refused, { kind: 'not-done' as const }, { kind: 'unknown' as const }]) {
    const after = afterStep(world, step, { ...base, result });
    expect(after.foreignStopTriedIds).toEqual([55]);
    expect(after.foreignEndedIds).toEqual([]);
  }
  const stopped = { kind: 'entry' as const, entry: entryWith({ id: 55 }) };
  const told = afterStep(world, step, { ...base, result: stopped }).warnings;
  expect(told).toMatchObject([{ kind: 'foreign-stopped', entryId: 55 }]);
});

describe('the reading after the first finished create beside a running entry', () => {
  const asked = linkedTo(1, open, {
    doubted: ['stop'],
    look: { at: now, sinceAt: 0, isAfterFinished: true },
  });
  const lostFinish = linkOf('d', { state: lost(fieldsWith({ startSecond: 1500 }), now) });
  const observe: Action = { kind: 'observe', sinceSecond: 0 };

  test.each([
    { reason: 'it runs on', entry: entryWith(open), beside: [], learned: 'leaves-running' },
    {
      reason: 'it was stopped',
      entry: entryWith({ ...open, stopSecond: 1900 }),
      beside: [],
      learned: 'stops-running',
    },
    {
      reason: 'a human deleted it meanwhile, so that it shows nothing',
      entry: entryWith({ ...open, deletedAt: 1_950_000 }),
      beside: [],
      learned: null,
    },
    {
      reason: 'it runs on, but the finished create may not have arrived',
      entry: entryWith(open),
      beside: [lostFinish],
      learned: null,
    },
  ])('tells what such a create does: $reason', ({ entry, beside, learned }) => {
    const items = [asked, ...beside].map((link) => itemOf(link, link.applied));
    const world = worldWith({ items, traits: { areTagActionsTrusted: true } });
    const step: Step = { action: observe, worth: 'observe', notBefore: 0, reason: '' };
    const after = afterStep(world, step, {
      result: { kind: 'done' },
      entries: [entry],
      askedAt: now,
      now,
      togglSecond: 2001,
      others: [],
    });
    expect(after.finishedCreate).toBe(learned);
  });
});

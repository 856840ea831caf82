import { describe, expect, it } from 'vitest';
import { createHeldChecker, type HeldFields } from './held.ts';
import { type CallDraft, calls, notebook, sent } from './wire.fixture.ts';

const start = '2026-11-02T05:00:00.000Z';
const stop = '2026-11-02T06:00:00.000Z';
const other = '2026-11-02T07:00:00Z';
const stopHeld: HeldFields = { fields: ['stop'], timerys: { start, stop } };
const runningHeld: HeldFields = { fields: ['start'], timerys: { start, stop: null } };
const projectHeld: HeldFields = { fields: ['project'], timerys: { projectId: null } };

type Case = Readonly<{ reason: string; held: HeldFields; call: CallDraft }>;

describe('the checker of fields that a human holds', () => {
  const right: readonly Case[] = [
    { reason: 'another field is written', held: stopHeld, call: edited({ description: 'x' }) },
    {
      reason: 'our start goes out beside the held stop',
      held: stopHeld,
      call: edited({ start: other, stop, duration: 60 }),
    },
    {
      reason: 'a held start goes out as it was left, written another way',
      held: runningHeld,
      call: edited({ start: '2026-11-02T05:00:00Z', duration: -1 }),
    },
    { reason: 'the held project stays', held: projectHeld, call: edited({ project_id: null }) },
    { reason: 'the entry is deleted', held: stopHeld, call: calls.delete(1) },
    {
      reason: 'another entry is written',
      held: stopHeld,
      call: calls.edit(2, { start, stop: other, duration: 60 }),
    },
    {
      reason: 'the warning only informs',
      held: { fields: [], timerys: { start, stop } },
      call: edited({ start, stop: other, duration: 60 }),
    },
  ];
  it.each(right)('is silent when $reason', ({ held, call }) => {
    expect(heard(held, call)).toEqual([]);
  });

  const wrong: readonly Case[] = [
    {
      reason: 'a held stop',
      held: stopHeld,
      call: edited({ start, stop: other, duration: 60 }),
    },
    {
      reason: 'a held stop by a reopening',
      held: stopHeld,
      call: edited({ start, stop: null, duration: -1 }),
    },
    { reason: 'a held start', held: runningHeld, call: edited({ start: other, duration: -1 }) },
    { reason: 'a held project', held: projectHeld, call: edited({ project_id: 5 }) },
  ];
  it.each(wrong)('finds an edit over $reason', ({ held, call }) => {
    expect(heard(held, call)).toHaveLength(1);
  });

  function edited(body: CallDraft['body'] & object): CallDraft {
    return calls.edit(1, body);
  }

  function heard(held: HeldFields, call: CallDraft) {
    const { notes, find } = notebook();
    createHeldChecker((id) => (id === 1 ? [held] : []), find)(sent(call));
    return notes;
  }
});

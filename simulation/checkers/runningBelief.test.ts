import { describe, expect, it } from 'vitest';
import type { WireEvent } from '../wire.ts';
import { createRunningBelief } from './runningBelief.ts';
import { answered, type CallDraft, calls, lost, sent, startSecond } from './wire.fixture.ts';

type Heard = Extract<WireEvent, { kind: 'answered' }>;

const started = answered(calls.startAt(startSecond), { body: { id: 1 } });
const ending = { start: 'then', stop: 'now', duration: 60 };
const runsOn = { start: 'then', stop: null, duration: -1 };

describe('what a call is for, by what the program was answered', () => {
  type Case = Readonly<{
    reason: string;
    heard: readonly Heard[];
    call: CallDraft;
    need: 'stop' | 'running' | 'other';
  }>;
  const cases: readonly Case[] = [
    { reason: 'any stop', heard: [], call: calls.stop(9), need: 'stop' },
    { reason: 'a start', heard: [], call: calls.startAt(startSecond), need: 'running' },
    { reason: 'a finished entry', heard: [], call: calls.finishedAt(startSecond), need: 'other' },
    { reason: 'a read', heard: [started], call: calls.read, need: 'other' },
    {
      reason: 'a read after a start whose answer was lost',
      heard: [lost(calls.startAt(startSecond))],
      call: calls.read,
      need: 'running',
    },
    {
      reason: 'a read after a start that Toggl failed at',
      heard: [answered(calls.startAt(startSecond), { status: 502 })],
      call: calls.read,
      need: 'running',
    },
    { reason: 'deleting what runs', heard: [started], call: calls.delete(1), need: 'stop' },
    { reason: 'deleting what ended', heard: [], call: calls.delete(1), need: 'other' },
    { reason: 'the end of what runs', heard: [started], call: calls.edit(1, ending), need: 'stop' },
    {
      reason: 'the end of what ended in a switch',
      heard: [started, answered(calls.startAt(startSecond + 9), { body: { id: 2 } })],
      call: calls.edit(1, ending),
      need: 'other',
    },
    {
      reason: 'the start of what runs',
      heard: [started],
      call: calls.edit(1, runsOn),
      need: 'running',
    },
    { reason: 'a reopening', heard: [], call: calls.edit(1, runsOn), need: 'running' },
    { reason: 'tags of what runs', heard: [started], call: calls.edit(1, tags()), need: 'other' },
    { reason: 'many at once', heard: [started], call: calls.editMany('1,2'), need: 'other' },
    {
      reason: 'deleting what was stopped',
      heard: [started, answered(calls.stop(1), { body: { id: 1 } })],
      call: calls.delete(1),
      need: 'other',
    },
    {
      reason: 'deleting what was ended by an edit',
      heard: [started, answered(calls.edit(1, ending), { body: { id: 1 } })],
      call: calls.delete(1),
      need: 'other',
    },
    {
      reason: 'deleting what was reopened',
      heard: [answered(calls.edit(1, runsOn), { body: { id: 1 } })],
      call: calls.delete(1),
      need: 'stop',
    },
    {
      reason: 'deleting what a read showed running',
      heard: [answered(calls.read, { body: [{ id: 1, duration: -1 }] })],
      call: calls.delete(1),
      need: 'stop',
    },
    {
      reason: 'deleting the tombstone of what ran',
      heard: [answered(calls.read, { body: [{ id: 1, duration: -1, server_deleted_at: 'then' }] })],
      call: calls.delete(1),
      need: 'other',
    },
    {
      reason: 'deleting what a stop that was refused left running',
      heard: [started, answered(calls.stop(1), { status: 402, body: 'hourly limit' })],
      call: calls.delete(1),
      need: 'stop',
    },
  ];
  it.each(cases)('$reason: $need', ({ heard, call, need }) => {
    const belief = createRunningBelief();
    for (const one of heard) belief.take(one);
    expect(belief.needOf(sent(call).call)).toBe(need);
  });

  it('that was ended by the last reply may still run for a program that was restarted', () => {
    const belief = createRunningBelief();
    belief.take(started);
    belief.take(answered(calls.stop(1), { body: { id: 1 } }));
    expect(belief.needOf(sent(calls.edit(1, ending)).call)).toBe('other');
    belief.onRestart();
    expect(belief.needOf(sent(calls.edit(1, ending)).call)).toBe('stop');
  });

  it('that was ended before the last reply has ended after a restart too', () => {
    const belief = createRunningBelief();
    belief.take(started);
    belief.take(answered(calls.stop(1), { body: { id: 1 } }));
    belief.take(answered(calls.edit(2, tags()), { body: { id: 2 } }));
    belief.onRestart();
    expect(belief.needOf(sent(calls.edit(1, ending)).call)).toBe('other');
  });

  function tags() {
    return { tags: ['deep-work'], tag_action: 'add' };
  }
});

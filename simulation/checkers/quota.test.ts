import { describe, expect, it } from 'vitest';
import { createQuotaChecker } from './quota.ts';
import {
  answered,
  type CallDraft,
  calls,
  lost,
  notebook,
  sent,
  startAt,
  startSecond,
} from './wire.fixture.ts';

const reserve = 5;
const running = calls.startAt(startSecond);
const other = calls.finishedAt(startSecond);

describe('the checker of the quota', () => {
  type Case = Readonly<{ reason: string; left: number; call: CallDraft }>;
  const right: readonly Case[] = [
    { reason: 'anything above the reserve', left: 6, call: other },
    { reason: 'a start within the reserve', left: 2, call: running },
    { reason: 'a stop as the last call', left: 1, call: calls.stop(1) },
  ];
  it.each(right)('lets pass $reason', ({ left, call }) => expect(heard(left, call)).toEqual([]));

  const wrong: readonly Case[] = [
    { reason: 'anything else within the reserve', left: 5, call: other },
    { reason: 'a start as the last call', left: 1, call: running },
    { reason: 'a stop beyond the last call', left: 0, call: calls.stop(1) },
  ];
  it.each(wrong)('finds $reason', ({ left, call }) => expect(heard(left, call)).toHaveLength(1));

  it('lets a call pass where nothing is known of its bucket', () => {
    const { notes, checker } = watched();
    checker.onWire(sent(other));
    checker.onWire(lost(other));
    checker.onWire(sent(other));
    expect(notes).toEqual([]);
  });

  it('counts the two buckets apart', () => {
    const { notes, checker } = watched();
    checker.onWire(answered(other, { headers: quota(0) }));
    checker.onWire(sent(calls.read));
    expect(notes).toEqual([]);
    checker.onWire(answered(calls.read, { headers: quota(0) }));
    checker.onWire(sent(calls.read));
    expect(notes).toHaveLength(1);
  });

  it('takes from a call about the webhook neither that it was one, nor what is left', () => {
    const subscribing = { method: 'POST', path: '/webhooks/api/v1/subscriptions/7' } as const;
    const { notes, checker } = watched();
    checker.onWire(answered(subscribing, { headers: quota(0) }));
    checker.onWire(sent(other));
    checker.onWire(answered(other, { headers: quota(0) }));
    checker.onWire(sent(subscribing));
    expect(notes).toEqual([]);
  });

  it('lets anything pass after the reset, on the clock of the program', () => {
    const { notes, checker, pass } = watched();
    checker.onWire(answered(other, { headers: quota(0) }));
    pass(59_999);
    checker.onWire(sent(other));
    expect(notes).toHaveLength(1);
    pass(1);
    checker.onWire(sent(other));
    expect(notes).toHaveLength(1);
  });

  it('keeps what it knew when a reply has no headers', () => {
    const { notes, checker } = watched();
    checker.onWire(answered(other, { headers: quota(5) }));
    checker.onWire(answered(other));
    checker.onWire(sent(other));
    expect(notes).toHaveLength(1);
  });

  it('knows after a restart what the program had stored', () => {
    const { notes, checker } = watched();
    checker.onRestart([{ bucket: 'organization', remaining: 5, resetsAt: startAt + 1 }]);
    checker.onWire(sent(other));
    expect(notes).toHaveLength(1);
    checker.onRestart([]);
    checker.onWire(sent(other));
    expect(notes).toHaveLength(1);
  });

  it('allows a start down to one request where nothing is reserved', () => {
    const { notes, checker } = watched({ reserve: 0 });
    checker.onWire(answered(other, { headers: quota(1) }));
    checker.onWire(sent(running));
    expect(notes).toEqual([]);
  });

  function heard(left: number, call: CallDraft) {
    const { notes, checker } = watched();
    checker.onWire(answered(other, { headers: quota(left) }));
    checker.onWire(sent(call));
    return notes;
  }

  function quota(left: number) {
    return { 'x-toggl-quota-remaining': String(left), 'x-toggl-quota-resets-in': '60' };
  }

  function watched(options = { reserve }) {
    const { notes, find } = notebook();
    let nowAt = startAt;
    const checker = createQuotaChecker({ programNow: () => nowAt, find, ...options });
    const pass = (ms: number) => {
      nowAt += ms;
    };
    return { notes, checker, pass };
  }
});

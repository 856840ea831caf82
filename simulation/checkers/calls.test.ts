import { describe, expect, it } from 'vitest';
import type { StoredSlice } from '../observer.ts';
import { createCallBound } from './calls.ts';
import { hourMs, stored } from './slices.fixture.ts';
import { createWantedTracker } from './wanted.ts';
import { startAt } from './wire.fixture.ts';

const minuteMs = 60_000;
const endAt = startAt + hourMs;
const running = stored({ endAt: null, updatedAt: startAt });
const ended = stored({ endAt, updatedAt: endAt });
const next = stored({ id: 'b', startAt: endAt, endAt: null, updatedAt: endAt });
const mode = stored({ id: 'm', dimension: 'WORK_MODE', category: 'Deep Work', endAt: null });
const earlier = stored({ id: 'e', startAt: startAt - hourMs, endAt: startAt });

type Sample = readonly StoredSlice[];

describe('the least number of calls', () => {
  type Case = Readonly<{ reason: string; from: Sample; to: Sample; calls: number }>;
  const cases: readonly Case[] = [
    { reason: 'nothing changed', from: [running], to: [running], calls: 0 },
    { reason: 'a start from idle, and the look after it', from: [], to: [running], calls: 2 },
    { reason: 'a stop', from: [running], to: [ended], calls: 1 },
    {
      reason: 'a prompt switch: Toggl ends the first',
      from: [running],
      to: [ended, next],
      calls: 1,
    },
    {
      reason: 'a switch told late: the end is written',
      from: [running],
      to: [{ ...ended, updatedAt: endAt + minuteMs }, next],
      calls: 2,
    },
    {
      reason: 'a switch that also changes the first',
      from: [running],
      to: [{ ...ended, categoryId: 'x', category: 'Other' }, next],
      calls: 2,
    },
    { reason: 'a tag', from: [running], to: [running, mode], calls: 1 },
    { reason: 'another mode of what ended', from: [ended], to: [ended, mode], calls: 0 },
    {
      reason: 'a renamed category of what runs',
      from: [running],
      to: [{ ...running, category: 'Renamed' }],
      calls: 1,
    },
    {
      reason: 'a renamed category of what ended: it keeps its text',
      from: [ended],
      to: [{ ...ended, category: 'Renamed' }],
      calls: 0,
    },
    {
      reason: 'another category for what ended',
      from: [ended],
      to: [{ ...ended, categoryId: 'x', category: 'Other' }],
      calls: 1,
    },
    { reason: 'another end', from: [ended], to: [{ ...ended, endAt: endAt - 1000 }], calls: 1 },
    { reason: 'a deletion', from: [ended, next], to: [next], calls: 1 },
    { reason: 'a slice that was over before it was seen', from: [], to: [ended], calls: 1 },
    {
      reason: 'the first finished one beside a running one, and the look after it',
      from: [next],
      to: [ended, next],
      calls: 2,
    },
    {
      reason: 'a start and a finished one: no reopening',
      from: [ended],
      to: [earlier, ended, next],
      calls: 4,
    },
  ];
  it.each(cases)('is $calls for $reason', ({ from, to, calls }) => {
    expect(between(from, to)).toBe(calls);
  });

  it('looks once alone after a finished entry beside a running one', () => {
    const bound = counted({});
    bound.take([next]);
    bound.take([ended, next]);
    const before = bound.total();
    bound.take([earlier, ended, next]);
    expect(bound.total() - before).toBe(1);
  });

  const answers: readonly { reason: string; reopenByPut: 'reopens' | 'refused' | 'ignored' }[] = [
    { reason: 'one edit', reopenByPut: 'reopens' },
    { reason: 'an edit in vain, a create, a delete', reopenByPut: 'refused' },
    { reason: 'an edit in vain, a create, a delete', reopenByPut: 'ignored' },
  ];
  it.each(answers)('is $reason for a reopening that is $reopenByPut', ({ reopenByPut }) => {
    const idleLook = 1;
    const calls = between([ended], [{ ...ended, endAt: null }], { reopenByPut });
    expect(calls).toBe((reopenByPut === 'reopens' ? 1 : 3) + idleLook);
  });

  it('is one reopening more where a finished entry stops the running one', () => {
    const switches = { finishedCreate: 'stops-running', reopenByPut: 'reopens' } as const;
    expect(between([next], [ended, next], switches)).toBe(3);
  });

  it('holds six looks after starts from idle an hour, and again in the next', () => {
    const bound = counted({});
    const callsOfCycle = () => {
      const before = bound.total();
      bound.take([]);
      bound.take([running]);
      return bound.total() - before;
    };
    // Deleting what ran is one, the start one, the look one.
    const first = Array.from({ length: 7 }, callsOfCycle);
    expect(first).toEqual([2, 3, 3, 3, 3, 3, 2]);
    bound.pass(hourMs + 1);
    expect(callsOfCycle()).toBe(3);
  });

  it('is one reading of the projects a day', () => {
    const bound = counted({});
    bound.take([]);
    const before = bound.total();
    for (let day = 0; day < 3; day += 1) {
      bound.pass(24 * hourMs);
      bound.take([]);
      bound.take([]);
    }
    expect(bound.total() - before).toBe(3);
  });

  function between(from: Sample, to: Sample, switches: Parameters<typeof createCallBound>[0] = {}) {
    const bound = counted(switches);
    bound.take(from);
    const before = bound.total();
    bound.take(to);
    return bound.total() - before;
  }

  function counted(switches: Parameters<typeof createCallBound>[0]) {
    const tracker = createWantedTracker();
    const bound = createCallBound(switches);
    let nowAt = startAt;
    return {
      take: (slices: Sample) => {
        tracker.take({ slices, sinceAt: startAt - 24 * hourMs, debounceMs: 10_000 });
        bound.take(tracker.now(), nowAt);
      },
      pass: (ms: number) => {
        nowAt += ms;
      },
      total: bound.total,
    };
  }
});

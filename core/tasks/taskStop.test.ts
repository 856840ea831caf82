import { describe, expect, it, test } from 'vitest';
import { clock, sliceOf } from '../engine/history.fixture.ts';
import type { When } from '../time/at.ts';
import { taskOf } from './task.fixture.ts';
import { decideModeStop, decideTaskStop, type ModeStop } from './taskStop.ts';

const now = clock('12:00');
const live: When = { kind: 'now' };
const at = (text: string): When => ({ kind: 'at', at: clock(text) });

const early = sliceOf({
  id: 'early',
  linkedTaskId: 'report',
  startAt: clock('09:00'),
  endAt: clock('10:00'),
});
const running = sliceOf({
  id: 'running',
  linkedTaskId: 'report',
  startAt: clock('11:00'),
  endAt: null,
});
const lunch = sliceOf({ id: 'lunch', startAt: clock('11:00'), endAt: null });

describe('the PRIMARY of a task that is done', () => {
  test.each([
    {
      reason: 'stops now',
      line: [early, running],
      at: live,
      stopped: { id: 'running', endAt: now },
    },
    {
      reason: 'stops when it says',
      line: [early, running],
      at: at('11:30'),
      stopped: { id: 'running', endAt: clock('11:30') },
    },
    {
      reason: 'is shortened where the word comes late',
      line: [early, lunch],
      at: at('09:40'),
      stopped: { id: 'early', endAt: clock('09:40') },
    },
  ])('$reason', ({ line, at: when, stopped }) => {
    const decision = decideTaskStop(line, { taskId: 'report', at: when }, { now });
    expect(decision).toMatchObject({ kind: 'changed', slice: stopped });
  });

  test.each([
    { reason: 'something else runs', line: [early, lunch], at: live },
    { reason: 'something else ran then', line: [early, lunch], at: at('11:30') },
    { reason: 'nothing ran', line: [], at: live },
  ])('stays as it is where $reason', ({ line, at: when }) => {
    expect(decideTaskStop(line, { taskId: 'report', at: when }, { now })).toBeNull();
  });

  it('refuses to be done before the slice of it that runs began', () => {
    const decision = decideTaskStop(
      [early, running],
      { taskId: 'report', at: at('09:40') },
      { now },
    );
    expect(decision).toMatchObject({ refusal: { code: 'ends_before_start' } });
  });
});

describe('the WORK_MODE of a task that is done', () => {
  const deep = sliceOf({
    id: 'deep',
    dimension: 'WORK_MODE',
    startAt: clock('11:00'),
    endAt: null,
  });
  const own = taskOf({ workModeSliceId: 'deep' });
  const others = taskOf({ workModeSliceId: 'another' });

  test.each<{ reason: string; task: typeof own; mode: ModeStop; when: When; stops: boolean }>([
    { reason: 'that began with it', task: own, mode: 'began', when: live, stops: true },
    { reason: 'that began without it', task: others, mode: 'began', when: live, stops: false },
    { reason: 'that the caller keeps', task: own, mode: 'keep', when: live, stops: false },
    { reason: 'that the caller stops', task: others, mode: 'stop', when: live, stops: true },
    { reason: 'that began after it', task: own, mode: 'stop', when: at('10:30'), stops: false },
  ])('$reason stops: $stops', ({ task, mode, when, stops }) => {
    const decision = decideModeStop([deep], { task, at: when, mode }, { now });
    expect(decision?.kind ?? null).toBe(stops ? 'changed' : null);
  });

  it('is nothing where none runs', () => {
    expect(decideModeStop([], { task: own, at: live, mode: 'stop' }, { now })).toBeNull();
  });
});

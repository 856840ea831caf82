import { describe, expect, test } from 'vitest';
import type { When } from '../time/at.ts';
import { clock, sliceOf } from './history.fixture.ts';
import type { Slice } from './slice.ts';
import { decideStop } from './stop.ts';

const at = (text: string): When => ({ kind: 'at', at: clock(text) });
const live: When = { kind: 'now' };
const now = clock('12:00');
const coding = sliceOf();
const email = sliceOf({ id: 'b', categoryId: 'email', startAt: clock('10:00'), endAt: null });

describe('a stop', () => {
  test.each<{ reason: string; at: When; id: string; endAt: string; now?: string }>([
    { reason: 'ends what runs now', at: live, id: 'b', endAt: '12:00' },
    { reason: 'ends what runs at the instant it names', at: at('11:00'), id: 'b', endAt: '11:00' },
    { reason: 'may leave nothing of what runs', at: at('10:00'), id: 'b', endAt: '10:00' },
    {
      reason: 'that is late shortens the slice that held its instant',
      at: at('09:30'),
      id: 'a',
      endAt: '09:30',
    },
    {
      reason: 'ends what runs at its own start when our clock stepped back',
      at: live,
      id: 'b',
      endAt: '10:00',
      now: '09:59:50',
    },
  ])('$reason', ({ at, id, endAt, now: nowText }) => {
    const stoppedAt = nowText === undefined ? now : clock(nowText);
    const decision = decideStop([coding, email], { categoryId: null, at }, { now: stoppedAt });
    const before = id === 'a' ? coding : email;
    const after = { ...before, endAt: clock(endAt), updatedAt: stoppedAt };
    expect(decision).toEqual({
      kind: 'changed',
      slice: after,
      changes: [{ kind: 'update', before, after }],
    });
  });

  test('of the category that runs ends it', () => {
    const decision = decideStop([email], { categoryId: 'email', at: live }, { now });
    expect(decision).toMatchObject({ kind: 'changed', slice: { id: 'b', endAt: now } });
  });

  test.each<{
    reason: string;
    timeline: Slice[];
    categoryId?: string;
    at: When;
    code: string;
  }>([
    { reason: 'nothing was tracked', timeline: [], at: live, code: 'nothing_running' },
    { reason: 'all has ended', timeline: [coding], at: live, code: 'nothing_running' },
    {
      reason: 'the instant lies after what ended last',
      timeline: [coding],
      at: at('10:00'),
      code: 'nothing_running',
    },
    {
      reason: 'another category runs',
      timeline: [coding, email],
      categoryId: 'coding',
      at: live,
      code: 'another_running',
    },
    {
      reason: 'another category held the instant',
      timeline: [coding, email],
      categoryId: 'email',
      at: at('09:30'),
      code: 'another_running',
    },
    {
      reason: 'the instant lies before what runs, in a gap',
      timeline: [email],
      at: at('09:30'),
      code: 'ends_before_start',
    },
    {
      reason: 'what runs is locked',
      timeline: [{ ...email, isLocked: true }],
      at: live,
      code: 'slice_locked',
    },
    {
      reason: 'what held the instant is locked',
      timeline: [{ ...coding, isLocked: true }, email],
      at: at('09:30'),
      code: 'slice_locked',
    },
  ])('is refused when $reason', ({ timeline, categoryId = null, at, code }) => {
    const decision = decideStop(timeline, { categoryId, at }, { now });
    expect(decision).toMatchObject({ kind: 'refused', refusal: { code } });
  });
});

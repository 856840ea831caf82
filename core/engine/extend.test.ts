import { describe, expect, test } from 'vitest';
import type { When } from '../time/at.ts';
import { decideExtend } from './extend.ts';
import { clock, sliceOf } from './history.fixture.ts';
import type { Slice } from './slice.ts';

const live: When = { kind: 'now' };
const now = clock('12:00');
const minuteMs = 60_000;
const coding = sliceOf();
const mail = sliceOf({ id: 'b', categoryId: 'mail', startAt: clock('10:30'), endAt: null });

describe('extending', () => {
  test.each<{ reason: string; newestFirst: Slice[]; minutes: number; at?: When; endAt: string }>([
    { reason: 'moves the last end', newestFirst: [coding], minutes: 15, endAt: '10:15' },
    { reason: 'reaches no future', newestFirst: [coding], minutes: 600, endAt: '12:00' },
    {
      reason: 'of a late tap reaches no further than the tap',
      newestFirst: [mail, coding],
      minutes: 60,
      at: { kind: 'at', at: clock('10:20') },
      endAt: '10:20',
    },
    {
      reason: 'of a late tap moves what had ended by then',
      newestFirst: [
        mail,
        sliceOf({ id: 'c', startAt: clock('10:05'), endAt: clock('10:10') }),
        coding,
      ],
      minutes: 3,
      at: { kind: 'at', at: clock('10:04') },
      endAt: '10:03',
    },
  ])('$reason', ({ newestFirst, minutes, at = live, endAt }) => {
    const decision = decideExtend(newestFirst, { byMs: minutes * minuteMs, at }, { now });
    const after = { ...coding, endAt: clock(endAt), updatedAt: now };
    expect(decision).toEqual({
      kind: 'changed',
      slice: after,
      changes: [{ kind: 'update', before: coding, after }],
    });
  });

  test('leaves what runs as it is', () => {
    const decision = decideExtend([mail, coding], { byMs: minuteMs, at: live }, { now });
    expect(decision).toEqual({ kind: 'unchanged', slice: mail });
  });

  test('changes nothing of what ended in the instant of the tap', () => {
    const at = { kind: 'at', at: clock('10:00') } as const;
    const decision = decideExtend([coding], { byMs: minuteMs, at }, { now });
    expect(decision).toEqual({ kind: 'unchanged', slice: coding });
  });

  test('names what is locked', () => {
    const locked = { ...coding, isLocked: true };
    const decision = decideExtend([locked], { byMs: minuteMs, at: live }, { now });
    expect(decision).toMatchObject({ refusal: { details: { sliceIds: [coding.id] } } });
  });

  test.each([
    { newestFirst: [], code: 'nothing_to_extend', reason: 'nothing has ended' },
    { newestFirst: [{ ...coding, isLocked: true }], code: 'slice_locked', reason: 'a lock' },
  ])('is refused with $code: $reason', ({ newestFirst, code }) => {
    const decision = decideExtend(newestFirst, { byMs: minuteMs, at: live }, { now });
    expect(decision).toMatchObject({ kind: 'refused', refusal: { code } });
  });
});

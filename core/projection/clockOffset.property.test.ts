import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ClockOffset,
  type DatedReply,
  leastOffsetMs,
  narrowOffset,
  offsetAfter,
  offsetMs,
  togglSecondOf,
} from './clockOffset.ts';

/** A reply of a Toggl whose clock is ahead by `trueMs`, dated while the call was on its way. */
function replyOf(trueMs: number, call: { sentAt: number; outMs: number; backMs: number }) {
  const datedAt = call.sentAt + call.outMs + trueMs;
  return {
    sentAt: call.sentAt,
    receivedAt: call.sentAt + call.outMs + call.backMs,
    dateAt: Math.floor(datedAt / 1000) * 1000,
  };
}

const calls = fc.array(
  fc.record({
    sentAt: fc.integer({ min: 0, max: 10_000_000 }),
    outMs: fc.integer({ min: 0, max: 5000 }),
    backMs: fc.integer({ min: 0, max: 5000 }),
  }),
  { minLength: 1, maxLength: 20 },
);
const offset = fc.integer({ min: -7_200_000, max: 7_200_000 });

function narrowed(replies: readonly DatedReply[]): ClockOffset | null {
  return replies.reduce<ClockOffset | null>(narrowOffset, null);
}

describe('the range of an offset', () => {
  test('always holds the true one, and only narrows', () => {
    fc.assert(
      fc.property(offset, calls, (trueMs, made) => {
        let known: ClockOffset | null = null;
        for (const call of made) {
          const next: ClockOffset = narrowOffset(known, replyOf(trueMs, call));
          expect(next.lowMs).toBeLessThanOrEqual(trueMs);
          expect(next.highMs).toBeGreaterThanOrEqual(trueMs);
          if (known !== null) {
            expect(next.highMs - next.lowMs).toBeLessThanOrEqual(known.highMs - known.lowMs);
          }
          known = next;
        }
      }),
      { numRuns: 100 },
    );
  });

  test('starts anew when a clock was set, and holds the new one', () => {
    fc.assert(
      fc.property(offset, calls, fc.integer({ min: 12_000, max: 90_000 }), (before, made, step) => {
        const known = narrowed(made.map((call) => replyOf(before, call)));
        const reply = replyOf(before + step, { sentAt: 20_000_000, outMs: 40, backMs: 40 });
        const after = narrowOffset(known, reply);
        expect(after).toEqual(narrowOffset(null, reply));
        expect(after.lowMs).toBeLessThanOrEqual(before + step);
      }),
      { numRuns: 100 },
    );
  });

  test('has a least that is never above the true one after a quick call', () => {
    fc.assert(
      fc.property(offset, calls, (trueMs, made) => {
        const quick = { sentAt: 20_000_000, outMs: 30, backMs: 30 };
        const known = narrowed([...made, quick].map((call) => replyOf(trueMs, call)));
        expect(leastOffsetMs(known)).toBeLessThanOrEqual(trueMs + 60);
      }),
      { numRuns: 100 },
    );
  });

  test('settles within a second of the truth once a call was quick', () => {
    fc.assert(
      fc.property(offset, calls, (trueMs, made) => {
        const quick = { sentAt: 20_000_000, outMs: 30, backMs: 30 };
        const known = narrowed([...made, quick].map((call) => replyOf(trueMs, call)));
        expect(Math.abs(offsetMs(known) - trueMs)).toBeLessThanOrEqual(1060);
      }),
      { numRuns: 100 },
    );
  });
});

test.each([
  { reason: 'nothing is known', known: null, answer: 0 },
  { reason: 'the clocks may agree', known: { lowMs: -100, highMs: 950 }, answer: 0 },
  {
    reason: 'they agree if Toggl is as far back as it may',
    known: { lowMs: 0, highMs: 950 },
    answer: 0,
  },
  {
    reason: 'they agree if it is as far ahead as it may',
    known: { lowMs: -950, highMs: 0 },
    answer: 0,
  },
  { reason: 'Toggl is ahead', known: { lowMs: 1500, highMs: 2500 }, answer: 2000 },
  { reason: 'Toggl is behind', known: { lowMs: -4000, highMs: -3000 }, answer: -3500 },
])('where $reason, the offset is taken to be $answer', ({ known, answer }) => {
  expect(offsetMs(known)).toBe(answer);
});

test.each([
  { reason: 'nothing is known', known: null, least: 0 },
  { reason: 'Toggl may be behind', known: { lowMs: -700, highMs: 100 }, least: -700 },
  { reason: 'Toggl is ahead', known: { lowMs: 1500, highMs: 2500 }, least: 1500 },
  { reason: 'a reply was slow', known: { lowMs: -9000, highMs: 900 }, least: -1000 },
])('where $reason, Toggl is $least ahead at the least', ({ known, least }) => {
  expect(leastOffsetMs(known)).toBe(least);
});

test('two replies that leave one offset between them are believed both', () => {
  const reply = { sentAt: 0, receivedAt: 0, dateAt: 1000 };
  expect(narrowOffset({ lowMs: 0, highMs: 1000 }, reply)).toEqual({ lowMs: 1000, highMs: 1000 });
});

const ahead = { lowMs: 1500, highMs: 2500 };

test('a reply without a date leaves what is known', () => {
  const reply = { sentAt: 0, receivedAt: 10, serverDateAt: null };
  expect(offsetAfter(ahead, reply)).toBe(ahead);
  expect(offsetAfter(null, { ...reply, serverDateAt: 5000 })).toEqual({
    lowMs: 4990,
    highMs: 6000,
  });
});

test.each([
  { reason: 'as it says', serverDateAt: 7999, known: ahead, second: 7 },
  { reason: 'ours, where nothing is known', serverDateAt: null, known: null, second: 5 },
  { reason: 'ours and what it is ahead', serverDateAt: null, known: ahead, second: 7 },
])('a reply came in the second of Toggl that is $reason', ({ serverDateAt, known, second }) => {
  expect(togglSecondOf({ serverDateAt, receivedAt: 5000 }, known)).toBe(second);
});

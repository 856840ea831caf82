import { describe, expect, test } from 'vitest';
import { resolveAt } from './at.ts';

const now = Date.UTC(2026, 10, 5, 12);
const context = { now, lastStopAt: now - 600_000 };

describe('at', () => {
  test('left out means now', () => {
    expect(resolveAt(undefined, context)).toEqual({ kind: 'now' });
  });

  test.each([
    { text: '2026-11-05T12:30:00+01:00', at: now - 1_800_000 },
    { text: '-90s', at: now - 90_000 },
    { text: '-15m', at: now - 900_000 },
    { text: '-2h', at: now - 7_200_000 },
    { text: 'last-stop', at: now - 600_000 },
    { text: '2026-11-05T12:00:00Z', at: now },
    { text: '2026-11-05T12:00:30Z', at: now },
    { text: '2026-11-05T12:01:00Z', at: now },
  ])('$text is an instant that is not after now', ({ text, at }) => {
    expect(resolveAt(text, context)).toEqual({ kind: 'at', at });
  });

  test.each([
    { reason: 'more than a minute ahead', text: '2026-11-05T12:01:00.001Z', code: 'at_in_future' },
    { reason: 'no offset', text: '2026-11-05T12:00:00', code: 'malformed_at' },
    { reason: 'an unknown unit', text: '-15d', code: 'malformed_at' },
    { reason: 'a time to come', text: '+15m', code: 'malformed_at' },
    { reason: 'a fraction', text: '-1.5h', code: 'malformed_at' },
    { reason: 'a count out of all reason', text: '-1000000h', code: 'malformed_at' },
    { reason: 'an empty text', text: '', code: 'malformed_at' },
    { reason: 'a word', text: 'yesterday', code: 'malformed_at' },
  ])('is refused for $reason', ({ text, code }) => {
    expect(resolveAt(text, context)).toMatchObject({ kind: 'refused', refusal: { code } });
  });

  test('last-stop needs a stop', () => {
    expect(resolveAt('last-stop', { now, lastStopAt: null })).toMatchObject({
      refusal: { code: 'no_last_stop' },
    });
  });

  test('last-stop just ahead of a clock that stepped back is now', () => {
    expect(resolveAt('last-stop', { now, lastStopAt: now + 5000 })).toEqual({
      kind: 'at',
      at: now,
    });
  });
});

import { describe, expect, it } from 'vitest';
import { civilDateIn, dailyRangeAt, lastTimeOfDay, nextTimeOfDay } from './civilDate.ts';

const at = (text: string) => Date.parse(text);
const berlin = (minutes: number) => ({ minutes, timeZone: 'Europe/Berlin' });

describe('the next time of day', () => {
  it.each([
    { now: '2026-11-02T00:00Z', minutes: 210, next: '2026-11-02T02:30Z', reason: 'later today' },
    { now: '2026-11-02T02:30Z', minutes: 210, next: '2026-11-03T02:30Z', reason: 'after this one' },
    { now: '2026-03-29T00:00Z', minutes: 150, next: '2026-03-29T01:30Z', reason: 'skipped: later' },
    {
      now: '2026-10-24T23:00Z',
      minutes: 150,
      next: '2026-10-25T00:30Z',
      reason: 'twice: the first',
    },
    { now: '2026-10-25T00:30Z', minutes: 150, next: '2026-10-26T01:30Z', reason: 'never twice' },
  ])('after $now is $next: $reason', ({ now, minutes, next }) => {
    expect(nextTimeOfDay(at(now), berlin(minutes))).toBe(at(next));
  });
});

it('the last time of day includes this very instant', () => {
  expect(lastTimeOfDay(at('2026-11-02T02:30Z'), berlin(210))).toBe(at('2026-11-02T02:30Z'));
  expect(lastTimeOfDay(at('2026-11-02T02:29Z'), berlin(210))).toBe(at('2026-11-01T02:30Z'));
});

it('a date is that of the zone', () => {
  expect(civilDateIn(at('2026-10-31T23:30Z'), 'Europe/Berlin')).toBe('2026-11-01');
});

describe('a stretch of each day', () => {
  const night = { fromMinutes: 22 * 60, untilMinutes: 7 * 60 };
  const skipped = { fromMinutes: 130, untilMinutes: 160 };
  const early = { fromMinutes: 60, untilMinutes: 150 };
  it.each([
    { now: '2026-11-01T21:00Z', stretch: night, ends: '2026-11-02T06:00Z', reason: 'it begins' },
    {
      now: '2026-11-02T05:59Z',
      stretch: night,
      ends: '2026-11-02T06:00Z',
      reason: 'over midnight',
    },
    { now: '2026-11-02T06:00Z', stretch: night, ends: null, reason: 'half-open' },
    { now: '2026-11-01T20:59Z', stretch: night, ends: null, reason: 'not yet' },
    {
      now: '2026-03-28T23:00Z',
      stretch: night,
      ends: '2026-03-29T05:00Z',
      reason: 'a short night',
    },
    { now: '2026-10-24T23:00Z', stretch: night, ends: '2026-10-25T06:00Z', reason: 'a long night' },
    {
      now: '2026-03-29T01:20Z',
      stretch: skipped,
      ends: '2026-03-29T01:40Z',
      reason: 'skipped: later',
    },
    {
      now: '2026-03-29T00:30Z',
      stretch: early,
      ends: '2026-03-29T01:30Z',
      reason: 'ends in the gap',
    },
    { now: '2026-10-25T00:45Z', stretch: early, ends: null, reason: 'twice: over at the first' },
  ])('at $now ends at $ends: $reason', ({ now, stretch, ends }) => {
    const range = dailyRangeAt(at(now), { ...stretch, timeZone: 'Europe/Berlin' });
    expect(range?.endAt ?? null).toBe(ends === null ? null : at(ends));
  });

  it('is never met on a day whose clock skips all of it backwards', () => {
    const within = { fromMinutes: 150, untilMinutes: 180, timeZone: 'Europe/Berlin' };
    expect(dailyRangeAt(at('2026-03-29T01:30Z'), within)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { civilDateIn, lastTimeOfDay, nextTimeOfDay, shiftedDate } from './civilDate.ts';

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

it('a date is that of the zone, and is moved by whole days', () => {
  expect(civilDateIn(at('2026-10-31T23:30Z'), 'Europe/Berlin')).toBe('2026-11-01');
  expect(shiftedDate('2026-02-28', 1)).toBe('2026-03-01');
});

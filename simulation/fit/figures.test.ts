import { describe, expect, it } from 'vitest';
import { figuresOf } from './figures.ts';
import type { CallSeen, Recording } from './recording.ts';

const at = (text: string) => Date.parse(`2026-06-${text}:00Z`);

function call(text: string, more: Partial<CallSeen> = {}): CallSeen {
  return { at: at(text), method: 'POST', bucket: 'organization', status: 200, hour: null, ...more };
}

/** One that tells when its hour ends and what is left in it. */
const told = (text: string, ends: string, left: number) =>
  call(text, { hour: { endsAt: at(ends), left } });

const nothing: Recording = {
  tapsAt: [],
  calls: [],
  switches: [],
  wrong: [],
  behind: [],
  tracked: [],
  bounds: [],
};
const figures = (recorded: Partial<Recording>, timeZone = 'UTC') =>
  figuresOf({ ...nothing, ...recorded }, timeZone);

describe('the figures of a recording', () => {
  it('count taps, calls and the least possible for each day with taps', () => {
    const { days, perDay, calls } = figures({
      tapsAt: ['08T09:00', '08T10:00', '10T09:00', '11T09:00'].map(at),
      calls: ['08T08:00', '08T09:00', '08T10:00', '10T09:00'].map((text) => call(text)),
      bounds: [
        { at: at('08T09:00'), least: 2 },
        { at: at('08T10:00'), least: 3 },
        { at: at('10T09:00'), least: 4 },
      ],
    });
    expect(days).toMatchObject([
      { date: '2026-06-08', taps: 2, calls: 3, least: 3 },
      { date: '2026-06-10', taps: 1, calls: 1, least: 1 },
      { date: '2026-06-11', taps: 1, calls: 0, least: 0 },
    ]);
    expect(perDay).toMatchObject({ median: 1, worst: { date: '2026-06-08' } });
    expect(calls).toBe(4);
  });

  it('cut days in the zone of the history', () => {
    const { days } = figures({ tapsAt: [at('08T23:30')] }, 'Europe/Berlin');
    expect(days.map(({ date }) => date)).toEqual(['2026-06-09']);
  });

  it('find the hour of a bucket with most of our calls, as Toggl counts hours', () => {
    const { buckets } = figures({
      calls: [
        told('08T09:50', '08T10:00', 20),
        told('08T10:05', '08T11:05', 29),
        told('08T10:30', '08T11:05', 3),
        call('08T10:31', { bucket: 'user', hour: { endsAt: at('08T11:31'), left: 29 } }),
        told('08T11:06', '08T12:06', 28),
      ],
    });
    expect(buckets).toMatchObject({
      organization: { calls: 4, worstHour: { startAt: at('08T10:05'), calls: 2, left: 3 } },
      user: { calls: 1, worstHour: { startAt: at('08T10:31'), calls: 1, left: 29 } },
    });
  });

  it('tell how long Toggl was wrong, and how much of that something ran', () => {
    const { wrong, wrongTrackedMs, trackedMs, behind, refused } = figures({
      tracked: [{ startAt: at('08T09:00'), endAt: at('08T10:00') }],
      wrong: [
        { startAt: at('08T09:10'), endAt: at('08T09:11') },
        { startAt: at('08T09:50'), endAt: at('08T10:10') },
      ],
      calls: [call('08T09:50', { status: 402 })],
    });
    const minutes = (count: number) => count * 60_000;
    expect(wrong.totalMs).toBe(minutes(21));
    expect(wrong.longest).toEqual({ startAt: at('08T09:50'), endAt: at('08T10:10') });
    expect(wrongTrackedMs).toBe(minutes(11));
    expect(trackedMs).toBe(minutes(60));
    expect(behind).toEqual({ totalMs: 0, longest: null });
    expect(refused).toBe(1);
  });
});

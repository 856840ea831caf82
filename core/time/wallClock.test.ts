import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWallClock } from './wallClock.ts';

const berlin = createWallClock('Europe/Berlin');
const clockSeconds = (hour: number, minute = 0) => hour * 3600 + minute * 60;

describe('a clock on the wall', () => {
  test.each([
    { reason: 'in winter', date: '2026-11-05', at: '2026-11-05T08:00:00Z' },
    { reason: 'in summer', date: '2026-07-05', at: '2026-07-05T07:00:00Z' },
    { reason: 'on a day of 25 hours', date: '2026-10-25', at: '2026-10-25T08:00:00Z' },
    { reason: 'on a day of 23 hours', date: '2026-03-29', at: '2026-03-29T07:00:00Z' },
  ])('is read once $reason', ({ date, at }) => {
    expect(berlin.read(date, clockSeconds(9))).toEqual({ kind: 'once', at: Date.parse(at) });
  });

  test('is read twice when it was put back, and told when it was put forward', () => {
    expect(berlin.read('2026-10-25', clockSeconds(2, 30))).toEqual({
      kind: 'twice',
      earlierAt: Date.parse('2026-10-25T00:30:00Z'),
      laterAt: Date.parse('2026-10-25T01:30:00Z'),
    });
    const never = { kind: 'never', at: Date.parse('2026-03-29T01:30:00Z') };
    expect(berlin.read('2026-03-29', clockSeconds(2, 30))).toEqual(never);
    expect(berlin.read('2026-02-30', 0)).toBeNull();
  });

  test('shows what it reads, in every zone and on every day', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC');
    const second = fc.integer({ min: 1_577_836_800, max: 1_798_761_600 });
    fc.assert(
      fc.property(zone, fc.array(second, { minLength: 1, maxLength: 5 }), (timeZone, seconds) => {
        const clock = createWallClock(timeZone);
        for (const at of seconds.map((one) => one * 1000)) {
          const { date, time } = clock.show(at);
          const [hour = 0, minute = 0, rest = 0] = time.split(':').map(Number);
          const read = clock.read(date, clockSeconds(hour, minute) + rest);
          expect(Object.values(read ?? {})).toContain(at);
        }
      }),
    );
  });
});

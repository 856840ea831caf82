import { describe, expect, it } from 'vitest';
import { createServerClock } from './serverClock.ts';

const noonAt = Date.UTC(2026, 10, 2, 12);
const date = (at: number) => new Date(at).toUTCString();

/** A reply that took 40 ms, from a server whose clock is so far from ours. */
function heardAt(at: number, differenceMs: number) {
  return { date: date(at + 20 + differenceMs), sentAt: at, receivedAt: at + 40 };
}

describe('the clock of the server', () => {
  it('is ours until a reply has told otherwise', () => {
    expect(createServerClock(() => noonAt).now()).toBe(noonAt);
  });

  it('is ours while a whole second cannot tell the two apart', () => {
    const clock = createServerClock(() => noonAt);
    clock.heard(heardAt(noonAt, 300));
    clock.heard(heardAt(noonAt + 700, -200));
    expect(clock.now()).toBe(noonAt);
  });

  it('is known to a part of a second after several replies', () => {
    const clock = createServerClock(() => noonAt);
    for (let at = noonAt; at < noonAt + 10_000; at += 730) clock.heard(heardAt(at, -90_000));
    expect(Math.abs(clock.now() - (noonAt - 90_000))).toBeLessThan(200);
  });

  it('follows a clock that was set', () => {
    const clock = createServerClock(() => noonAt);
    clock.heard(heardAt(noonAt, -90_000));
    clock.heard(heardAt(noonAt, 0));
    expect(clock.now()).toBe(noonAt);
  });

  it('learns nothing from a reply without a date', () => {
    const clock = createServerClock(() => noonAt);
    clock.heard({ date: null, sentAt: noonAt, receivedAt: noonAt });
    expect(clock.now()).toBe(noonAt);
  });
});

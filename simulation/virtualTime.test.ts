import { describe, expect, it } from 'vitest';
import { createVirtualTime } from './virtualTime.ts';

const settled = async () => {};

describe('virtual time', () => {
  it('fires each timer at its own time and in order', async () => {
    const time = createVirtualTime(0);
    const seen: string[] = [];
    time.timers.after(20, () => seen.push(`second at ${time.now()}`));
    time.timers.after(10, () => seen.push(`first at ${time.now()}`));
    await time.advanceTo(30, settled);
    expect([...seen, `over at ${time.now()}`]).toEqual([
      'first at 10',
      'second at 20',
      'over at 30',
    ]);
  });

  it('stops a program that asks for the time for ever while none passes', () => {
    const time = createVirtualTime(0);
    const wait = () => {
      while (time.now() < 1);
    };
    expect(wait).toThrow('for ever');
  });

  it('stops a timer that sets itself again without a delay', async () => {
    const time = createVirtualTime(0);
    const again = () => {
      if (time.now() === 0) time.timers.after(0, again);
    };
    time.timers.after(0, again);
    await expect(time.advanceTo(1, settled)).rejects.toThrow('for ever');
  });

  it('lets a program read the time as often as it likes while time passes', async () => {
    const time = createVirtualTime(0);
    const beat = () => {
      for (let reading = 0; reading < 100; reading += 1) time.now();
      time.timers.after(1, beat);
    };
    beat();
    await time.advanceTo(1_000, settled);
    expect(time.now()).toBe(1_000);
  });

  it('shows whole milliseconds, as a real clock does, whatever a timer was asked for', async () => {
    const time = createVirtualTime(1000);
    const fired: number[] = [];
    time.timers.after(0.5, () => fired.push(time.now()));
    time.outside.after(2.2, () => fired.push(time.now()));
    await time.advanceTo(2000, async () => {});
    expect(fired).toEqual([1001, 1003]);
  });
});

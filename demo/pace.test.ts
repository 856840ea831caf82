import { describe, expect, it } from 'vitest';
import { createVirtualTime } from '../simulation/virtualTime.ts';
import { createPace } from './pace.ts';

type Setting = Readonly<{ hasWork?: boolean; speed?: number; elapsedMs?: number }>;

/** A pace over a program that looks at the world once a minute. */
function setUp({ hasWork = false, speed = 60, elapsedMs = 1000 }: Setting) {
  const time = createVirtualTime(0);
  const quit = new AbortController();
  const looksAt: number[] = [];
  const seenAt: number[] = [];
  const look = () => {
    looksAt.push(time.now());
    time.timers.after(60_000, look);
  };
  time.timers.after(60_000, look);
  const pace = createPace({
    time,
    settle: async () => void seenAt.push(time.now()),
    hasWork: async () => hasWork,
    tick: async () => elapsedMs,
    speed,
    signal: quit.signal,
  });
  return { time, pace, quit, looksAt, seenAt };
}

const minuteMs = 60_000;

describe('the pace', () => {
  it('fires every timer at its own time when watched', async () => {
    const { time, pace, looksAt } = setUp({ speed: 100 });
    await pace.watchTo(4 * minuteMs);
    expect(looksAt).toEqual([1, 2, 3, 4].map((minutes) => minutes * minuteMs));
    expect(time.now()).toBe(4 * minuteMs);
  });

  it('leaves out the minutes in which nothing is left to do', async () => {
    const { time, pace, looksAt } = setUp({});
    await pace.skimTo(60 * minuteMs);
    expect(looksAt).toEqual([minuteMs, 2 * minuteMs, 60 * minuteMs]);
    expect(time.now()).toBe(60 * minuteMs);
  });

  it('leaves out nothing while something is left to do', async () => {
    const { pace, looksAt } = setUp({ hasWork: true });
    await pace.skimTo(60 * minuteMs);
    expect(looksAt).toHaveLength(60);
  });

  it('stays on whole milliseconds, however long a tick was', async () => {
    const { pace, seenAt } = setUp({ elapsedMs: 25.37, speed: 120 });
    await pace.watchTo(minuteMs);
    expect(seenAt.filter((at) => !Number.isInteger(at))).toEqual([]);
  });

  it('goes at once where nothing is waited for', async () => {
    const { pace, seenAt } = setUp({ speed: Number.POSITIVE_INFINITY });
    await pace.watchTo(minuteMs / 2);
    expect(new Set(seenAt)).toEqual(new Set([0, minuteMs / 2]));
  });

  it('stops where it is told to', async () => {
    const { time, pace, quit } = setUp({});
    quit.abort();
    await pace.watchTo(minuteMs);
    expect(time.now()).toBe(0);
  });
});

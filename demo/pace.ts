/**
 * Moves the clock of the demo: not at all by itself, at a speed that a person can watch, or at
 * once. All timers of the program hang on this clock and fire in order on the way.
 *
 *   watched   ──tick──tick──tick──▶ at        every timer fires at its own time
 *   quiet     ──tick── · · · · · · ▶ at       after two minutes in which nothing is left to do
 *                                             the clock jumps, as over a laptop that slept
 *
 * Without the jump three weeks would be 25 000 looks at nothing.
 */
import type { VirtualTime } from '../simulation/virtualTime.ts';

export type Pace = Readonly<{
  /** Every minute on the way is played. */
  watchTo: (at: number) => Promise<void>;
  /** Minutes in which nothing is left to do are left out. */
  skimTo: (at: number) => Promise<void>;
  /** Seconds of this clock in a real one; without end where nothing is waited for. */
  speed: () => number;
  setSpeed: (speed: number) => void;
}>;

type PaceOptions = Readonly<{
  time: VirtualTime;
  settle: () => Promise<void>;
  hasWork: () => Promise<boolean>;
  /** Really waits a little; answers how many milliseconds it was. */
  tick: () => Promise<number>;
  speed: number;
  signal: AbortSignal;
}>;

const quietAfterMs = 120_000;

export function createPace(options: PaceOptions): Pace {
  const { time, settle, hasWork, tick, signal } = options;
  let { speed } = options;

  const inTicks = async (at: number, move: (at: number) => Promise<void>): Promise<void> => {
    while (time.now() < at && !signal.aborted) {
      const elapsedMs = Number.isFinite(speed) ? await tick() : 1;
      // Whole milliseconds: an instant is nothing finer.
      await move(Math.min(at, time.now() + Math.round(elapsedMs * speed)));
    }
  };
  const watchTo = async (at: number): Promise<void> => {
    await inTicks(at, (until) => time.advanceTo(until, settle));
    if (!signal.aborted) await time.advanceTo(at, settle);
  };
  return {
    watchTo,
    skimTo: async (at) => {
      await watchTo(Math.min(at, time.now() + quietAfterMs));
      if (!(await hasWork())) await inTicks(at, async (until) => time.stepTo(until));
      await watchTo(at);
    },
    speed: () => speed,
    setSpeed: (next) => {
      speed = next;
    },
  };
}

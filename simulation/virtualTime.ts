/**
 * A clock that moves only when told, and the timers that hang on it: days pass in milliseconds,
 * and the same steps always happen in the same order.
 */
export type VirtualTime = Readonly<{
  now: () => number;
  timers: Readonly<{ after: (delayMs: number, run: () => void) => () => void }>;
  /**
   * Moves to an instant, firing each timer at its own time on the way, in order; `settle` lets
   * the program come to rest after each.
   */
  advanceTo: (at: number, settle: () => Promise<void>) => Promise<void>;
  /** Sets the clock without firing what lies between: the clock of the machine was changed. */
  stepTo: (at: number) => void;
}>;

type Timer = { dueAt: number; order: number; run: () => void };

export function createVirtualTime(startAt: number): VirtualTime {
  let nowAt = startAt;
  let order = 0;
  const waiting = new Set<Timer>();
  const nextDue = (until: number): Timer | null => {
    let next: Timer | null = null;
    for (const timer of waiting) {
      if (timer.dueAt > until) continue;
      if (next === null || isBefore(timer, next)) next = timer;
    }
    return next;
  };
  return {
    now: () => nowAt,
    timers: {
      after: (delayMs, run) => {
        order += 1;
        const timer = { dueAt: nowAt + delayMs, order, run };
        waiting.add(timer);
        return () => waiting.delete(timer);
      },
    },
    advanceTo: async (at, settle) => {
      await settle();
      for (let timer = nextDue(at); timer !== null; timer = nextDue(at)) {
        waiting.delete(timer);
        nowAt = Math.max(nowAt, timer.dueAt);
        timer.run();
        await settle();
      }
      nowAt = Math.max(nowAt, at);
      await settle();
    },
    stepTo: (at) => {
      nowAt = at;
    },
  };
}

function isBefore(left: Timer, right: Timer): boolean {
  return left.dueAt < right.dueAt || (left.dueAt === right.dueAt && left.order < right.order);
}

/**
 * A clock that moves only when told, and the timers that hang on it: days pass in milliseconds,
 * and the same steps always happen in the same order.
 */
type Timers = Readonly<{ after: (delayMs: number, run: () => void) => () => void }>;

export type VirtualTime = Readonly<{
  now: () => number;
  /** Of the machine: none fires while it sleeps. */
  timers: Timers;
  /** Of the world around it, which never sleeps: what is on its way arrives. */
  outside: Timers;
  /**
   * Moves to an instant, firing each timer at its own time on the way, in order; `settle` lets
   * the program come to rest after each.
   */
  advanceTo: (at: number, settle: () => Promise<void>) => Promise<void>;
  /** Sets the clock without firing what lies between: the clock of the machine was changed. */
  stepTo: (at: number) => void;
  /** The machine sleeps until then: only what lies outside of it happens on the way. */
  sleepTo: (at: number) => void;
}>;

type Place = 'machine' | 'outside';
type Timer = { dueAt: number; order: number; place: Place; run: () => void };

const everywhere: readonly Place[] = ['machine', 'outside'];

export function createVirtualTime(startAt: number): VirtualTime {
  let nowAt = startAt;
  let order = 0;
  const waiting = new Set<Timer>();
  const nextDue = (until: number, places: readonly Place[] = everywhere): Timer | null => {
    let next: Timer | null = null;
    for (const timer of waiting) {
      if (timer.dueAt > until || !places.includes(timer.place)) continue;
      if (next === null || isBefore(timer, next)) next = timer;
    }
    return next;
  };
  const timersOf = (place: Place): Timers => ({
    after: (delayMs, run) => {
      order += 1;
      const timer = { dueAt: nowAt + delayMs, order, place, run };
      waiting.add(timer);
      return () => waiting.delete(timer);
    },
  });
  const fire = (timer: Timer) => {
    waiting.delete(timer);
    nowAt = Math.max(nowAt, timer.dueAt);
    timer.run();
  };
  return {
    now: () => nowAt,
    timers: timersOf('machine'),
    outside: timersOf('outside'),
    advanceTo: async (at, settle) => {
      await settle();
      for (let timer = nextDue(at); timer !== null; timer = nextDue(at)) {
        fire(timer);
        await settle();
      }
      nowAt = Math.max(nowAt, at);
      await settle();
    },
    stepTo: (at) => {
      nowAt = at;
    },
    sleepTo: (at) => {
      for (let timer = nextDue(at, ['outside']); timer !== null; timer = nextDue(at, ['outside']))
        fire(timer);
      nowAt = Math.max(nowAt, at);
    },
  };
}

function isBefore(left: Timer, right: Timer): boolean {
  return left.dueAt < right.dueAt || (left.dueAt === right.dueAt && left.order < right.order);
}

/**
 * A clock that moves only when told, and the timers that hang on it: days pass in milliseconds,
 * and the same steps always happen in the same order.
 *
 * Invariant: a program that waits for its clock gets somewhere. One that reads the clock over and
 * over in the same instant, or fires timers without end, is stopped, because nobody else would:
 * no time passes in which a test could run out of it.
 */
import { invariant } from '../core/invariant.ts';

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

/** Far beyond the busiest instant, in which thousands of slices are sent at once. */
const readingsOfOneInstant = 1_000_000;

const everywhere: readonly Place[] = ['machine', 'outside'];

export function createVirtualTime(startAt: number): VirtualTime {
  let nowAt = startAt;
  let order = 0;
  let readings = 0;
  const waiting = new Set<Timer>();
  const moveTo = (at: number) => {
    nowAt = at;
    readings = 0;
  };
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
      invariant(Number.isFinite(delayMs), `a timer waits for a number, not for ${delayMs}`);
      order += 1;
      // A real clock shows no parts of a millisecond, and no timer fires early.
      const timer = { dueAt: nowAt + Math.ceil(delayMs), order, place, run };
      waiting.add(timer);
      return () => waiting.delete(timer);
    },
  });
  const fire = (timer: Timer) => {
    waiting.delete(timer);
    if (timer.dueAt > nowAt) moveTo(timer.dueAt);
    timer.run();
  };
  return {
    now: () => {
      readings += 1;
      invariant(readings < readingsOfOneInstant, 'the program reads a clock that stands, for ever');
      return nowAt;
    },
    timers: timersOf('machine'),
    outside: timersOf('outside'),
    advanceTo: async (at, settle) => {
      await settle();
      for (let timer = nextDue(at); timer !== null; timer = nextDue(at)) {
        fire(timer);
        await settle();
      }
      moveTo(Math.max(nowAt, at));
      await settle();
    },
    stepTo: moveTo,
    sleepTo: (at) => {
      for (let timer = nextDue(at, ['outside']); timer !== null; timer = nextDue(at, ['outside']))
        fire(timer);
      moveTo(Math.max(nowAt, at));
    },
  };
}

function isBefore(left: Timer, right: Timer): boolean {
  return left.dueAt < right.dueAt || (left.dueAt === right.dueAt && left.order < right.order);
}

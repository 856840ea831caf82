/**
 * When the projection looks. A nudge says that something may have changed, never what: the work
 * reads all it needs, so nudges collapse, and a lost one costs a minute, never truth.
 *
 *   idle     nothing to do before `timer`
 *   due      a nudge or the timer asked for a look that has not begun
 *   working  one look runs; a nudge meanwhile makes it `due` again when it ends
 *
 * Invariant: one look at a time. It never throws into the caller of `nudge`.
 */
import { unreachable } from '../../../core/invariant.ts';

export type Timers = Readonly<{
  /** Runs once after the delay; the returned function cancels it. */
  after: (delayMs: number, run: () => void) => () => void;
}>;

export type Look =
  /** There is more to do at once. */
  Readonly<{ kind: 'again' }> | Readonly<{ kind: 'wake'; at: number }>;

/** Only a nudge can bring something to do. */
export const settled: Look = { kind: 'wake', at: Number.POSITIVE_INFINITY };

export type Wakeup = Readonly<{
  nudge: (delayMs: number) => void;
  /** Resolves once nothing is due or working; timers may still wait. */
  whenIdle: () => Promise<void>;
  /** Lets the look in progress finish and starts no other. */
  stop: () => Promise<void>;
}>;

/** Revisions are compared this often even when nobody nudges. */
const idleLookMs = 60_000;
const faultPauseMs = 5_000;

type WakeupOptions = Readonly<{
  look: () => Promise<Look>;
  timers: Timers;
  now: () => number;
  onFault: (fault: unknown) => void;
}>;

export function createWakeup(options: WakeupOptions): Wakeup {
  const { timers, now } = options;
  let timer: { at: number; cancel: () => void } | null = null;
  let isDue = false;
  let isStopped = false;
  let working: Promise<void> | null = null;

  const sleepUntil = (at: number): void => {
    if (isStopped || (timer !== null && timer.at <= at)) return;
    timer?.cancel();
    const cancel = timers.after(Math.max(0, at - now()), () => {
      timer = null;
      begin();
    });
    timer = { at, cancel };
  };

  const begin = (): void => {
    isDue = true;
    if (isStopped || working !== null) return;
    working = lookUntilQuiet();
  };

  const goOn = (ended: Look): void => {
    switch (ended.kind) {
      case 'again':
        isDue = true;
        break;
      case 'wake':
        sleepUntil(wakeAt(ended.at, now()));
        break;
      default:
        unreachable(ended);
    }
  };

  // Ends in the same turn in which it finds that nothing is due: no nudge falls in between.
  const lookUntilQuiet = async (): Promise<void> => {
    try {
      while (isDue && !isStopped) {
        isDue = false;
        goOn(await lookOnce(options));
      }
    } finally {
      working = null;
    }
  };

  return {
    nudge: (delayMs) => (delayMs === 0 ? begin() : sleepUntil(now() + delayMs)),
    whenIdle: async () => {
      while (working !== null) await working;
    },
    stop: async () => {
      isStopped = true;
      timer?.cancel();
      await working;
    },
  };
}

/** A wake far away, or none, is cut to the regular look: a clock may be set, a nudge be lost. */
function wakeAt(at: number, now: number): number {
  return Math.min(at, now + idleLookMs);
}

async function lookOnce(options: WakeupOptions): Promise<Look> {
  try {
    return await options.look();
  } catch (fault) {
    options.onFault(fault);
    return { kind: 'wake', at: options.now() + faultPauseMs };
  }
}

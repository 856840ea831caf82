/**
 * Asks for an import once a night, at a time of day in the account's zone. It only writes the
 * request; the projection reads when it may, so an outage at that hour costs nothing.
 *
 * A night that was slept through (the machine was off) is caught up with at the next start, once
 * there has been a first import.
 */
import { lastTimeOfDay, nextTimeOfDay } from '../../../../core/time/civilDate.ts';

type NightlyOptions = Readonly<{
  /** Minutes after midnight. */
  minutes: number;
  timeZone: string;
  now: () => number;
  timers: Readonly<{ after: (delayMs: number, run: () => void) => () => void }>;
  request: () => Promise<void>;
  /** When the last import was done; null before the first. */
  lastImportAt: () => Promise<number | null>;
  onFault: (fault: unknown) => void;
}>;

type NightlyImport = Readonly<{
  start(): void;
  /** From now on the nights are those of another zone. */
  moveTo(timeZone: string): void;
  stop(): void;
}>;

/** A clock may be set and a machine may sleep: a longer timer would not notice. */
const longestSleepMs = 3_600_000;

export function createNightlyImport(options: NightlyOptions): NightlyImport {
  const { now, timers } = options;
  const { minutes } = options;
  let { timeZone } = options;
  let cancel: (() => void) | null = null;
  const nextAt = () => nextTimeOfDay(now(), { minutes, timeZone });
  let dueAt = nextAt();

  const ask = () => options.request().catch(options.onFault);

  const sleep = (): void => {
    const delayMs = Math.min(longestSleepMs, Math.max(0, dueAt - now()));
    cancel = timers.after(delayMs, () => {
      if (now() >= dueAt) void ask();
      dueAt = nextAt();
      sleep();
    });
  };

  const catchUp = async (): Promise<void> => {
    const lastAt = await options.lastImportAt();
    if (lastAt !== null && lastAt < lastTimeOfDay(now(), { minutes, timeZone })) await ask();
  };

  return {
    start: () => {
      dueAt = nextAt();
      sleep();
      catchUp().catch(options.onFault);
    },
    moveTo: (moved) => {
      timeZone = moved;
      dueAt = nextAt();
      if (cancel === null) return;
      cancel();
      sleep();
    },
    stop: () => {
      cancel?.();
      cancel = null;
    },
  };
}

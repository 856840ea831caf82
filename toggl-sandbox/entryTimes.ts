/**
 * Start, stop and duration of an entry, made whole or refused. Pure.
 *
 *   start only              [·                     zero seconds long
 *   start, duration ≥ 0     [──── duration ────)   stop follows
 *   start, stop             [──────────────────)   duration follows
 *   start, duration < 0     [───────────────────…  runs; the number is kept as sent
 *   all three               must agree, or the switch decides
 *
 * Texts are Toggl's own; those for an absent start and for disagreement are assumed, no source
 * shows them (docs/toggl-notes.md).
 */
import type { Switches } from './config.ts';

type GivenTimes = Readonly<{
  startSecond: number | null;
  stopSecond: number | null;
  durationSeconds: number | null;
}>;

export type EntryTimes = Readonly<{
  startSecond: number;
  stopSecond: number | null;
  durationSeconds: number;
}>;

type TimesDecision =
  | Readonly<{ kind: 'times'; times: EntryTimes }>
  | Readonly<{ kind: 'refused'; message: string }>;

const durationMaximumSeconds = 999 * 3600;

export function decidedTimes(
  given: GivenTimes,
  nowSecond: number,
  switches: Switches,
): TimesDecision {
  const { startSecond } = given;
  if (startSecond === null) return refused('Start time must be provided');
  const year = new Date(startSecond * 1000).getUTCFullYear();
  if (year < 2006 || year > 2030) return refused('Start time year must be between 2006 and 2030');
  const times = completed({ ...given, startSecond });
  if (times.stopSecond !== null && times.stopSecond < startSecond) {
    return refused('Stop time must be after start time');
  }
  if (times.durationSeconds > durationMaximumSeconds) {
    return refused('Max allowed duration per 1 time entry is 999 hours');
  }
  if (!agree(times) && switches.inconsistentTimes === 'refuse') {
    return refused('Start time, stop time and duration do not match');
  }
  const future = times.durationSeconds < 0 && startSecond > nowSecond;
  if (future && switches.futureRunningStart === 'refuse') {
    return refused('Start time of a running time entry must not be in the future');
  }
  return { kind: 'times', times };
}

function completed(given: GivenTimes & Readonly<{ startSecond: number }>): EntryTimes {
  const { startSecond, stopSecond, durationSeconds } = given;
  if (durationSeconds !== null && durationSeconds < 0) {
    return { startSecond, stopSecond, durationSeconds };
  }
  const stop = stopSecond ?? startSecond + (durationSeconds ?? 0);
  return { startSecond, stopSecond: stop, durationSeconds: durationSeconds ?? stop - startSecond };
}

function agree({ startSecond, stopSecond, durationSeconds }: EntryTimes): boolean {
  return stopSecond === null
    ? durationSeconds < 0
    : durationSeconds >= 0 && startSecond + durationSeconds === stopSecond;
}

function refused(message: string): TimesDecision {
  return { kind: 'refused', message };
}

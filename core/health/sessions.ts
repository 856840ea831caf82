/**
 * The sessions that samples come to, and which of them are new or gone since the last time.
 *
 * Invariant: no two sessions overlap, sleep and workouts together. What samples come to depends on
 * no sample further away than a pause from all of the others, so a window that ends in such a pause
 * can be looked at by itself.
 */
import type { Range } from '../time/range.ts';
import type { RankOf, Sample, Session } from './sample.ts';
import { pauseMs, sleepSessions } from './sleep.ts';
import { workoutSessions } from './workouts.ts';

export function sessionsOf(samples: readonly Sample[], rankOf: RankOf): Session[] {
  const sleep = sleepSessions(
    samples.filter(({ kind }) => kind === 'sleep'),
    rankOf,
  );
  const workouts = samples.filter(({ kind }) => kind === 'workout');
  return [...sleep, ...workoutSessions(workouts, rankOf, sleep)].sort(
    (a, b) => a.startAt - b.startAt,
  );
}

/** How far around a range samples have to be read to see whether something reaches on. */
export function reachOf({ startAt, endAt }: Range): Range {
  return { startAt: startAt - pauseMs, endAt: endAt + pauseMs };
}

/** The range and all that was read around it. */
export function hullOf(range: Range, others: readonly Range[]): Range {
  return {
    startAt: Math.min(range.startAt, ...others.map(({ startAt }) => startAt)),
    endAt: Math.max(range.endAt, ...others.map(({ endAt }) => endAt)),
  };
}

export function isSameSession(a: Session, b: Session): boolean {
  return a.kind === b.kind && a.startAt === b.startAt && a.endAt === b.endAt && a.note === b.note;
}

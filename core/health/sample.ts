/**
 * A sample: what a phone or a watch measured, as it was sent. Samples overlap and repeat each
 * other; what is tracked of them are sessions (sleep.ts, workouts.ts).
 */
import type { Range } from '../time/range.ts';

export type SampleKind = 'sleep' | 'workout';

/** As HealthKit tells them; `asleep` where a source knows no stages. */
export const sleepStages = ['asleep', 'core', 'deep', 'rem', 'awake', 'inBed'] as const;
export type SleepStage = (typeof sleepStages)[number];

export type Sample = Range &
  Readonly<{
    kind: SampleKind;
    /** What it is known again by. */
    key: string;
    /** The app or device that measured it. */
    sourceName: string | null;
    /** null for a workout. */
    stage: SleepStage | null;
    /** What is worth telling of it beside its time. */
    note: string | null;
  }>;

/** One stretch of sleep or one workout. No two sessions overlap, of whichever kind. */
export type Session = Range & Readonly<{ kind: SampleKind; note: string | null }>;

/** 0 is the best source. Those that nobody ranked are one, after those that are. */
export type RankOf = (sourceName: string | null) => number;

export function rankBy(bestFirst: readonly string[]): RankOf {
  const folded = bestFirst.map(fold);
  return (sourceName) => {
    const rank = sourceName === null ? -1 : folded.indexOf(fold(sourceName));
    return rank < 0 ? folded.length : rank;
  };
}

function fold(name: string): string {
  return name.trim().toLowerCase();
}

/** Its own id, else what it says: without an id it is the same while it says the same. */
export function keyOf(
  sample: Omit<Sample, 'key'>,
  { id, type }: Readonly<{ id?: string | undefined; type?: string | undefined }>,
): string {
  if (id !== undefined) return `id ${id}`;
  const { startAt, endAt, stage, sourceName } = sample;
  return JSON.stringify([startAt, endAt, stage ?? type, sourceName]);
}

/** Nobody sleeps longer; a wrong date would. */
export const longestSampleMs = 24 * 3_600_000;

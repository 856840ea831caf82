/**
 * Goals: so much of something in a day or a week, at least or at most.
 *
 * Invariant: what is shown decides. The time is floored to seconds first and judged then, so
 * that nobody reads "60 of 60 minutes" beside a goal that is not met.
 */
import type { Dimension } from '../engine/slice.ts';
import type { CivilRange } from '../time/calendar.ts';
import type { Figures } from './figures.ts';

export const goalPeriods = ['day', 'week'] as const;
export const goalDirections = ['at-least', 'at-most'] as const;

export type Goal = Readonly<{
  id: string;
  dimension: Dimension;
  /** null is all time of the dimension. */
  categoryId: string | null;
  period: (typeof goalPeriods)[number];
  direction: (typeof goalDirections)[number];
  minutes: number;
}>;

export type GoalProgress = CivilRange &
  Readonly<{
    seconds: number;
    /** An at-most goal is met until it is exceeded, so its day or week may still run. */
    isMet: boolean;
  }>;

/** `days` are the figures of the days of that period. */
export function progressOf(goal: Goal, period: CivilRange, days: readonly Figures[]): GoalProgress {
  const seconds = Math.floor(trackedMs(goal, days) / 1000);
  const target = goal.minutes * 60;
  const isMet = goal.direction === 'at-least' ? seconds >= target : seconds <= target;
  return { from: period.from, to: period.to, seconds, isMet };
}

function trackedMs({ dimension, categoryId }: Goal, days: readonly Figures[]): number {
  let sum = 0;
  for (const { tracked } of days) {
    for (const one of tracked) {
      const isMeant = categoryId === null || one.categoryId === categoryId;
      if (one.dimension === dimension && isMeant) sum += one.durationMs;
    }
  }
  return sum;
}

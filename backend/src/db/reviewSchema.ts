/** The tables of goals, reviews and counted periods, as schema.ts tells. */
/** Up to where the counted periods of an account are right, and by which days they were cut. */
export type CountedHorizonTable = {
  account_id: string;
  time_zone: string;
  day_start_minutes: number;
  /** Changes after it are looked at before a counted period is believed. */
  revision: number;
};

/** A day or a month that is over, counted once: reports are sums of these. */
export type CountedPeriodTable = {
  account_id: string;
  kind: string;
  /** Civil date. */
  first_day: string;
  start_at: number;
  end_at: number;
  /** The logged tasks that were counted in it, told by their times. */
  logs: string;
  /** Its figures as JSON, see store/countedPeriods.ts. */
  body: string;
};

export type GoalTable = {
  id: string;
  account_id: string;
  dimension: string;
  /** null is the whole dimension. */
  category_id: string | null;
  period: string;
  direction: string;
  minutes: number;
  created_at: number;
  updated_at: number;
};

export type ReviewTable = {
  id: string;
  account_id: string;
  kind: string;
  /** Civil date: the day itself, or the Monday of the week. */
  first_day: string;
  /** Texts as JSON, as are the three below. */
  wins: string;
  misses: string;
  lessons: string;
  next_goals: string;
  /** The report of the period as it was when it was counted, as JSON. */
  metrics: string;
  metrics_at: number;
  created_at: number;
  updated_at: number;
};

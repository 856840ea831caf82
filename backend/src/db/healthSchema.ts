/** The tables of what a phone measured, as schema.ts tells. */
import type { Flag } from './flag.ts';

/** A sample as it was sent, and the day it belongs to. */
export type HealthSampleTable = {
  account_id: string;
  kind: string;
  /** By what it is known again: core/health/sample.ts. */
  key: string;
  /** Civil dates: to which it belongs, and for which it was told. */
  day: string;
  told_for: string;
  start_at: number;
  end_at: number;
  source_name: string | null;
  stage: string | null;
  note: string | null;
};

/** What samples came to, and the changes that put it among the slices. */
export type HealthSessionTable = {
  account_id: string;
  kind: string;
  start_at: number;
  end_at: number;
  note: string | null;
  /** As JSON, as are the slices that stand for it. */
  change_ids: string;
  slice_ids: string;
  /** 0 where something kept its time: tried again with the next sync. */
  is_whole: Flag;
};

/** What was counted of a civil date; null is what nobody told. */
export type HealthDayTable = {
  account_id: string;
  day: string;
  steps: number | null;
  active_calories: number | null;
  exercise_minutes: number | null;
  stand_hours: number | null;
  updated_at: number;
};

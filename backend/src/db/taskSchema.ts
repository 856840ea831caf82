/** The tables of tasks, as schema.ts tells. */
export type TaskTable = {
  id: string;
  account_id: string;
  name: string;
  state: string;
  category_id: string | null;
  note: string | null;
  priority: string | null;
  /** A civil date. */
  due_date: string | null;
  /** Planned for a civil date, or for a stretch of the clock; never both. */
  planned_day: string | null;
  planned_start_at: number | null;
  planned_end_at: number | null;
  estimate_minutes: number | null;
  /** A category of WORK_MODE. */
  work_mode_id: string | null;
  activated_at: number | null;
  work_mode_slice_id: string | null;
  completed_at: number | null;
  post_do_log_id: string | null;
  /** Kept, so that slices of the past keep the name. */
  deleted_at: number | null;
  created_at: number;
  updated_at: number;
};

export type PostDoLogTable = {
  id: string;
  account_id: string;
  task_id: string;
  /** `slices` or `hand`: whether slices stand behind it. */
  origin: string;
  start_at: number | null;
  end_at: number | null;
  actual_minutes: number;
  estimate_minutes: number | null;
  outcome: string | null;
  effort_level: string | null;
  key_insight: string | null;
  /** Ranges of time as JSON; null for logs of before they were kept. */
  counted: string | null;
  created_at: number;
  updated_at: number;
};

/** One row a task or log that a command touched: before and after, as JSON. */
export type TaskChangeTable = {
  change_id: string;
  position: number;
  account_id: string;
  /** `task` or `log`. */
  subject: string;
  subject_id: string;
  before: string | null;
  after: string | null;
};

/** Saved timers. */
export type FavoriteTable = {
  id: string;
  account_id: string;
  name: string;
  icon: string | null;
  category_id: string;
  task_id: string | null;
  work_mode_id: string | null;
  note: string | null;
  sort_order: number;
  created_at: number;
  updated_at: number;
};

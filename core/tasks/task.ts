/**
 * A task: what somebody means to do, and how far it is. How it moves stands in taskRules.ts.
 *
 * Invariant: at most one task is active. Active means chosen, not running: a meal in between is
 * another slice and leaves the task active.
 */
export const taskStates = ['inbox', 'next', 'active', 'done'] as const;
export type TaskState = (typeof taskStates)[number];
/** What a person may put an open task back to by hand. */
export const waitingStates = ['inbox', 'next'] as const;
type WaitingState = (typeof waitingStates)[number];
export const taskPriorities = ['LOW', 'MEDIUM', 'HIGH'] as const;
type TaskPriority = (typeof taskPriorities)[number];

/** A civil date, or a stretch of the clock. A plan is no slice and is in nobody's way. */
export type Schedule =
  | Readonly<{ kind: 'day'; day: string }>
  | Readonly<{ kind: 'span'; startAt: number; endAt: number }>;

export type Task = Readonly<{
  id: string;
  name: string;
  state: TaskState;
  /** null for what was only caught: it cannot be worked on before it has one. */
  categoryId: string | null;
  note: string | null;
  priority: TaskPriority | null;
  /** A civil date. */
  dueDate: string | null;
  schedule: Schedule | null;
  estimateMinutes: number | null;
  /** The category of WORK_MODE that starts with it. */
  workModeId: string | null;
  /** When work on it last began. */
  activatedAt: number | null;
  /** The slice of WORK_MODE that began with it: that one ends with it. */
  workModeSliceId: string | null;
  completedAt: number | null;
  /** The log that its completion wrote. */
  postDoLogId: string | null;
  /** Kept, so that slices and entries of the past keep their name. */
  deletedAt: number | null;
  createdAt: number;
  updatedAt: number;
}>;

export type TaskFields = Readonly<{
  name?: string | undefined;
  categoryId?: string | null | undefined;
  note?: string | null | undefined;
  priority?: TaskPriority | null | undefined;
  dueDate?: string | null | undefined;
  schedule?: Schedule | null | undefined;
  estimateMinutes?: number | null | undefined;
  workModeId?: string | null | undefined;
  state?: WaitingState | undefined;
}>;

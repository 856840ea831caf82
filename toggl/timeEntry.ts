/** A Toggl time entry as the rest of the program reads it. Whole seconds as Toggl keeps them. */
export type TimeEntry = Readonly<{
  id: number;
  workspaceId: number;
  userId: number | null;
  projectId: number | null;
  /** null and '' are the same to Toggl: always ''. */
  description: string;
  /** null (POST reply) and [] (every later read) are the same: always []. */
  tags: readonly string[];
  /** Seconds since the epoch. */
  startSecond: number;
  /** null while it runs. A finished entry without stop (duration 0) stops at its start. */
  stopSecond: number | null;
  /** Last modification, milliseconds. */
  modifiedAt: number;
  /** Milliseconds; set only on the tombstones that `since` lists show. */
  deletedAt: number | null;
}>;

/** Body of a create. `durationSeconds` -1 starts a running entry. */
export type NewTimeEntry = Readonly<{
  description: string;
  projectId: number | null;
  tags: readonly string[];
  startSecond: number;
  stopSecond: number | null;
}>;

/** Body of an edit: only the fields present are written. */
export type TimeEntryEdit = Readonly<{
  description?: string;
  projectId?: number | null;
  tags?: readonly string[];
  tagAction?: 'add' | 'delete';
  /** Start, stop and duration always travel together: Toggl keeps what it is given. */
  times?: Readonly<{ startSecond: number; stopSecond: number | null }>;
}>;

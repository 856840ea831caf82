/** What was seen while days were played: instants and counts, nothing judged yet. */
import type { Range } from '../../core/time/range.ts';

export type Recording = Readonly<{
  /** When each tap was made; starts of several dimensions at once are one. */
  tapsAt: readonly number[];
  calls: readonly CallSeen[];
  /** Each change of what runs in PRIMARY, and when Toggl showed it. */
  switches: readonly SwitchSeen[];
  /** Toggl's running timer was not what ran. */
  wrong: readonly Range[];
  /** Something was not in Toggl yet as wanted; ends are seen to the minute. */
  behind: readonly Range[];
  /** Something ran in PRIMARY. */
  tracked: readonly Range[];
  /** The least number of calls for what had changed by then. */
  bounds: readonly Readonly<{ at: number; least: number }>[];
}>;

export type CallSeen = Readonly<{
  at: number;
  method: string;
  bucket: 'organization' | 'user';
  /** null while there is no reply. */
  status: number | null;
  /** The hour of the bucket that it was paid from, as the reply told. */
  hour: Readonly<{ endsAt: number; left: number }> | null;
}>;

/** shownAt null: it was over before Toggl showed it. */
type SwitchSeen = Readonly<{ at: number; shownAt: number | null }>;

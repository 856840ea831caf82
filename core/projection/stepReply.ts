/** What a step was answered, and what the answer changes: links, warnings, what is remembered. */
import type { ObservedEntry } from './entry.ts';
import type { Link } from './link.ts';
import type { SeenForeign } from './seeForeign.ts';
import type { CallResult } from './settled.ts';
import type { WarningDraft } from './warning.ts';
import type { Item, Traits } from './world.ts';

export type StepReply = Readonly<{
  result: CallResult;
  /** What a reading showed; null for writes and failed readings. */
  entries: readonly ObservedEntry[] | null;
  /** When the call was made, on our clock. */
  askedAt: number;
  now: number;
  /** Toggl's second when it replied. */
  togglSecond: number;
  /** What is settled of the entries that a reading showed: no look reads it. */
  others: readonly Pick<Item, 'link' | 'desired'>[];
}>;

export type AfterStep = Readonly<{
  links: readonly Link[];
  warnings: readonly WarningDraft[];
  foreignRunning: readonly SeenForeign[];
  /** Known ones that this reading would have shown, had they stopped. */
  foreignStillRunningIds: readonly number[];
  foreignEndedIds: readonly number[];
  /** Finished or deleted, and not ours: history for the importer. */
  history: readonly ObservedEntry[];
  /** Asked to stop, without a yes: Toggl stops it when ours starts. */
  foreignStopTriedIds: readonly number[];
  /** Projects that were to be given back: when to try again, null where that is over. */
  owedProjects: readonly Readonly<{ entryId: number; retryAt: number | null }>[];
  /** Whether Toggl shows what it accepts; null where this step taught nothing of it. */
  isUnserved: boolean | null;
  areTagActionsDoubted: boolean;
  /** null where this step taught nothing of it. */
  finishedCreate: NonNullable<Traits['finishedCreate']> | null;
  /** Ours started while nothing was known to run: a look should follow. */
  isStartFromIdle: boolean;
  isIdleCheckDone: boolean;
}>;

/** A step that taught nothing. */
export const nothing: AfterStep = {
  links: [],
  warnings: [],
  foreignRunning: [],
  foreignStillRunningIds: [],
  foreignEndedIds: [],
  history: [],
  foreignStopTriedIds: [],
  owedProjects: [],
  isUnserved: null,
  areTagActionsDoubted: false,
  finishedCreate: null,
  isStartFromIdle: false,
  isIdleCheckDone: false,
};

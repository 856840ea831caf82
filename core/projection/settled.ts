/** What a call can come to, and what settling it leaves: shared by the rules that settle. */
import type { EntryFields, ObservedEntry } from './entry.ts';
import type { Link } from './link.ts';
import type { WarningDraft } from './warning.ts';

export type CallResult =
  /** Done, and the reply shows the entry. */
  | Readonly<{ kind: 'entry'; entry: ObservedEntry }>
  /** Done for these entries, and not for the others it was asked for. */
  | Readonly<{ kind: 'many'; doneIds: readonly number[] }>
  /** Done, and the reply shows nothing. */
  | Readonly<{ kind: 'done' }>
  /** Nothing happened in Toggl, and nothing is wrong with the request: send it again later. */
  | Readonly<{ kind: 'not-done' }>
  | Readonly<{ kind: 'refused'; status: number; reason: string }>
  | Readonly<{ kind: 'unknown' }>;

export type SettleContext = Readonly<{
  now: number;
  /** Toggl's second when it replied. */
  togglSecond: number;
  desired: EntryFields | null;
  /** Another start of ours is in doubt: a stop may be its doing, and no human's. */
  isOtherStartUnresolved: boolean;
}>;

export type Settled = Readonly<{
  link: Link;
  warnings: readonly WarningDraft[];
  /** A reply contradicted Toggl's own account of its tag actions. */
  areTagActionsDoubted: boolean;
}>;

/** Nothing to tell beside the link. */
export function plain(link: Link): Settled {
  return { link, warnings: [], areTagActionsDoubted: false };
}

/**
 * A link ties one slice to one Toggl entry and is the only thing that makes an entry ours.
 *
 *   wanted ──create committed──▶ pending ──reply──▶ linked ──entry deleted──▶ gone
 *     ▲                            │ lost, late, 5xx, restart
 *     │ nothing found              ▼
 *     └──────────────────────── unknown ──found──▶ linked
 *
 *   any of them ──refused by Toggl──▶ parked ──desired changes──▶ back
 *
 * Invariant: a create is sent only from `wanted`, after `pending` is on disk. What is unknown is
 * looked up before anything is sent again, because a create has no idempotency key
 * (docs/toggl-notes.md, Creating).
 */
import type { EntryFields, Field } from './entry.ts';

/** What we last wrote. */
export type Applied = EntryFields &
  Readonly<{
    /**
     * Seconds by which the stop may be late: 1 where Toggl chose it (a prompt stop or switch),
     * 0 where we wrote it.
     */
    stopToleranceSeconds: 0 | 1;
  }>;

/** What was last seen; `tags` holds everybody's tags. */
type Observed = EntryFields;

export type Attempt = Readonly<{
  attemptedAt: number;
  fields: EntryFields;
  /** 1 for the first create of this slice; later ones are followed by a look for a twin. */
  number: number;
  /** When the first of them was made: a look reaches back to it. */
  firstAttemptedAt: number;
  /** A later start of ours was answered: if this one arrived before, Toggl has ended it. */
  isOvertaken: boolean;
}>;

export type LinkState =
  /** `earlier` is the create that was looked up and not found. */
  | Readonly<{ kind: 'wanted'; earlier: Attempt | null }>
  | Readonly<{ kind: 'pending'; attempt: Attempt }>
  | Readonly<{ kind: 'unknown'; attempt: Attempt; lookAt: number }>
  | Readonly<{ kind: 'linked' }>
  /** `desired` is what Toggl refused; it is tried again only when that changes. */
  | Readonly<{ kind: 'parked'; reason: string; desired: EntryFields | null }>
  | Readonly<{ kind: 'gone' }>;

/** A read that is due: when, and from when on Toggl's changes matter. */
export type Look = Readonly<{ at: number; sinceAt: number }>;

export type Link = Readonly<{
  sliceId: string;
  togglUserId: number;
  workspaceId: number;
  state: LinkState;
  entryId: number | null;
  applied: Applied | null;
  observed: Observed | null;
  /** Fields a human changed in Toggl: left alone while the warning about them is open. */
  held: readonly Field[];
  /** Fields that a write without a reply may have changed: written again, see doubt.ts. */
  doubted: readonly Field[];
  /** A project Toggl refused for this entry: it does without, until another one is chosen. */
  refusedProjectId: number | null;
  /** Set when a reply told that the entry changed without showing it (409 on a stop). */
  look: Look | null;
  /** Set after a repeated create: did the first one arrive after all? */
  twinCheck: Look | null;
  /** Entries of ours that must go: twins, and those that could not be reopened. */
  retiredEntryIds: readonly number[];
  /** Entries of this slice that we asked Toggl to delete: their tombstones are no human's doing. */
  deletedEntryIds: readonly number[];
  /** Calls for this slice that failed in a row, and when the next may be made. */
  failures: number;
  retryAt: number | null;
}>;

export function newLink(owner: {
  sliceId: string;
  togglUserId: number;
  workspaceId: number;
}): Link {
  return {
    ...owner,
    state: { kind: 'wanted', earlier: null },
    entryId: null,
    applied: null,
    observed: null,
    held: [],
    doubted: [],
    refusedProjectId: null,
    look: null,
    twinCheck: null,
    retiredEntryIds: [],
    deletedEntryIds: [],
    failures: 0,
    retryAt: null,
  };
}

/** Whether Toggl may have begun to run an entry of this slice without our knowing. */
export function isStartUnresolved({ state, doubted }: Link): boolean {
  if (state.kind === 'unknown') return state.attempt.fields.stopSecond === null;
  return doubted.includes('stop');
}

/** Whether Toggl, as far as we know, shows this entry as running. */
export function isRunningInToggl(link: Link): boolean {
  return link.entryId !== null && link.state.kind !== 'gone' && link.applied?.stopSecond === null;
}

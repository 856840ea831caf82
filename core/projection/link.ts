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
  /** What creates before this one carried, each once, where it was something else: one may come. */
  earlierFields?: readonly EntryFields[];
  /** 1 for the first create of this slice; later ones are followed by a look for a twin. */
  number: number;
  /** When the first of them was made: a look reaches back to it. */
  firstAttemptedAt: number;
  /** One of the creates so far carried a running entry, also where the last one does not. */
  mayRun: boolean;
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
  | Readonly<{
      kind: 'parked';
      reason: string;
      desired: EntryFields | null;
      /** As in `wanted`: one that was sent before the refused one may still arrive. */
      earlier: Attempt | null;
    }>
  | Readonly<{ kind: 'gone' }>;

/** What a human put into the entry that another one takes the place of. */
export type Carried = Readonly<{ description: string | null; tags: readonly string[] }>;

/**
 * The project that a human gave an entry, and for which categories it is the one wanted: the one
 * that it was taken over for, and those that one was merged into.
 */
type Adopted = Readonly<{ categoryIds: readonly string[]; projectId: number | null }>;

/** A read that is due: when, and from when on Toggl's changes matter. */
export type Look = Readonly<{ at: number; sinceAt: number }>;

/** After a finished create it also tells what such a one does to what runs. */
export type LinkLook = Look & Readonly<{ isAfterFinished?: true }>;

/** `record` is what the create that may still arrive carries; one before it carried another. */
export type TwinCheck = Look &
  Readonly<{ record: EntryFields; earlierFields?: readonly EntryFields[]; mayRun: boolean }>;

/** A write without a reply, which may still arrive after others: see lateWrites.ts. */
export type LateWrite = Readonly<{
  sentAt: number;
  /** When to read whether it has; null while it would undo nothing. */
  lookAt: number | null;
  change:
    | Readonly<{ kind: 'stop' | 'delete' }>
    | Readonly<{
        kind: 'edit';
        /** null where it is not written. */
        description: string | null;
        project: Readonly<{ id: number | null }> | null;
        tags: Readonly<{
          kind: 'add' | 'remove' | 'list';
          tags: readonly string[];
          ours: readonly string[];
        }> | null;
        times: Readonly<{ startSecond: number; stopSecond: number | null }> | null;
      }>;
}>;

export type Link = Readonly<{
  sliceId: string;
  togglUserId: number;
  workspaceId: number;
  state: LinkState;
  entryId: number | null;
  applied: Applied | null;
  observed: Observed | null;
  /** When the entry last changed as far as we saw, see `modifiedAt` of ObservedEntry. */
  seenModifiedAt: number | null;
  /** Fields a human changed in Toggl: left alone while the warning about them is open. */
  held: readonly Field[];
  /** Fields that a write without a reply may have changed: written again, see doubt.ts. */
  doubted: readonly Field[];
  lateWrites: readonly LateWrite[];
  /** A project Toggl refused for this entry: it does without, until another one is chosen. */
  refusedProjectId: number | null;
  /** A project chosen in Toggl that a person kept: it stays until another one is wanted here. */
  kept: Readonly<{ insteadOfId: number | null; projectId: number | null }> | null;
  /** Of ours, where `applied` does not tell it: until it is written, see ownProject.ts. */
  ownProject: Readonly<{ id: number | null }> | null;
  /** Of an entry that was taken over: what its human had it in, see adoptForeign.ts. */
  adopted: Adopted | null;
  /** The slice as it was when all of it was in Toggl, see settledText.ts. */
  settledKey: string | null;
  /** Follows its category on request, see refresh.ts. */
  refresh: 'bulk' | 'single' | null;
  /** From the entry before this one, see carried.ts. */
  carried: Carried | null;
  /** Set when something may have changed the entry and did not show how (409 on a stop). */
  look: LinkLook | null;
  /** Set after a repeated create: did the first one arrive after all? */
  twinCheck: TwinCheck | null;
  /** A list that had to show the entry lacked it (missing.ts); `lookAt` is null once two did. */
  missing: Readonly<{ sinceAt: number; lookAt: number | null }> | null;
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
    seenModifiedAt: null,
    held: [],
    doubted: [],
    lateWrites: [],
    refusedProjectId: null,
    kept: null,
    ownProject: null,
    adopted: null,
    settledKey: null,
    refresh: null,
    carried: null,
    look: null,
    twinCheck: null,
    missing: null,
    retiredEntryIds: [],
    deletedEntryIds: [],
    failures: 0,
    retryAt: null,
  };
}

/**
 * Read at every look, however many others wait: what runs in Toggl, is in doubt, or waits for a
 * reading or a retry. Each of them cost a call of this hour or stands for what runs, so they are
 * few; the others can all wait their turn.
 */
export function isAtHand(link: Link): boolean {
  const { state, look, twinCheck, missing, doubted, retiredEntryIds, retryAt } = link;
  if (look !== null || twinCheck !== null || (missing !== null && missing.lookAt !== null))
    return true;
  if (isLateLookDue(link)) return true;
  if (doubted.length > 0 || retiredEntryIds.length > 0 || retryAt !== null) return true;
  switch (state.kind) {
    case 'pending':
    case 'unknown':
      return true;
    case 'wanted':
      return state.earlier !== null;
    case 'parked':
      return state.earlier !== null || isRunningInToggl(link);
    case 'linked':
      return isRunningInToggl(link);
    case 'gone':
      return false;
  }
}

/**
 * Whether what was sent for this slice may yet end, or have ended, what runs in Toggl without our
 * knowing: a start does, and so does a finished create in a Toggl not seen to leave it running.
 */
export function mayStartUnseen(
  link: Link,
  { finishedCreate }: Readonly<{ finishedCreate?: 'leaves-running' | 'stops-running' }>,
): boolean {
  const { state, twinCheck } = link;
  if (isStartUnresolved(link) || twinCheck?.mayRun === true) return true;
  if (link.lateWrites.some(mayReopen)) return true;
  if (finishedCreate === 'leaves-running') return false;
  return twinCheck !== null || state.kind === 'unknown';
}

function mayReopen({ lookAt, change }: LateWrite): boolean {
  return lookAt !== null && change.kind === 'edit' && change.times?.stopSecond === null;
}

/** Whether a late write may yet undo what was written since. */
export function isLateLookDue({ lateWrites }: Link): boolean {
  return lateWrites.some(({ lookAt }) => lookAt !== null);
}

/** Whether Toggl may have begun to run an entry of this slice without our knowing. */
export function isStartUnresolved({ state, doubted }: Link): boolean {
  if (state.kind === 'unknown') return state.attempt.mayRun;
  return doubted.includes('stop');
}

/** Whether Toggl, as far as we know, shows this entry as running. */
export function isRunningInToggl(link: Link): boolean {
  if (link.entryId === null || link.state.kind === 'gone') return false;
  return link.applied?.stopSecond === null && !isStoppedByHand(link);
}

/** Nobody has answered for that stop yet, so it is not what we applied. */
function isStoppedByHand({ held, observed }: Link): boolean {
  return held.includes('stop') && (observed?.stopSecond ?? null) !== null;
}

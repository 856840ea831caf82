/**
 * What a link is once its entry is deleted, or has to go. Who deleted it decides: what we asked
 * for, or no longer want, is forgotten and may be made anew; what a human deleted stays deleted.
 */
import { carriedFrom } from './carried.ts';
import type { EntryFields } from './entry.ts';
import type { Link, LinkState } from './link.ts';
import { ownProjectOf } from './ownProject.ts';
import type { WarningDraft } from './warning.ts';

type Vanished = Readonly<{ link: Link; warnings: readonly WarningDraft[] }>;

/** The entry is deleted, by us or with our consent. */
export function forgetEntry(link: Link, entryId: number): Link {
  const retiredEntryIds = link.retiredEntryIds.filter((id) => id !== entryId);
  const rest = { ...askedToDelete(link, entryId), retiredEntryIds };
  return link.entryId === entryId ? withoutEntry(rest) : rest;
}

/** Noted as soon as a DELETE may have arrived, so that its tombstone is known for ours. */
export function askedToDelete(link: Link, entryId: number): Link {
  if (link.deletedEntryIds.includes(entryId)) return link;
  return { ...link, deletedEntryIds: [...link.deletedEntryIds, entryId] };
}

/** The slice gets a new entry with its old start; the one that would not reopen is deleted. */
export function retireEntry(link: Link, entryId: number): Link {
  const retired = { ...link, retiredEntryIds: [...link.retiredEntryIds, entryId] };
  return { ...withoutEntry(retired), carried: carriedFrom(link) };
}

/** A deleted entry whose slice is gone as well is nobody's question any more. */
export function withoutGone(link: Link, desired: EntryFields | null): Link {
  const isOver = link.state.kind === 'gone' && desired === null && link.entryId !== null;
  return isOver ? forgetEntry(link, link.entryId) : link;
}

/** Toggl has this entry no longer. */
export function entryVanished(link: Link, entryId: number, desired: EntryFields | null): Vanished {
  const isOurDoing = desired === null || link.deletedEntryIds.includes(entryId);
  if (isOurDoing) return { link: forgetEntry(link, entryId), warnings: [] };
  const gone: Link = { ...link, state: { kind: 'gone' }, look: null, twinCheck: null };
  return { link: gone, warnings: [deletionWarning(link, entryId)] };
}

function withoutEntry(link: Link): Link {
  return {
    ...link,
    state: stateWithoutEntry(link),
    entryId: null,
    ownProject: link.applied === null ? link.ownProject : { id: ownProjectOf(link) },
    applied: null,
    observed: null,
    seenModifiedAt: null,
    held: [],
    doubted: [],
    lateWrites: [],
    carried: null,
    look: null,
    twinCheck: null,
    missing: null,
  };
}

/** While a twin may still be there, nothing new is sent: the first create is in doubt again. */
function stateWithoutEntry({ twinCheck }: Link): LinkState {
  if (twinCheck === null) return { kind: 'wanted', earlier: null };
  const { sinceAt, at: lookAt, record: fields, earlierFields, mayRun } = twinCheck;
  const times = { attemptedAt: sinceAt, firstAttemptedAt: sinceAt };
  const sent = { fields, ...(earlierFields === undefined ? {} : { earlierFields }) };
  const attempt = { ...times, ...sent, mayRun, number: 1, isOvertaken: false };
  return { kind: 'unknown', attempt, lookAt };
}

function deletionWarning(link: Link, entryId: number): WarningDraft {
  return {
    kind: 'deleted-in-timery',
    sliceId: link.sliceId,
    entryId,
    ours: link.applied === null ? null : { ...link.applied },
    timerys: null,
    fields: ['entry'],
    message: 'This entry was deleted in Toggl. Compass keeps its slice until you choose.',
  };
}

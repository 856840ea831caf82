/**
 * Notices that Toggl accepts our entries and shows them no more: an account moved to Toggl 2.0 is
 * served as it was on that day (docs/toggl-notes.md, Toggl 2.0). No call is made to find out: any
 * list of what changed has to show an entry that began after the list does.
 *
 *   list                since ├──────────────────┤ asked
 *   must be shown          ├── entry of ours ──…
 *   need not be       ├── entry of ours ──…
 *
 * A list may lag behind, so one that lacks the entry is read once more a minute later; only then
 * is it believed. Nothing is made anew because of it, and one entry shown ends it.
 */
import type { ObservedEntry } from './entry.ts';
import type { Link } from './link.ts';
import type { WarningDraft } from './warning.ts';

export type Reading = Readonly<{
  entries: readonly ObservedEntry[];
  sinceSecond: number;
  /** When it was asked for, on our clock. */
  askedAt: number;
  togglOffsetMs: number;
}>;

const secondLookMs = 60_000;
/** A list of so many is cut, and shows the latest starts only (docs/toggl-notes.md). */
const listMaximum = 1000;

/** What this reading tells of the account; null where it tells nothing. */
export function isUnservedIn(
  before: readonly Link[],
  after: readonly Link[],
  reading: Reading,
): boolean | null {
  const awaited = before.filter((link) => mustBeShown(link, reading));
  if (awaited.some((link) => isShown(link, reading))) return false;
  const isSure = (link: Link | undefined) =>
    link !== undefined && link.missing !== null && link.missing.lookAt === null;
  return after.some((link, i) => isSure(link) && !isSure(before[i])) ? true : null;
}

/**
 * `before` tells what was expected of the reading, `link` what it has made of that so far. A look
 * that is due is answered by any reading, or it would be made for ever: where the start has moved
 * before the list meanwhile, or the list is cut, by nothing.
 */
export function afterReading(before: Link, link: Link, reading: Reading): Link {
  const { missing } = link;
  if (isShown(before, reading)) return missing === null ? link : { ...link, missing: null };
  const isDue = missing !== null && missing.lookAt !== null && missing.lookAt <= reading.askedAt;
  if (!mustBeShown(before, reading)) return isDue ? { ...link, missing: null } : link;
  if (missing === null) {
    const sinceAt = (before.applied?.startSecond ?? 0) * 1000 - reading.togglOffsetMs;
    return { ...link, missing: { sinceAt, lookAt: reading.askedAt + secondLookMs } };
  }
  return isDue ? { ...link, missing: { ...missing, lookAt: null } } : link;
}

function mustBeShown({ state, applied }: Link, { entries, sinceSecond }: Reading): boolean {
  if (state.kind !== 'linked' || applied === null) return false;
  return applied.startSecond >= sinceSecond && entries.length < listMaximum;
}

function isShown({ entryId }: Link, { entries }: Reading): boolean {
  return entries.some(({ id }) => id === entryId);
}

export const unservedWarning: WarningDraft = {
  kind: 'never-shown',
  sliceId: null,
  entryId: null,
  ours: null,
  timerys: null,
  message:
    'Toggl accepts the entries of Compass but does not show them. An account that was moved to ' +
    'Toggl 2.0 behaves so: the interface of Toggl Track then shows the state of that day. Look ' +
    'at track.toggl.com; if the entries are missing there, ask Toggl to move the account back, ' +
    'or connect another one. Nothing is lost here: Compass goes on tracking.',
};

/**
 * What must be written so that an entry holds what it should: only fields where desired and
 * applied differ, or where applied is in doubt, and which no human holds. Observed values decide
 * how tags are written, never whether: a field that only a human changed is not a difference.
 */
import { type EntryFields, type Field, type ObservedEntry, sameTags } from './entry.ts';
import type { Applied, Link } from './link.ts';

export type TagWrite = Readonly<{
  /** A list is the whole of it: the only form that no account of Toggl's tag actions disputes. */
  kind: 'add' | 'remove' | 'list';
  /** What goes on the wire. */
  tags: readonly string[];
  /** Which tags of the entry are ours, once it is done. */
  ours: readonly string[];
}>;

export type Difference = Readonly<{
  description: string | null;
  project: Readonly<{ id: number | null }> | null;
  tags: TagWrite | null;
  times: Readonly<{ startSecond: number; stopSecond: number | null }> | null;
}>;

/** A stop that Toggl chose itself may stand a second late: see the promise in the README. */
function isSameStop(desired: number | null, applied: Applied): boolean {
  if (desired === null || applied.stopSecond === null) return desired === applied.stopSecond;
  const lateSeconds = applied.stopSecond - desired;
  return lateSeconds >= 0 && lateSeconds <= applied.stopToleranceSeconds;
}

/** A project that was kept stands in for the one wanted then; another one wanted ends that. */
function isSameProject(desired: EntryFields, applied: Applied, { kept }: Link): boolean {
  if (desired.projectId === applied.projectId) return true;
  return desired.projectId === kept?.insteadOfId && applied.projectId === kept.projectId;
}

export type TagTraits = Readonly<{ areTagActionsTrusted: boolean }>;

function tagWrite(desired: EntryFields, link: Link, traits: TagTraits): TagWrite | null {
  const applied = link.applied?.tags ?? [];
  const ours = desired.tags;
  const isDoubted = link.doubted.includes('tags');
  if (sameTags(ours, applied) && !isDoubted) return null;
  const added = desired.tags.filter((tag) => !applied.includes(tag));
  const removed = applied.filter((tag) => !desired.tags.includes(tag));
  const areActionsTrusted = traits.areTagActionsTrusted;
  // Adding twice does no harm, and spares tags of others that were not seen yet.
  if (areActionsTrusted && removed.length === 0) {
    return { kind: 'add', tags: isDoubted ? ours : added, ours };
  }
  if (areActionsTrusted && !isDoubted && added.length === 0)
    return { kind: 'remove', tags: removed, ours };
  const seen = link.observed?.tags ?? applied;
  const kept = seen.filter((tag) => !removed.includes(tag) && !desired.tags.includes(tag));
  return { kind: 'list', tags: [...ours, ...kept], ours };
}

/** null when nothing is to be written. */
export function difference(desired: EntryFields, link: Link, traits: TagTraits): Difference | null {
  const applied = link.applied;
  if (applied === null) return null;
  const isHeld = (field: Field) => link.held.includes(field);
  const isWritten = (field: Field, isSame: boolean) =>
    !isHeld(field) && (!isSame || link.doubted.includes(field));
  const isTimeDifferent =
    isWritten('start', desired.startSecond === applied.startSecond) ||
    isWritten('stop', isSameStop(desired.stopSecond, applied));
  const isText = isWritten('description', desired.description === applied.description);
  const isProject = isWritten('project', isSameProject(desired, applied, link));
  const found: Difference = {
    description: isText ? desired.description : null,
    project: isProject ? { id: desired.projectId } : null,
    tags: tagWrite(desired, link, traits),
    times: isTimeDifferent ? timesToWrite(desired, link, applied) : null,
  };
  const isEmpty =
    found.description === null &&
    found.project === null &&
    found.tags === null &&
    found.times === null;
  return isEmpty ? null : found;
}

/**
 * Start and stop travel together, so a held one goes out as it was last seen. Where the two then
 * cross, nothing goes out until a person has answered for the held one.
 *
 *   ours                     ├────────┤
 *   a human stopped it  ├──|                   the stop is held: no entry has these times
 */
function timesToWrite(desired: EntryFields, link: Link, applied: Applied): Difference['times'] {
  const seen = link.observed ?? applied;
  const startSecond = link.held.includes('start') ? seen.startSecond : desired.startSecond;
  const stopSecond = link.held.includes('stop') ? seen.stopSecond : desired.stopSecond;
  return stopSecond !== null && stopSecond <= startSecond ? null : { startSecond, stopSecond };
}

/** Whether the tags a reply shows are the ones a write of `ours` should have left. */
export function carriesOurTags(
  entry: ObservedEntry,
  ours: Readonly<{ wanted: readonly string[]; unwanted: readonly string[] }>,
): boolean {
  return (
    ours.wanted.every((tag) => entry.tags.includes(tag)) &&
    !ours.unwanted.some((tag) => entry.tags.includes(tag))
  );
}

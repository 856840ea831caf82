/**
 * A settled entry of the past keeps the text, project and tags it was given until its own slice
 * changes: renaming a category rewrites nobody's history, unless that is asked for.
 */
import type { Slice } from '../engine/slice.ts';
import type { EntryFields } from './entry.ts';
import type { Link } from './link.ts';

/** Says the same as long as nothing of the slice changed that its entry shows. */
export function settledKey({ categoryId, linkedTaskId, startAt, endAt }: Slice): string {
  return JSON.stringify([categoryId, linkedTaskId, startAt, endAt]);
}

/**
 * After a change of the slice. Once something of it changed that its entry shows, the past is
 * open again, also where the slice changes back before all is settled anew.
 */
export function openedBy(link: Link, slice: Slice): Link {
  const isSame = link.settledKey === null || link.settledKey === settledKey(slice);
  return isSame ? link : { ...link, settledKey: null };
}

/** What is wanted of the entry, as far as it may still change. */
export function asSettled(
  link: Link,
  slice: Slice,
  desired: EntryFields | null,
): EntryFields | null {
  const { applied } = link;
  const isKept = link.settledKey === settledKey(slice);
  if (desired === null || applied === null || !isKept) return desired;
  if (desired.stopSecond === null) return desired;
  const { description, projectId, tags } = applied;
  return { ...desired, description, projectId, tags };
}

/**
 * A running entry that a person takes over: it becomes the entry of a slice here, instead of being
 * stopped for one. What is in it stays: text and tags of the human are left as any edit of theirs
 * is (humanEdits.ts), and the next plan adds our tag and, where it differs, the project, in one
 * call.
 */
import type { ObservedEntry } from './entry.ts';
import { fieldsOf } from './humanEdits.ts';
import { type Link, newLink } from './link.ts';

export type Adoptee = Readonly<{
  entry: ObservedEntry;
  /** What the entry would say if it were made here. */
  text: string;
}>;

export function adoptedLink(
  owner: Readonly<{ sliceId: string; togglUserId: number }>,
  { entry, text }: Adoptee,
): Link {
  const { projectId, startSecond, stopSecond, workspaceId } = entry;
  return {
    ...newLink({ ...owner, workspaceId }),
    state: { kind: 'linked' },
    entryId: entry.id,
    applied: {
      description: text,
      projectId,
      tags: [],
      startSecond,
      stopSecond,
      stopToleranceSeconds: 0,
    },
    observed: fieldsOf(entry),
    seenModifiedAt: entry.modifiedAt,
  };
}

/** The entry as it was seen last, for its human to have back; null where it is gone already. */
export function givenBack({
  entryId,
  workspaceId,
  applied,
  observed,
  seenModifiedAt,
}: Link): Adoptee | null {
  if (entryId === null || applied === null || observed === null) return null;
  const seen = { id: entryId, workspaceId, modifiedAt: seenModifiedAt ?? 0, deletedAt: null };
  return { entry: { ...observed, ...seen }, text: applied.description };
}

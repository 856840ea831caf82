/**
 * A running entry that a person takes over: it becomes the entry of a slice here, instead of being
 * stopped for one. What is in it stays: text and tags of the human are left as any edit of theirs
 * is (humanEdits.ts), and the next plan adds our tag in one call.
 *
 * Its project is changed in the same call, but only where our category has one: another than the
 * human's. Where it has none, the human's is the one that is wanted here as well, for as long as
 * the slice is of that category: so it is no difference, and no drift.
 *
 *   category has     the human's    wanted
 *   project 11       3              11
 *   none             3              3
 *   none             none           none
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
  {
    sliceId,
    categoryId,
    togglUserId,
  }: Readonly<{ sliceId: string; categoryId: string; togglUserId: number }>,
  { entry, text }: Adoptee,
): Link {
  const { projectId, startSecond, stopSecond, workspaceId } = entry;
  return {
    ...newLink({ sliceId, togglUserId, workspaceId }),
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
    adopted: { categoryIds: [categoryId], projectId },
  };
}

/** The project that is wanted of an entry; `ownId` is that of its category. */
export function projectOrAdopted(
  { adopted, refusedProjectId }: Pick<Link, 'adopted' | 'refusedProjectId'>,
  { categoryId, ownId }: Readonly<{ categoryId: string; ownId: number | null }>,
): number | null {
  if (ownId !== null && ownId !== refusedProjectId) return ownId;
  if (adopted === null || !adopted.categoryIds.includes(categoryId)) return null;
  return adopted.projectId === refusedProjectId ? null : adopted.projectId;
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

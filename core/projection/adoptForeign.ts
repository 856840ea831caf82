/**
 * A running entry that a person takes over: it becomes the entry of a slice here, instead of being
 * stopped for one. What is in it stays: text and tags of the human are left as any edit of theirs
 * is (humanEdits.ts), and the next plan adds our tag in one call, where it is not there yet.
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
import { type EntryFields, type Field, markerTag, type ObservedEntry } from './entry.ts';
import { fieldsOf } from './humanEdits.ts';
import { type Link, newLink } from './link.ts';
import type { World } from './world.ts';

export type Adoptee = Readonly<{
  entry: ObservedEntry;
  /** What the entry would say if it were made here. */
  text: string;
  /** Times of ours that its human had changed, which was still asked about. */
  asked?: Partial<Pick<EntryFields, 'startSecond' | 'stopSecond'>> | undefined;
  /** Toggl shows our project, or may, in place of that of `entry`: whose token is to change it. */
  owed?: Owed | undefined;
}>;

/** Kept with the adoption that was undone, see returnProject.ts. */
type Owed = Readonly<{ togglUserId: number; retryAt: number }>;

export function adoptedLink(
  {
    sliceId,
    categoryId,
    togglUserId,
  }: Readonly<{ sliceId: string; categoryId: string; togglUserId: number }>,
  { entry, text, asked, owed }: Adoptee,
): Link {
  const { projectId, startSecond, stopSecond, workspaceId } = entry;
  return {
    ...newLink({ sliceId, togglUserId, workspaceId }),
    state: { kind: 'linked' },
    entryId: entry.id,
    applied: {
      description: text,
      projectId,
      tags: entry.tags.filter((tag) => tag === markerTag),
      startSecond,
      stopSecond,
      ...asked,
      stopToleranceSeconds: 0,
    },
    observed: fieldsOf(entry),
    seenModifiedAt: entry.modifiedAt,
    doubted: owed === undefined ? [] : ['project'],
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

/** Those that this token can write back. */
export function owedProjects(
  adoptees: readonly Adoptee[],
  { togglUserId }: Pick<Link, 'togglUserId'>,
): World['owedProjects'] {
  return adoptees.flatMap(({ entry, owed }) => {
    if (owed?.togglUserId !== togglUserId) return [];
    const { id: entryId, workspaceId, projectId } = entry;
    return [{ entryId, workspaceId, projectId, retryAt: owed.retryAt }];
  });
}

/**
 * The entry as it was seen last, for its human to have back, with the project that they gave it;
 * null where there is none. What was asked about its times is asked again once it is taken over
 * anew.
 */
export function givenBack(link: Link): Adoptee | null {
  const { entryId, workspaceId, applied, observed, seenModifiedAt, togglUserId } = link;
  if (entryId === null || applied === null || observed === null) return null;
  const seen = { id: entryId, workspaceId, modifiedAt: seenModifiedAt ?? 0, deletedAt: null };
  const entry = { ...observed, ...seen };
  const asked = askedTimes(link.held, applied);
  const adoptee = { entry, text: applied.description, asked };
  const former = formerProject(link);
  if (former === null) return adoptee;
  const owed = { togglUserId, retryAt: 0 };
  return { ...adoptee, entry: { ...entry, projectId: former.id }, owed };
}

function askedTimes(held: readonly Field[], { startSecond, stopSecond }: EntryFields) {
  return {
    ...(held.includes('start') ? { startSecond } : {}),
    ...(held.includes('stop') ? { stopSecond } : {}),
  };
}

/** null where the entry has a human's project, the one of old or one chosen since. */
function formerProject({ state, applied, adopted, kept, held, doubted }: Link) {
  if (adopted === null || state.kind === 'gone' || held.includes('project')) return null;
  const id = (kept ?? adopted).projectId;
  const isOurs = doubted.includes('project') || applied?.projectId !== id;
  return isOurs ? { id } : null;
}

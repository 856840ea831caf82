/**
 * Bringing entries of the past to what their category is called now, on request: many in one
 * call. An entry that cannot be changed so is asked for by itself, and its reply says why.
 *
 *   settled ──request──▶ bulk ──done──▶ settled
 *                          └──not done──▶ single ──PUT──▶ settled, gone or parked
 */
import type { Slice } from '../engine/slice.ts';
import { unreachable } from '../invariant.ts';
import { type Difference, difference, type TagTraits } from './difference.ts';
import { settleUnknown } from './doubt.ts';
import type { EntryFields } from './entry.ts';
import type { Link } from './link.ts';
import type { CallResult } from './settled.ts';
import { openedBy, settledKey } from './settledText.ts';
import type { BulkAction, Step } from './step.ts';

type Followed = Readonly<{ link: Link; desired: EntryFields | null }>;

type BulkFields = Pick<BulkAction, 'description' | 'project'>;

/** Toggl's own limit (docs/toggl-notes.md, Bulk edit). */
const entriesPerCall = 100;

/**
 * Whether an entry may be asked to follow its category: what a human wrote, chose or was asked
 * about stays.
 */
export function isRefreshable({ state, applied, observed, held, kept }: Link): boolean {
  if (state.kind !== 'linked' || applied === null) return false;
  const isOwnText = observed === null || observed.description === applied.description;
  return isOwnText && kept === null && !held.includes('project');
}

/** The link once the refresh was asked for. */
export function refreshing(link: Link): Link {
  return { ...link, settledKey: null, refresh: 'bulk' };
}

/**
 * After a merge of categories, or its undoing: nothing else of the slice changed, so its entry
 * follows with the others in one call. What a human wrote or chose stays, as in a refresh.
 */
export function recategorised(merged: Link, slice: Slice): Link {
  const link = withAdopted(merged, slice);
  if (link.settledKey === null || slice.endAt === null) return openedBy(link, slice);
  return isRefreshable(link) ? refreshing(link) : { ...link, settledKey: settledKey(slice) };
}

/** A project that was taken over with the entry, and is in it still, is no less its human's. */
function withAdopted(link: Link, { categoryId }: Slice): Link {
  const { adopted, applied } = link;
  if (adopted === null || applied?.projectId !== adopted.projectId) return link;
  return { ...link, adopted: { ...adopted, categoryIds: [...adopted.categoryIds, categoryId] } };
}

/** What one call for many may write of this entry; null where it must be written by itself. */
export function bulkFields({ link }: Followed, found: Difference): BulkFields | null {
  const isBulk = link.refresh === 'bulk' && found.times === null && found.tags === null;
  return isBulk ? { description: found.description, project: found.project } : null;
}

export function refreshSteps(items: readonly Followed[], traits: TagTraits): readonly Step[] {
  const groups = new Map<string, Grouped[]>();
  for (const item of items) {
    const grouped = groupedItem(item, traits);
    if (grouped === null) continue;
    const key = JSON.stringify([item.link.workspaceId, grouped.fields]);
    groups.set(key, [...(groups.get(key) ?? []), grouped]);
  }
  return [...groups.values()].map((group) => bulkStep(group.slice(0, entriesPerCall)));
}

type Grouped = Readonly<{ link: Link; entryId: number; fields: BulkFields }>;

function groupedItem({ link, desired }: Followed, traits: TagTraits): Grouped | null {
  const { entryId, state, look } = link;
  if (desired === null || entryId === null || look !== null || state.kind !== 'linked') return null;
  const found = difference(desired, link, traits);
  const fields = found === null ? null : bulkFields({ link, desired }, found);
  return fields === null ? null : { link, entryId, fields };
}

function bulkStep(group: readonly Grouped[]): Step {
  const fields = group[0]?.fields ?? { description: null, project: null };
  const action: BulkAction = {
    kind: 'edit-many',
    workspaceId: group[0]?.link.workspaceId ?? 0,
    entries: group.map(({ link: { sliceId }, entryId }) => ({ sliceId, entryId })),
    ...fields,
  };
  const notBefore = Math.max(...group.map(({ link }) => link.retryAt ?? 0));
  return { action, worth: 'refresh', notBefore, reason: 'past entries follow their category' };
}

/** One link of many, once their call came back. */
export function settleBulk(
  link: Link,
  action: BulkAction,
  { result, now }: Readonly<{ result: CallResult; now: number }>,
): Link {
  switch (result.kind) {
    case 'many': {
      const isDone = link.entryId !== null && result.doneIds.includes(link.entryId);
      return isDone ? written(link, action) : { ...link, refresh: 'single' };
    }
    case 'refused':
      return { ...link, refresh: 'single' };
    case 'not-done':
      return link;
    case 'unknown':
    case 'entry':
    case 'done':
      return settleUnknown(link, action, { now });
    default:
      return unreachable(result);
  }
}

function written(link: Link, { description, project }: BulkFields): Link {
  const fields = {
    ...(description === null ? {} : { description }),
    ...(project === null ? {} : { projectId: project.id }),
  };
  return {
    ...link,
    applied: link.applied && { ...link.applied, ...fields },
    observed: link.observed && { ...link.observed, ...fields },
    ownProject: project === null ? link.ownProject : null,
    doubted: link.doubted.filter((field) => field !== 'description' && field !== 'project'),
    failures: 0,
    retryAt: null,
  };
}

/** What a refresh would touch and cost, if Toggl refuses none of it. */
export type RefreshPrice = Readonly<{ entries: number; calls: number; skipped: number }>;

export const noRefresh: RefreshPrice = { entries: 0, calls: 0, skipped: 0 };

/** `items` with what is wanted of them once they are looked at again. */
export function refreshPrice(items: readonly Followed[], traits: TagTraits): RefreshPrice {
  const differing = items.filter(
    ({ link, desired }) => desired !== null && difference(desired, link, traits) !== null,
  );
  const taken = differing.filter(({ link }) => isRefreshable(link));
  const groups = Map.groupBy(taken, ({ link, desired }) => {
    const found = desired === null ? null : difference(desired, link, traits);
    const fields = found === null ? null : bulkFields({ link, desired }, found);
    return fields === null ? link.sliceId : JSON.stringify([link.workspaceId, fields]);
  });
  const calls = [...groups.values()].map(({ length }) => Math.ceil(length / entriesPerCall));
  return {
    entries: taken.length,
    calls: calls.reduce((sum, count) => sum + count, 0),
    skipped: differing.length - taken.length,
  };
}

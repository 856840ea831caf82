/**
 * Whose each instant is where several things claim it: no second of a dimension counts twice.
 *
 * Invariant: the answered shares neither overlap nor leave out an instant that somebody claimed.
 * It is decided instant by instant, by what holds that instant alone, so that the share of a day
 * is the same whether the day is counted for itself or with the years around it.
 */
import { intersect, type Range, subtract, union } from '../time/range.ts';
import type { Slice } from './slice.ts';

export type Claim = Range &
  Readonly<{
    /** Tells claims apart that start together. */
    id: string;
    categoryId: string;
    taskId: string | null;
  }>;

/** What runs claims the time up to now. */
export function claimUntilNow(
  { id, categoryId, linkedTaskId, startAt, endAt }: ClaimingSlice,
  now: number,
): Claim {
  const taskId = linkedTaskId;
  return { id, categoryId, taskId, startAt, endAt: endAt ?? Math.max(startAt, now) };
}

type ClaimingSlice = Pick<Slice, 'id' | 'categoryId' | 'linkedTaskId' | 'startAt' | 'endAt'>;

/**
 * An instant belongs to the first layer that claims it: ours before what was told afterwards,
 * that before what was tracked elsewhere. The shares come sorted by start.
 *
 *     ours      [====)      [==)
 *     foreign      [==========)
 *     →         [====)[=====)[=)
 */
export function countOnce(layers: readonly (readonly Claim[])[]): Claim[] {
  const shares: Claim[] = [];
  for (const [order, layer] of layers.entries()) {
    if (layer.length === 0) continue;
    const own = inTurn(layer);
    shares.push(...(order === 0 ? own : leftBy(shares, own)));
  }
  return shares.sort(byStart);
}

function leftBy(taken: readonly Claim[], claims: readonly Claim[]): Claim[] {
  const ranges = union(taken);
  return claims.flatMap((claim) => subtract(claim, ranges).map((free) => ({ ...claim, ...free })));
}

/**
 * Overlapping claims of one layer: the one that started first counts, the others for what
 * reaches beyond.
 *
 *     claims    [=======)
 *                  [========)
 *                    [==)
 *     →         [=======)[==)
 */
function inTurn(claims: readonly Claim[]): Claim[] {
  let freeAt = Number.NEGATIVE_INFINITY;
  return claims.toSorted(byStart).flatMap((claim) => {
    const own = intersect(claim, { startAt: freeAt, endAt: Number.POSITIVE_INFINITY });
    freeAt = Math.max(freeAt, claim.endAt);
    return own === null ? [] : [own.startAt === claim.startAt ? claim : { ...claim, ...own }];
  });
}

function byStart(a: Claim, b: Claim): number {
  if (a.startAt !== b.startAt) return a.startAt - b.startAt;
  // By code unit: the order must not depend on a locale.
  return a.id < b.id ? -1 : 1;
}

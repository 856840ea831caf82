/**
 * Time that a person has looked at and said to be right: of a slice, or free time that they left
 * free. It is not asked about again.
 *
 *     slice      [=====================)          free    |          |
 *     accepted   [==========)                     accepted[====)
 *     asked                  [=========)          asked        [======)
 *
 * Invariant: what came after the answer is not covered by it. So a slice that was kept while it
 * ran is asked about again once it has run as long once more.
 */
import type { Slice } from '../engine/slice.ts';
import type { Range } from '../time/range.ts';

export type Accepted = Range &
  Readonly<{
    /** null for free time. */
    sliceId: string | null;
  }>;

/** From when on nobody has said yet that the slice is right. */
export function unseenFrom({ id, startAt }: Slice, accepted: readonly Accepted[]): number {
  const own = accepted.filter(({ sliceId }) => sliceId === id);
  return Math.max(startAt, ...own.map(({ endAt }) => endAt));
}

export function leftFree(accepted: readonly Accepted[]): readonly Range[] {
  return accepted.filter(({ sliceId }) => sliceId === null);
}

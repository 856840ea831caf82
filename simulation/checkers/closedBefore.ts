/**
 * Slices that were already closed when Toggl was connected: they stay out of Toggl, so no entry is
 * demanded of them. The first connecting may fail for an hour, while a person goes on tracking.
 */
import type { StoredSlice } from '../observer.ts';

type ClosedBefore = Readonly<{
  take(slices: readonly StoredSlice[], toggl: Readonly<{ isConnected: boolean }>): void;
  sliceIds(): ReadonlySet<string>;
}>;

export function createClosedBefore(): ClosedBefore {
  const ids = new Set<string>();
  return {
    take: (slices, { isConnected }) => {
      for (const { id, endAt } of slices) {
        // One that runs gets its entry, and keeps it.
        if (endAt === null) ids.delete(id);
        else if (!isConnected) ids.add(id);
      }
    },
    sliceIds: () => ids,
  };
}

/**
 * What became of a create whose reply was lost: decided from one look at what changed in Toggl
 * since before the attempt, tombstones included.
 *
 *   an unlinked, marked entry starts in our second      → adopt it
 *   a further one that also has our text                → a twin: it has to go
 *   its tombstone                                       → a human deleted it
 *   the same text at another start                      → doubtful: a person is asked
 *   none of them                                        → it never arrived: send again
 *
 * Core forbids two PRIMARY slices in one second, so mark and start second name an entry.
 * An entry without our mark is a human's, however alike it looks.
 */
import { fitsRecord, isMarked, type ObservedEntry } from './entry.ts';
import type { Attempt } from './link.ts';

export type Adoption =
  | Readonly<{ kind: 'adopt'; entry: ObservedEntry; twins: readonly ObservedEntry[] }>
  | Readonly<{ kind: 'deleted'; entry: ObservedEntry }>
  | Readonly<{ kind: 'doubtful'; entry: ObservedEntry }>
  | Readonly<{ kind: 'absent' }>;

export function adoption(
  attempt: Attempt,
  entries: readonly ObservedEntry[],
  linkedEntryIds: ReadonlySet<number>,
): Adoption {
  const candidates = entries.filter((entry) => isMarked(entry) && !linkedEntryIds.has(entry.id));
  const inOurSecond = candidates.filter(
    (entry) => entry.startSecond === attempt.fields.startSecond,
  );
  const alive = inOurSecond.filter((entry) => entry.deletedAt === null).sort(runningFirst);
  const exact = alive.filter((entry) => fitsRecord(attempt.fields, entry));
  const survivor = exact[0] ?? alive[0];
  if (survivor !== undefined) return { kind: 'adopt', entry: survivor, twins: exact.slice(1) };
  // Nothing there is alive, so what is there was deleted.
  const [tombstone] = inOurSecond;
  if (tombstone !== undefined) return { kind: 'deleted', entry: tombstone };
  const alike = candidates.find(
    (entry) => entry.deletedAt === null && entry.description === attempt.fields.description,
  );
  return alike === undefined ? { kind: 'absent' } : { kind: 'doubtful', entry: alike };
}

/** Of twins the running one is kept: keeping the stopped one would cost a reopening. */
export function runningFirst(left: ObservedEntry, right: ObservedEntry): number {
  const rank = (entry: ObservedEntry) => (entry.stopSecond === null ? 0 : 1);
  return rank(left) - rank(right) || left.id - right.id;
}

/**
 * A create that was repeated may have made two entries: one reading, late enough, tells. One stays,
 * the running one if the two differ, and the others are to be deleted. It never takes an entry for
 * a twin that another link names or that bears a text that was never sent.
 */
import { runningFirst } from './adopt.ts';
import { lookDelayMs } from './attempt.ts';
import { sentRecord } from './carried.ts';
import { type EntryFields, fitsRecord, isMarked, type ObservedEntry } from './entry.ts';
import { fieldsOf, isOutdated } from './humanEdits.ts';
import type { Applied, Link, TwinCheck } from './link.ts';

type TwinReading = Readonly<{
  entries: readonly ObservedEntry[];
  /** When it was asked for, on our clock. */
  askedAt: number;
  linkedEntryIds: ReadonlySet<number>;
}>;

export function retireTwins(link: Link, reading: TwinReading): Link {
  const { applied, twinCheck } = link;
  if (applied === null || twinCheck === null) return link;
  const own = reading.entries.find(({ id }) => id === link.entryId);
  if (own === undefined) return link;
  if (isOutdated(link, own)) return lookAgain(link, twinCheck, reading);
  const twins = twinsOf(link, twinCheck, reading);
  const alive = own.deletedAt === null ? [own, ...twins] : twins;
  const [survivor, ...rest] = alive.sort(runningFirst);
  if (twins.length === 0 || survivor === undefined) return link;
  const retiredEntryIds = [...link.retiredEntryIds, ...rest.map(({ id }) => id)];
  if (survivor === own) {
    const still: Applied = { ...applied, stopSecond: own.stopSecond };
    return { ...seenAs(link, own), applied: still, retiredEntryIds };
  }
  return inItsStead({ ...link, retiredEntryIds }, survivor, { applied, twinCheck });
}

/**
 * Which of two runs is not told by a list from before our last write: the one it shows as running
 * may have been stopped by that. Never sooner than the look that is due anyway: until then the
 * other one may still be on its way, and an event of the webhook is no list at all.
 */
function lookAgain(link: Link, twinCheck: TwinCheck, { askedAt }: TwinReading): Link {
  const at = Math.max(twinCheck.at, askedAt + lookDelayMs);
  return at === twinCheck.at ? link : { ...link, twinCheck: { ...twinCheck, at } };
}

function twinsOf(link: Link, twinCheck: TwinCheck, reading: TwinReading): ObservedEntry[] {
  return reading.entries.filter(
    (entry) =>
      entry.deletedAt === null &&
      isMarked(entry) &&
      !reading.linkedEntryIds.has(entry.id) &&
      recordOf(link, twinCheck, entry) !== undefined,
  );
}

/** What the create carried that made it: before it was repeated the slice may have been another. */
function recordOf(
  link: Link,
  { record, earlierFields = [] }: TwinCheck,
  entry: ObservedEntry,
): EntryFields | undefined {
  return [record, ...earlierFields].find((sent) => fitsRecord(sentRecord(link, sent), entry));
}

/** It holds what the create carried: nothing that was written to the other one since. */
function inItsStead(
  link: Link,
  survivor: ObservedEntry,
  was: Readonly<{ applied: Applied; twinCheck: TwinCheck }>,
): Link {
  const { stopSecond } = survivor;
  const record = recordOf(link, was.twinCheck, survivor);
  const applied: Applied = { ...was.applied, ...record, stopSecond };
  return { ...seenAs(link, survivor), entryId: survivor.id, applied, doubted: [], lateWrites: [] };
}

function seenAs(link: Link, entry: ObservedEntry): Link {
  return { ...link, observed: fieldsOf(entry), seenModifiedAt: entry.modifiedAt };
}

/**
 * Takes in one reading of what changed in Toggl (`since`, tombstones included): unknown creates
 * are settled, twins retired, entries of ours compared, running foreign ones remembered.
 * It never asks for a write itself; the next plan does.
 */
import { overtaken, soughtCreate } from './attempt.ts';
import { isOtherStartUnresolved, seeUnknown } from './createInDoubt.ts';
import type { ObservedEntry } from './entry.ts';
import { isOutdated, type Seen, seeEntry } from './humanEdits.ts';
import { lateAnswered, lateUnanswered } from './lateWrites.ts';
import { isStartUnresolved, type Link, type Look } from './link.ts';
import { afterReading, isUnservedIn, unservedWarning } from './missing.ts';
import type { ObservationInput } from './observationInput.ts';
import { type SeenForeign, seeForeign } from './seeForeign.ts';
import { retireTwins } from './twins.ts';
import type { WarningDraft } from './warning.ts';

type ObservationResult = Readonly<{
  links: readonly Link[];
  warnings: readonly WarningDraft[];
  foreignRunning: readonly SeenForeign[];
  foreignStoppedIds: readonly number[];
  /** Those that are finished or deleted: they become history. */
  foreignEnded: readonly ObservedEntry[];
  /** null where this reading tells nothing of it. */
  isUnserved: boolean | null;
}>;

export function takeObservation(input: ObservationInput): ObservationResult {
  const ownIds = new Set([...input.linkedEntryIds, ...input.links.flatMap(idsOf)]);
  const seen: Seen[] = [];
  for (const link of input.links) {
    const one = seeLink(link, { ...input, linkedEntryIds: ownIds });
    for (const id of idsOf(one.link)) ownIds.add(id);
    seen.push(one);
  }
  const known = input.links.map((link, i) => afterReading(link, seen[i]?.link ?? link, input));
  const isUnserved = isUnservedIn(input.links, known, input);
  const links = afterDoubt(known, input.links);
  const foreign = seeForeign({ ...input, links }, ownIds);
  return {
    links,
    warnings: [
      ...seen.flatMap(({ warnings }) => warnings),
      ...foreign.warnings,
      ...(isUnserved === true && input.traits.isUnserved !== true ? [unservedWarning] : []),
    ],
    foreignRunning: foreign.running,
    foreignStoppedIds: foreign.stoppedIds,
    foreignEnded: foreign.ended,
    isUnserved,
  };
}

/** A start that is in doubt no more may have ended one that still is. */
function afterDoubt(links: readonly Link[], before: readonly Link[]): readonly Link[] {
  const isAnySettled = before.some(
    (link, index) => isStartUnresolved(link) && links[index]?.state.kind === 'linked',
  );
  return isAnySettled ? links.map(overtaken) : links;
}

function idsOf(link: Link): readonly number[] {
  const others = [...link.retiredEntryIds, ...link.deletedEntryIds];
  return link.entryId === null ? others : [link.entryId, ...others];
}

function seeLink(link: Link, input: ObservationInput): Seen {
  const sought = soughtCreate(link, input.desiredOf(link.sliceId));
  if (sought !== null && sought.lookAt <= input.askedAt) {
    return seeUnknown(link, sought.attempt, input);
  }
  if (link.entryId === null || link.state.kind === 'gone') return { link, warnings: [] };
  const twinned = retireTwins(link, input);
  const entry = input.entries.find(({ id }) => id === twinned.entryId);
  const { askedAt } = input;
  const answered = answerLooks(twinned, askedAt);
  if (entry === undefined) return { link: lateAnswered(answered, askedAt), warnings: [] };
  if (isOutdated(answered, entry)) return { link: lateUnanswered(answered, askedAt), warnings: [] };
  const seen = seeEntry(answered, entry, {
    desired: input.desiredOf(link.sliceId),
    isStopOurs: isOtherStartUnresolved(input, link.sliceId),
  });
  const doubting = stillDoubting(seen.link, { before: answered, entry, traits: input.traits });
  return { ...seen, link: lateAnswered(doubting, askedAt) };
}

/**
 * What shows the entry still running may be from before the stop in doubt: a list that comes
 * before the look that is due, or one in which nothing has changed, where Toggl is known to stop
 * what runs for a finished create.
 */
function stillDoubting(link: Link, seen: Sighting): Link {
  const { before, entry, traits } = seen;
  if (entry.deletedAt !== null || entry.stopSecond !== null) return link;
  const isUnchanged = entry.modifiedAt === before.seenModifiedAt;
  const isStopping = traits.finishedCreate === 'stops-running';
  const isTooSoon = before.look !== null || (isUnchanged && isStopping);
  if (!isTooSoon || !before.doubted.includes('stop')) return link;
  return { ...link, doubted: [...link.doubted, 'stop'] };
}

type Sighting = Readonly<{
  before: Link;
  entry: ObservedEntry;
  traits: ObservationInput['traits'];
}>;

function answerLooks(link: Link, askedAt: number): Link {
  const look = stillOpen(link.look, askedAt);
  const twinCheck = stillOpen(link.twinCheck, askedAt);
  const isSame = look === link.look && twinCheck === link.twinCheck;
  return isSame ? link : { ...link, look, twinCheck };
}

function stillOpen<Due extends Look>(look: Due | null, askedAt: number): Due | null {
  return look !== null && look.at <= askedAt ? null : look;
}

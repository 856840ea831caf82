/**
 * Takes in one reading of what changed in Toggl (`since`, tombstones included): unknown creates
 * are settled, twins retired, entries of ours compared, running foreign ones remembered.
 * It never asks for a write itself; the next plan does.
 */
import { unreachable } from '../invariant.ts';
import { adoption } from './adopt.ts';
import {
  longestFlightMs,
  lookDelayMs,
  overtaken,
  recordBehind,
  soughtCreate,
  twinCheckOf,
} from './attempt.ts';
import { sentRecord } from './carried.ts';
import { type EntryFields, fitsRecord, isMarked, type ObservedEntry } from './entry.ts';
import {
  type ForeignOrigin,
  foreignOrigin,
  foreignRunningWarning,
  foreignStoppedWarning,
} from './foreign.ts';
import { fieldsOf, isOutdated, type Seen, seeEntry } from './humanEdits.ts';
import { lateAnswered, lateUnanswered } from './lateWrites.ts';
import { type Attempt, isStartUnresolved, type Link, type Look, mayStartUnseen } from './link.ts';
import { afterReading, isUnservedIn, type Reading, unservedWarning } from './missing.ts';
import { retireTwins } from './twins.ts';
import type { WarningDraft } from './warning.ts';
import type { Traits } from './world.ts';

/** Creates attempted after the reading was asked for cannot be judged by it. */
export type ObservationInput = Reading &
  Readonly<{
    links: readonly Link[];
    desiredOf: (sliceId: string) => EntryFields | null;
    /** Every entry id that a link of this account holds, also of links not given here. */
    linkedEntryIds: ReadonlySet<number>;
    /** Toggl's second at which ours started from idle, if this reading follows such a start. */
    idleStartSecond: number | null;
    /** Whether something of ours is, or was, called so. */
    isOwnText: (text: string) => boolean;
    traits: Pick<Traits, 'finishedCreate' | 'isUnserved'>;
  }>;

export type SeenForeign = Readonly<{ entry: ObservedEntry; origin: ForeignOrigin }>;

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

/** How often a Toggl that shows nothing is asked whether it does again. */
const unservedPauseMs = 3_600_000;

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

/** What this link sent, where Toggl may hold an entry of it that no link names yet. */
function awaitedRecord(link: Link): EntryFields | null {
  switch (link.state.kind) {
    case 'pending':
    case 'unknown':
      return sentRecord(link, link.state.attempt.fields);
    case 'wanted':
      return link.state.earlier === null ? null : sentRecord(link, link.state.earlier.fields);
    case 'linked':
    case 'parked':
      return awaitedBeside(link);
    case 'gone':
      return null;
    default:
      return unreachable(link.state);
  }
}

/** Beside the entry that is there, or in place of the one that was refused. */
function awaitedBeside(link: Link): EntryFields | null {
  const earlier = link.state.kind === 'parked' ? link.state.earlier : null;
  const record = link.twinCheck?.record ?? earlier?.fields ?? null;
  return record === null ? null : sentRecord(link, record);
}

function awaitedRecords(links: readonly Link[]): readonly EntryFields[] {
  return links.map(awaitedRecord).filter((record) => record !== null);
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

/** A create that is, or until this reading was, unresolved may have stopped the others. */
function isOtherStartUnresolved(input: ObservationInput, exceptSliceId: string): boolean {
  const others = input.links.filter(({ sliceId }) => sliceId !== exceptSliceId);
  const isLeaving = input.traits.finishedCreate === 'leaves-running';
  const mayCome = (other: Link) => {
    const sought = soughtCreate(other, input.desiredOf(other.sliceId));
    return sought !== null && (sought.attempt.mayRun || !isLeaving);
  };
  return others.some((other) => mayStartUnseen(other, input.traits) || mayCome(other));
}

function seeUnknown(link: Link, attempt: Attempt, input: ObservationInput): Seen {
  const sent = { ...attempt, fields: sentRecord(link, attempt.fields) };
  const found = adoption(sent, candidatesFor(sent, input), input.linkedEntryIds);
  switch (found.kind) {
    case 'adopt':
      return adopt(link, attempt, { ...found, input });
    case 'deleted':
      return seeEntry({ ...link, entryId: found.entry.id }, found.entry, {
        desired: input.desiredOf(link.sliceId),
        isStopOurs: false,
      });
    case 'doubtful':
      if (link.state.kind === 'unknown') return doubtful(link, found.entry, input);
      return { link: absent(link, attempt, input), warnings: [] };
    case 'absent':
      return { link: absent(link, attempt, input), warnings: [] };
  }
}

/**
 * Sent again, unless the same was seen before from a Toggl that shows nothing: what it accepted
 * then cannot be told from what it never got, and each further create might be one more entry.
 */
function absent(link: Link, attempt: Attempt, input: ObservationInput): Link {
  const { traits, askedAt } = input;
  const isOver = askedAt >= attempt.attemptedAt + longestFlightMs;
  if (input.desiredOf(link.sliceId) === null && isOver) {
    return { ...link, state: { kind: 'wanted', earlier: null } };
  }
  if (traits.isUnserved === true && attempt.number > 1) {
    const lookAt = askedAt + unservedPauseMs;
    return { ...link, state: { kind: 'unknown', attempt, lookAt } };
  }
  return { ...link, state: { kind: 'wanted', earlier: attempt } };
}

type Adopted = Readonly<{
  entry: ObservedEntry;
  twins: readonly ObservedEntry[];
  input: ObservationInput;
}>;

function adopt(link: Link, attempt: Attempt, { entry, twins, input }: Adopted): Seen {
  const desired = input.desiredOf(link.sliceId);
  const isStillOpen = desired !== null && desired.stopSecond === null;
  const adopted: Link = {
    ...link,
    state: { kind: 'linked' },
    entryId: entry.id,
    applied: {
      ...recordBehind(link, attempt, entry),
      stopSecond: stopSent(attempt, entry),
      stopToleranceSeconds: 0,
    },
    failures: 0,
    retryAt: null,
    retiredEntryIds: [...link.retiredEntryIds, ...twins.map(({ id }) => id)],
    // Those that were sent and are not here may still come.
    twinCheck: twins.length + 1 >= attempt.number ? null : twinCheckOf(attempt, input.askedAt),
  };
  const isStopOurs =
    !isStillOpen || attempt.isOvertaken || isOtherStartUnresolved(input, link.sliceId);
  const seen = seeEntry(adopted, entry, { desired, isStopOurs });
  if (!isStillOpen || !attempt.isOvertaken || entry.stopSecond !== null) return seen;
  return { ...seen, link: perhapsEndedUnseen(seen.link, entry, input) };
}

/**
 * It runs, says a list that may be from before our other write ended it: read once more, late
 * enough that no lagging copy of Toggl's answers, or written again where it surely was ended.
 */
function perhapsEndedUnseen(link: Link, entry: ObservedEntry, input: ObservationInput): Link {
  const doubted: Link = { ...link, doubted: [...link.doubted, 'stop'] };
  if (input.traits.finishedCreate === 'stops-running') return doubted;
  const sinceAt = entry.startSecond * 1000 - input.togglOffsetMs;
  return { ...doubted, look: { at: input.askedAt + lookDelayMs, sinceAt } };
}

/** What is there may be from an earlier create than the last: one that was sent while it ran. */
function stopSent({ fields, mayRun }: Attempt, entry: ObservedEntry): number | null {
  return mayRun && entry.stopSecond !== fields.stopSecond ? null : fields.stopSecond;
}

/**
 * An entry that fits what another link sent, and not what this one did, is not in question, and
 * neither is one from before anything was sent, such as a copy that a human made in our second.
 */
function candidatesFor(attempt: Attempt, input: ObservationInput): readonly ObservedEntry[] {
  const rivals = awaitedRecords(input.links);
  return input.entries.filter(
    (entry) =>
      fitsRecord(attempt.fields, entry) ||
      !(isOlder(entry, attempt, input) || rivals.some((record) => fitsRecord(record, entry))),
  );
}

/** By so much Toggl's clock may be known wrongly. */
const clockMarginMs = 1_000;

/** It bears another text, and was not given that since the first create went out. */
function isOlder(
  { description, modifiedAt }: ObservedEntry,
  { fields, firstAttemptedAt }: Attempt,
  { togglOffsetMs }: ObservationInput,
): boolean {
  const firstSentAt = firstAttemptedAt + togglOffsetMs;
  return description !== fields.description && modifiedAt < firstSentAt - clockMarginMs;
}

function doubtful(link: Link, entry: ObservedEntry, input: ObservationInput): Seen {
  const desired = input.desiredOf(link.sliceId);
  const reason = 'an entry with this text but another start appeared in Toggl';
  const warning: WarningDraft = {
    kind: 'create-doubtful',
    sliceId: link.sliceId,
    entryId: entry.id,
    ours: desired === null ? null : { ...desired },
    timerys: { ...fieldsOf(entry) },
    message:
      `The answer to a create was lost and ${reason}. Nothing is sent for this slice until it ` +
      'changes.',
  };
  const earlier = link.state.kind === 'unknown' ? link.state.attempt : null;
  const parked: Link = { ...link, state: { kind: 'parked', reason, desired, earlier } };
  return { link: parked, warnings: [warning] };
}

/** An entry that a create in doubt may have made is no foreign one. */
export function isAwaited(entry: ObservedEntry, links: readonly Link[]): boolean {
  const seconds = awaitedRecords(links).map(({ startSecond }) => startSecond);
  return isMarked(entry) && seconds.includes(entry.startSecond);
}

function seeForeign(input: ObservationInput, ownIds: ReadonlySet<number>) {
  const foreign = input.entries
    .filter(({ id }) => !ownIds.has(id))
    .filter((entry) => !isAwaited(entry, input.links));
  const isRunning = (entry: ObservedEntry) => entry.deletedAt === null && entry.stopSecond === null;
  const running = foreign.filter(isRunning).map((entry) => withOrigin(entry, input));
  const ended = foreign.filter((entry) => !isRunning(entry));
  const warnings = [
    ...running.map(toTell).map(foreignRunningWarning),
    ...ended
      .filter((entry) => isStoppedByOurs(entry, input.idleStartSecond))
      .map((entry) => foreignStoppedWarning(toTell(withOrigin(entry, input)))),
  ].filter((warning) => warning !== null);
  return { running, ended, stoppedIds: ended.map(({ id }) => id), warnings };
}

function withOrigin(entry: ObservedEntry, { isOwnText, links }: ObservationInput): SeenForeign {
  const isOfLink = (text: string) =>
    links.some(({ applied, observed }) => [applied, observed].some((f) => f?.description === text));
  const origin = foreignOrigin(entry, (text) => isOwnText(text) || isOfLink(text));
  return { entry, origin };
}

function toTell({ entry: { id, description }, origin }: SeenForeign) {
  return { id, description, origin };
}

/** Toggl stops a running entry in the second in which ours arrives. */
function isStoppedByOurs(entry: ObservedEntry, idleStartSecond: number | null): boolean {
  if (idleStartSecond === null || entry.stopSecond === null || entry.deletedAt !== null)
    return false;
  return Math.abs(entry.stopSecond - idleStartSecond) <= 1;
}

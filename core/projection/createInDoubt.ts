/**
 * What one reading says of a create whose answer was lost: the entry is there and ours, or was
 * deleted, or is doubtful, or is absent and may be sent again (adopt.ts tells which).
 *
 * Invariant: what is found belongs to one link alone, and only once an entry is absent may its
 * create be sent again.
 */
import { adoption } from './adopt.ts';
import {
  longestFlightMs,
  lookDelayMs,
  recordBehind,
  soughtCreate,
  twinCheckOf,
} from './attempt.ts';
import { awaitedRecords } from './awaited.ts';
import { sentRecord } from './carried.ts';
import { fitsRecord, type ObservedEntry } from './entry.ts';
import { fieldsOf, type Seen, seeEntry } from './humanEdits.ts';
import { type Attempt, type Link, mayStartUnseen } from './link.ts';
import type { ObservationInput } from './observationInput.ts';
import type { WarningDraft } from './warning.ts';

/** How often a Toggl that shows nothing is asked whether it does again. */
const unservedPauseMs = 3_600_000;

export function seeUnknown(link: Link, attempt: Attempt, input: ObservationInput): Seen {
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
      if (link.state.kind === 'unknown') return doubtful(link, attempt, { ...found, input });
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
  const { state } = link;
  if (state.kind === 'parked') return { ...link, state: { ...state, earlier: null } };
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
    ownProject: null,
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

type Alike = Readonly<{ entry: ObservedEntry; input: ObservationInput }>;

function doubtful(link: Link, earlier: Attempt, { entry, input }: Alike): Seen {
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
  const parked: Link = { ...link, state: { kind: 'parked', reason, desired, earlier } };
  return { link: parked, warnings: [warning] };
}

/** A create that is, or until this reading was, unresolved may have stopped the others. */
export function isOtherStartUnresolved(input: ObservationInput, exceptSliceId: string): boolean {
  const others = input.links.filter(({ sliceId }) => sliceId !== exceptSliceId);
  const isLeaving = input.traits.finishedCreate === 'leaves-running';
  const mayCome = (other: Link) => {
    const sought = soughtCreate(other, input.desiredOf(other.sliceId));
    return sought !== null && (sought.attempt.mayRun || !isLeaving);
  };
  return others.some((other) => mayStartUnseen(other, input.traits) || mayCome(other));
}

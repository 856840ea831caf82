/**
 * Takes in one reading of what changed in Toggl (`since`, tombstones included): unknown creates
 * are settled, twins retired, entries of ours compared, running foreign ones remembered.
 * It never asks for a write itself; the next plan does.
 */
import { adoption, runningFirst } from './adopt.ts';
import { type EntryFields, isMarked, type ObservedEntry } from './entry.ts';
import { copyWarning, fieldsOf, type Seen, seeEntry } from './humanEdits.ts';
import type { Link } from './link.ts';
import type { WarningDraft } from './warning.ts';

export type ObservationInput = Readonly<{
  entries: readonly ObservedEntry[];
  /** When the reading was asked for: creates attempted later cannot be judged by it. */
  askedAt: number;
  links: readonly Link[];
  desiredOf: (sliceId: string) => EntryFields | null;
  /** Every entry id that a link of this account holds, also of links not given here. */
  linkedEntryIds: ReadonlySet<number>;
  foreignRunning: readonly Readonly<{ entryId: number }>[];
  /** Toggl's second at which ours started from idle, if this reading follows such a start. */
  idleStartSecond: number | null;
}>;

export type ObservationResult = Readonly<{
  links: readonly Link[];
  warnings: readonly WarningDraft[];
  foreignRunning: readonly ObservedEntry[];
  foreignStoppedIds: readonly number[];
}>;

export function takeObservation(input: ObservationInput): ObservationResult {
  const seen = input.links.map((link) => seeLink(link, input));
  const foreign = seeForeign(input, new Set(seen.flatMap(({ link }) => idsOf(link))));
  return {
    links: seen.map(({ link }) => link),
    warnings: [...seen.flatMap(({ warnings }) => warnings), ...foreign.warnings],
    foreignRunning: foreign.running,
    foreignStoppedIds: foreign.stoppedIds,
  };
}

function idsOf(link: Link): readonly number[] {
  return link.entryId === null ? link.retiredEntryIds : [link.entryId, ...link.retiredEntryIds];
}

function seeLink(link: Link, input: ObservationInput): Seen {
  if (link.state.kind === 'unknown') return seeUnknown(link, input);
  if (link.entryId === null || link.state.kind === 'gone') return { link, warnings: [] };
  const twinned = retireTwins(link, input);
  const entry = input.entries.find(({ id }) => id === twinned.entryId);
  const answered = answerLooks(twinned, input.askedAt);
  if (entry === undefined) return { link: answered, warnings: [] };
  const hasTwin = twinned.retiredEntryIds.length > link.retiredEntryIds.length;
  return seeEntry(answered, entry, {
    desired: input.desiredOf(link.sliceId),
    isStopOurs: hasTwin || isAnyCreateUnresolved(input),
  });
}

function answerLooks(link: Link, askedAt: number): Link {
  return {
    ...link,
    look: link.look !== null && link.look.at <= askedAt ? null : link.look,
    twinCheck: link.twinCheck !== null && link.twinCheck.at <= askedAt ? null : link.twinCheck,
  };
}

/** A running create that is, or until this reading was, unresolved may have stopped the others. */
function isAnyCreateUnresolved(input: ObservationInput): boolean {
  return input.links.some(
    ({ state }) => state.kind === 'unknown' && state.attempt.fields.stopSecond === null,
  );
}

/**
 * Both the first create and its repetition arrived: one entry stays, the running one if the two
 * differ, and the other is to be deleted.
 */
function retireTwins(link: Link, input: ObservationInput): Link {
  if (link.twinCheck === null || link.twinCheck.at > input.askedAt) return link;
  const own = input.entries.find(({ id }) => id === link.entryId);
  const twins = input.entries.filter(
    (entry) =>
      entry.deletedAt === null &&
      isMarked(entry) &&
      !input.linkedEntryIds.has(entry.id) &&
      entry.startSecond === link.applied?.startSecond,
  );
  if (twins.length === 0 || link.applied === null) return link;
  const [survivor, ...rest] = [...(own === undefined ? [] : [own]), ...twins].sort(runningFirst);
  if (survivor === undefined) return link;
  const retired = rest.map(({ id }) => id);
  return {
    ...link,
    entryId: survivor.id,
    applied: { ...link.applied, stopSecond: survivor.stopSecond },
    observed: fieldsOf(survivor),
    retiredEntryIds: [...link.retiredEntryIds, ...retired],
  };
}

function seeUnknown(link: Link, input: ObservationInput): Seen {
  if (link.state.kind !== 'unknown' || link.state.lookAt > input.askedAt) {
    return { link, warnings: [] };
  }
  const { attempt } = link.state;
  const found = adoption(attempt, input.entries, input.linkedEntryIds);
  switch (found.kind) {
    case 'adopt': {
      const adopted: Link = {
        ...link,
        state: { kind: 'linked' },
        entryId: found.entry.id,
        applied: { ...attempt.fields, stopToleranceSeconds: 0 },
        failures: 0,
        retryAt: null,
        retiredEntryIds: [...link.retiredEntryIds, ...found.twins.map(({ id }) => id)],
      };
      const desired = input.desiredOf(link.sliceId);
      const isStillOpen = desired !== null && desired.stopSecond === null;
      return seeEntry(adopted, found.entry, { desired, isStopOurs: !isStillOpen });
    }
    case 'deleted':
      return seeEntry({ ...link, entryId: found.entry.id }, found.entry, {
        desired: null,
        isStopOurs: false,
      });
    case 'doubtful':
      return doubtful(link, found.entry, input);
    case 'absent':
      return { link: { ...link, state: { kind: 'wanted', earlier: attempt } }, warnings: [] };
  }
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
    message: `The answer to a create was lost and ${reason}. Nothing is sent for this slice until it changes.`,
  };
  return { link: { ...link, state: { kind: 'parked', reason, desired } }, warnings: [warning] };
}

function seeForeign(input: ObservationInput, ownIds: ReadonlySet<number>) {
  const foreign = input.entries.filter(
    ({ id }) => !input.linkedEntryIds.has(id) && !ownIds.has(id),
  );
  const running = foreign.filter((entry) => entry.deletedAt === null && entry.stopSecond === null);
  const ended = foreign.filter((entry) => entry.deletedAt !== null || entry.stopSecond !== null);
  const warnings = [
    ...running.map(copyWarning).filter((warning) => warning !== null),
    ...ended
      .filter((entry) => isStoppedByOurs(entry, input.idleStartSecond))
      .map(foreignStoppedWarning),
  ];
  return { running, stoppedIds: ended.map(({ id }) => id), warnings };
}

/** Toggl stops a running entry in the second in which ours arrives. */
function isStoppedByOurs(entry: ObservedEntry, idleStartSecond: number | null): boolean {
  if (idleStartSecond === null || entry.stopSecond === null || entry.deletedAt !== null)
    return false;
  return Math.abs(entry.stopSecond - idleStartSecond) <= 1;
}

export function foreignStoppedWarning(entry: ObservedEntry): WarningDraft {
  return {
    kind: 'foreign-stopped',
    sliceId: null,
    entryId: entry.id,
    ours: null,
    timerys: { ...fieldsOf(entry) },
    message: `The timer "${entry.description}" ran in Toggl and was stopped when a slice started here.`,
  };
}

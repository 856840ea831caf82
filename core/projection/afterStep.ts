/**
 * The whole world after one step: which links changed, what is told, what is remembered. Settling
 * one link is settle.ts and observation.ts; here stands what a step means for the others.
 */
import { invariant } from '../invariant.ts';
import { endedBySwitch, lookDelayMs, overtaken } from './attempt.ts';
import { inDoubt } from './doubt.ts';
import type { EntryFields, ObservedEntry } from './entry.ts';
import { foreignStoppedWarning } from './foreign.ts';
import { isOutdated } from './humanEdits.ts';
import { withLateLooks } from './lateWrites.ts';
import { isRunningInToggl, isStartUnresolved, type Link, mayStartUnseen } from './link.ts';
import { takeObservation } from './observation.ts';
import { type BulkAction, settleBulk } from './refresh.ts';
import type { SeenForeign } from './seeForeign.ts';
import { settle } from './settle.ts';
import type { CallResult } from './settled.ts';
import type { Action, Step } from './step.ts';
import type { WarningDraft } from './warning.ts';
import type { KnownForeign, Traits, World } from './world.ts';

/** The look after a start from idle: soon, and from just before the second of that start. */
type IdleCheck = Readonly<{ at: number; sinceSecond: number }>;

const idleCheckDelayMs = 2_000;
const idleMarginSeconds = 2;

export function idleCheckAfter(start: Readonly<{ now: number; togglSecond: number }>): IdleCheck {
  return {
    at: start.now + idleCheckDelayMs,
    sinceSecond: start.togglSecond - idleMarginSeconds,
  };
}

function idleStartSecond(check: IdleCheck): number {
  return check.sinceSecond + idleMarginSeconds;
}

type StepReply = Readonly<{
  result: CallResult;
  /** What a reading showed; null for writes and failed readings. */
  entries: readonly ObservedEntry[] | null;
  /** When the call was made, on our clock. */
  askedAt: number;
  now: number;
  /** Toggl's second when it replied. */
  togglSecond: number;
  /** Links of the entries that a reading showed, beyond those of the world. */
  otherLinks: readonly Link[];
}>;

export type AfterStep = Readonly<{
  links: readonly Link[];
  warnings: readonly WarningDraft[];
  foreignRunning: readonly SeenForeign[];
  /** Known ones that this reading would have shown, had they stopped. */
  foreignStillRunningIds: readonly number[];
  foreignEndedIds: readonly number[];
  /** Finished or deleted, and not ours: history for the importer. */
  history: readonly ObservedEntry[];
  /** Asked to stop, without a yes: Toggl stops it when ours starts. */
  foreignStopTriedIds: readonly number[];
  /** Whether Toggl shows what it accepts; null where this step taught nothing of it. */
  isUnserved: boolean | null;
  areTagActionsDoubted: boolean;
  /** null where this step taught nothing of it. */
  finishedCreate: NonNullable<Traits['finishedCreate']> | null;
  /** Ours started while nothing was known to run: a look should follow. */
  isStartFromIdle: boolean;
  isIdleCheckDone: boolean;
}>;

const nothing: AfterStep = {
  links: [],
  warnings: [],
  foreignRunning: [],
  foreignStillRunningIds: [],
  foreignEndedIds: [],
  history: [],
  foreignStopTriedIds: [],
  isUnserved: null,
  areTagActionsDoubted: false,
  finishedCreate: null,
  isStartFromIdle: false,
  isIdleCheckDone: false,
};

export function afterStep(world: World, step: Step, reply: StepReply): AfterStep {
  const after = afterAction(world, step, reply);
  return { ...after, links: after.links.map((link) => withLateLooks(link, reply.now)) };
}

function afterAction(world: World, step: Step, reply: StepReply): AfterStep {
  const { action } = step;
  if (action.kind === 'observe') return afterObservation(world, action.sinceSecond, reply);
  if (action.kind === 'search' || action.kind === 'look-running') return afterSight(world, reply);
  if (action.kind === 'stop-foreign') return afterForeignStop(world, action.entryId, reply);
  if (action.kind === 'edit-many') return afterBulk(world, action, reply);
  return afterWrite(world, action, reply);
}

function afterBulk(world: World, action: BulkAction, reply: StepReply): AfterStep {
  const { result, now, togglSecond } = reply;
  const asked = new Set(action.entries.map(({ sliceId }) => sliceId));
  const links = world.items
    .filter(({ link }) => asked.has(link.sliceId))
    .map(({ link, desired }) => {
      const context = { now, togglSecond, desired, isOtherStartUnresolved: false };
      return settleBulk(link, action, { result, context });
    });
  return { ...nothing, links };
}

type LinkAction = Extract<Action, { sliceId: string }>;

function afterWrite(world: World, action: LinkAction, reply: StepReply): AfterStep {
  const item = world.items.find(({ link }) => link.sliceId === action.sliceId);
  invariant(item, `a step is planned only for slice ${action.sliceId} of its world`);
  const { result, now, togglSecond } = reply;
  const others = world.items.filter((other) => other !== item).map(({ link }) => link);
  const isOtherStartUnresolved = others.some((link) => mayStartUnseen(link, world.traits));
  const context = { now, togglSecond, desired: item.desired, isOtherStartUnresolved };
  const settled = settle(item.link, action, { result, context });
  const hasStarted =
    result.kind === 'entry' && action.kind === 'create' && result.entry.stopSecond === null;
  const isRunningAgain = isReopened(action, result) && !isRunningInToggl(item.link);
  const hasFinished =
    action.kind === 'create' && mayBeDone(result) && action.fields.stopSecond !== null;
  const touched = others.map((link) => {
    if (hasStarted) return endedBySwitch(link, togglSecond);
    if (hasFinished) return besideFinished(link, world.traits, { now, togglSecond });
    if (isReopened(action, result) || isReopeningInDoubt(item.link)) return perhapsEnded(link);
    return isStartUnresolved(item.link) ? overtaken(link) : link;
  });
  const foreign = hasStarted ? world.foreignRunning : [];
  return {
    ...nothing,
    links: [settled.link, ...touched.filter((link, index) => link !== others[index])],
    warnings: [...settled.warnings, ...foreign.map(endedWarning)],
    foreignEndedIds: foreign.map(({ entryId }) => entryId),
    areTagActionsDoubted: settled.areTagActionsDoubted,
    isStartFromIdle: (hasStarted || isRunningAgain) && !others.some(isRunningInToggl),
  };
}

function mayBeDone({ kind }: CallResult): boolean {
  return kind !== 'refused' && kind !== 'not-done';
}

/**
 * A finished entry was made while this one ran. Until it is known whether that stops the running
 * one, it is read once, late enough that no lagging copy of Toggl's answers; where it does, the
 * running one is set right again.
 */
function besideFinished(
  link: Link,
  { finishedCreate }: Traits,
  { now, togglSecond }: Readonly<{ now: number; togglSecond: number }>,
): Link {
  if (finishedCreate === 'leaves-running') return link;
  if (!isRunningInToggl(link)) return overtaken(link);
  const doubtful = perhapsEnded(link);
  if (finishedCreate === 'stops-running') return doubtful;
  // Read from its start on, so that it is shown whether this moved its "at" or not.
  const startSecond = link.applied?.startSecond ?? togglSecond;
  const sinceAt = now - (togglSecond - startSecond) * 1000;
  return { ...doubtful, look: { at: now + lookDelayMs, sinceAt, isAfterFinished: true } };
}

/** Known to run and not stopped before ours: Toggl has ended it now. */
function endedWarning({ entryId, description, origin }: KnownForeign): WarningDraft {
  return foreignStoppedWarning({ id: entryId, description, origin });
}

function isReopened(action: LinkAction, result: CallResult): boolean {
  if (action.kind !== 'edit' || action.difference.times?.stopSecond !== null) return false;
  return result.kind === 'entry' && result.entry.stopSecond === null;
}

/** An earlier reopening without an answer, which this write settles, may have been done. */
function isReopeningInDoubt({ applied, doubted }: Link): boolean {
  return doubted.includes('stop') && (applied?.stopSecond ?? null) !== null;
}

/** Nobody knows whether reopening an entry ends the running one, so only doubt follows from it. */
function perhapsEnded(link: Link): Link {
  const { sliceId, entryId } = link;
  if (entryId === null || !isRunningInToggl(link)) return overtaken(link);
  return inDoubt(link, { kind: 'stop', sliceId, entryId });
}

/**
 * Done or not, our start goes on, and Toggl stops the other one itself: what may still run is told
 * of then. A 404 and a 409 say that somebody else was first.
 */
function afterForeignStop(world: World, entryId: number, { result }: StepReply): AfterStep {
  const known = world.foreignRunning.filter((foreign) => foreign.entryId === entryId);
  const isOver = result.kind === 'refused' && (result.status === 404 || result.status === 409);
  if (isOver) return { ...nothing, foreignEndedIds: [entryId] };
  if (result.kind !== 'entry') return { ...nothing, foreignStopTriedIds: [entryId] };
  return {
    ...nothing,
    warnings: known.map(endedWarning),
    foreignEndedIds: [entryId],
    history: [result.entry],
  };
}

/**
 * Entries shown by something that is no list of all that changed, a page of Reports say: what it
 * does not show it tells nothing of, so it answers no look and settles no doubt.
 */
export function afterSight(
  world: World,
  reply: Pick<StepReply, 'entries' | 'otherLinks'>,
): AfterStep {
  const { entries, otherLinks } = reply;
  const anyTime = { askedAt: Number.NEGATIVE_INFINITY, now: 0, togglSecond: 0 };
  const sight: StepReply = { ...anyTime, result: { kind: 'done' }, entries, otherLinks };
  const seen = afterObservation({ ...world, idleCheck: null }, Number.POSITIVE_INFINITY, sight);
  return { ...seen, foreignStillRunningIds: [], finishedCreate: null };
}

function afterObservation(world: World, sinceSecond: number, reply: StepReply): AfterStep {
  if (reply.entries === null) return nothing;
  const own = new Set(world.items.map(({ link }) => link.sliceId));
  const links = [
    ...world.items.map(({ link }) => link),
    ...reply.otherLinks.filter(({ sliceId }) => !own.has(sliceId)),
  ];
  const isIdleCheckDone = world.idleCheck !== null && world.idleCheck.at <= reply.askedAt;
  const seen = takeObservation({
    entries: reply.entries,
    sinceSecond,
    askedAt: reply.askedAt,
    togglOffsetMs: world.togglOffsetMs,
    links,
    desiredOf: (sliceId) => desiredOf(world, links, sliceId),
    linkedEntryIds: new Set(links.flatMap(idsOf)),
    idleStartSecond: world.idleCheck === null ? null : idleStartSecond(world.idleCheck),
    isOwnText: (text) => world.ownTexts.includes(text),
    traits: world.traits,
  });
  const changedIds = new Set(reply.entries.map(({ id }) => id));
  const still = world.foreignRunning.filter(({ entryId }) => !changedIds.has(entryId));
  const ownIds = new Set(seen.links.flatMap(idsOf));
  const adopted = world.foreignRunning.filter(({ entryId }) => ownIds.has(entryId));
  return {
    ...nothing,
    links: seen.links.filter((link, index) => link !== links[index]),
    warnings: seen.warnings,
    foreignRunning: seen.foreignRunning,
    history: seen.foreignEnded,
    foreignStillRunningIds: still.map(({ entryId }) => entryId),
    foreignEndedIds: [...seen.foreignStoppedIds, ...adopted.map(({ entryId }) => entryId)],
    isUnserved: seen.isUnserved,
    finishedCreate: finishedCreateSeen(world, reply.entries, reply.askedAt),
    isIdleCheckDone,
  };
}

/**
 * What became of the entry that ran while the first finished one was made. That it runs on is
 * told only by a list that is late enough: one from before the create shows it running as well.
 */
function finishedCreateSeen(
  { items, traits }: World,
  entries: readonly ObservedEntry[],
  askedAt: number,
): AfterStep['finishedCreate'] {
  if (traits.finishedCreate !== undefined) return null;
  const asked = items.find(({ link }) => isAskedOf(link))?.link;
  const seen = entries.find(({ id }) => id === asked?.entryId);
  if (asked === undefined || seen === undefined || isOutdated(asked, seen)) return null;
  // Deleted by a human: it shows nothing of what the create did.
  if (seen.deletedAt !== null) return null;
  if (seen.stopSecond !== null) return 'stops-running';
  if (asked.look === null || asked.look.at > askedAt) return null;
  // What never arrived has stopped nothing either.
  return items.some(({ link }) => isFinishInDoubt(link)) ? null : 'leaves-running';
}

function isAskedOf(link: Link): boolean {
  const isAfterFinished = link.look?.isAfterFinished === true;
  return isAfterFinished && isRunningInToggl(link) && link.doubted.includes('stop');
}

function isFinishInDoubt({ state }: Link): boolean {
  return state.kind === 'unknown' && state.attempt.fields.stopSecond !== null;
}

function idsOf(link: Link): readonly number[] {
  return link.entryId === null ? link.retiredEntryIds : [link.entryId, ...link.retiredEntryIds];
}

/** A link that is not in the world is settled: what it should hold is what was applied. */
function desiredOf(world: World, links: readonly Link[], sliceId: string): EntryFields | null {
  const item = world.items.find(({ link }) => link.sliceId === sliceId);
  if (item !== undefined) return item.desired;
  return links.find((link) => link.sliceId === sliceId)?.applied ?? null;
}

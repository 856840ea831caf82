/**
 * What a reading means for the whole world: which links changed, which foreign timers ran, run and
 * ended, and what it shows of Toggl itself. Taking in the entries one by one is observation.ts.
 */
import type { ObservedEntry } from './entry.ts';
import { isOutdated } from './humanEdits.ts';
import { isRunningInToggl, type Link } from './link.ts';
import { takeObservation } from './observation.ts';
import { type AfterStep, nothing, type StepReply } from './stepReply.ts';
import type { World } from './world.ts';

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

/**
 * Entries shown by something that is no list of all that changed, a page of Reports say: what it
 * does not show it tells nothing of, so it answers no look and settles no doubt.
 */
export function afterSight(
  world: World,
  { entries, others }: Pick<StepReply, 'entries' | 'others'>,
): AfterStep {
  const sight = { entries, others, askedAt: Number.NEGATIVE_INFINITY };
  const seen = afterObservation({ ...world, idleCheck: null }, Number.POSITIVE_INFINITY, sight);
  return { ...seen, foreignStillRunningIds: [], finishedCreate: null };
}

type Reading = Pick<StepReply, 'entries' | 'others' | 'askedAt'>;

export function afterObservation(world: World, sinceSecond: number, reply: Reading): AfterStep {
  if (reply.entries === null) return nothing;
  const own = new Set(world.items.map(({ link }) => link.sliceId));
  const items = [...world.items, ...reply.others.filter(({ link }) => !own.has(link.sliceId))];
  const links = items.map(({ link }) => link);
  const desired = new Map(items.map((item) => [item.link.sliceId, item.desired]));
  const isIdleCheckDone = world.idleCheck !== null && world.idleCheck.at <= reply.askedAt;
  const seen = takeObservation({
    entries: reply.entries,
    sinceSecond,
    askedAt: reply.askedAt,
    togglOffsetMs: world.togglOffsetMs,
    links,
    desiredOf: (sliceId) => desired.get(sliceId) ?? null,
    linkedEntryIds: new Set(links.flatMap(idsOf)),
    idleStartSecond: world.idleCheck === null ? null : idleStartSecond(world.idleCheck),
    isOwnText: (text) => world.ownTexts.includes(text),
    givenBackIds: new Set(world.givenBackIds),
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

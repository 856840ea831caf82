/**
 * What a write means for the whole world: for the link it was made for, and for the others that
 * Toggl may have stopped, or left running, by it. Settling the one link is settle.ts.
 */
import { invariant } from '../invariant.ts';
import { endedBySwitch, lookDelayMs, overtaken } from './attempt.ts';
import { inDoubt } from './doubt.ts';
import { foreignStoppedWarning } from './foreign.ts';
import { isRunningInToggl, isStartUnresolved, type Link, mayStartUnseen } from './link.ts';
import { settleBulk } from './refresh.ts';
import { settle } from './settle.ts';
import type { CallResult } from './settled.ts';
import type { BulkAction, LinkAction } from './step.ts';
import { type AfterStep, nothing, type StepReply } from './stepReply.ts';
import type { WarningDraft } from './warning.ts';
import type { KnownForeign, Traits, World } from './world.ts';

export function afterWrite(world: World, action: LinkAction, reply: StepReply): AfterStep {
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
export function afterForeignStop(world: World, entryId: number, { result }: StepReply): AfterStep {
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

export function afterBulk(world: World, action: BulkAction, reply: StepReply): AfterStep {
  const { result, now } = reply;
  const asked = new Set(action.entries.map(({ sliceId }) => sliceId));
  const links = world.items
    .filter(({ link }) => asked.has(link.sliceId))
    .map(({ link }) => settleBulk(link, action, { result, now }));
  return { ...nothing, links };
}

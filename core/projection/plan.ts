/**
 * The calls that would bring Toggl from applied to desired, dearest first: a pure function of one
 * account's world. It holds no state of its own, so any prefix of its calls may fail, be cut off
 * by a crash or be delayed for an hour, and planning again from what is then known is right.
 *
 * Invariants: at most one create a slice; nothing for a slice whose create is unknown but a look;
 * no write to an entry that is not ours, save stopping a running one and giving one that was ours
 * its project back; a settled world plans nothing.
 */
import { floorSecond } from '../time/instant.ts';
import { type Worth, worths } from './budget.ts';
import { fieldsToCreate } from './carried.ts';
import { type Difference, difference } from './difference.ts';
import { type EntryFields, sameFields } from './entry.ts';
import { isRunningInToggl, type Link } from './link.ts';
import { observeSteps } from './looks.ts';
import { bulkFields, refreshSteps } from './refresh.ts';
import { returnSteps } from './returnProject.ts';
import type { Action, Step } from './step.ts';
import { type Item, isSuccessorComing, type World } from './world.ts';

/** A switch is prompt while Toggl's own stop would be at most this late. */
const promptSeconds = 1;

export function plan(world: World): readonly Step[] {
  const steps = [
    ...world.items.flatMap((item) => itemSteps(item, world)),
    ...observeSteps(world),
    ...returnSteps(world),
    ...refreshSteps(world.items, world.traits),
  ];
  return steps.sort(byWorth);
}

function byWorth(left: Step, right: Step): number {
  return worths.indexOf(left.worth) - worths.indexOf(right.worth) || newness(right) - newness(left);
}

/** Finished slices go newest first: the one beside the running entry is seen, an old gap is not. */
function newness(step: Step): number {
  return step.action.kind === 'create' ? step.action.fields.startSecond : 0;
}

function itemSteps(item: Item, world: World): readonly Step[] {
  const retired = item.link.retiredEntryIds.map((entryId) => deleteStep(item, entryId, 'delete'));
  return [...stateSteps(item, world), ...retired].map((step) => notBeforeRetry(step, item.link));
}

function notBeforeRetry(step: Step, link: Link): Step {
  return { ...step, notBefore: Math.max(step.notBefore, link.retryAt ?? 0) };
}

function stateSteps(item: Item, world: World): readonly Step[] {
  const { state, entryId } = item.link;
  switch (state.kind) {
    case 'wanted':
      return entrySteps(item, world);
    case 'linked':
      return entryId === null ? [] : linkedSteps(item, entryId, world);
    case 'parked':
      return sameFields(state.desired, item.desired) ? [] : entrySteps(item, world);
    case 'pending':
    case 'unknown':
    case 'gone':
      return [];
  }
}

function entrySteps(item: Item, world: World): readonly Step[] {
  const { link, desired } = item;
  if (link.entryId !== null) return linkedSteps(item, link.entryId, world);
  return desired === null ? [] : createSteps(item, desired, world);
}

function createSteps(item: Item, desired: EntryFields, world: World): readonly Step[] {
  const { link } = item;
  const { sliceId, carried } = link;
  const fields = fieldsToCreate(link, desired);
  const action: Action = {
    kind: 'create',
    sliceId,
    fields,
    ...(carried === null ? {} : { carried }),
  };
  if (desired.stopSecond !== null) {
    return [
      { action, worth: 'finished', notBefore: 0, reason: 'a finished slice not in Toggl yet' },
    ];
  }
  const notBefore = togglReaches(desired.startSecond, world);
  const isSwitch = world.items.some((other) => isRunningInToggl(other.link));
  const reason = isSwitch ? 'switched: Toggl ends the running entry itself' : 'started';
  return [...foreignStops(world, notBefore), { action, worth: 'running', notBefore, reason }];
}

/** What another Compass runs is left to Toggl: one call for our start, and no fight. */
function foreignStops({ foreignRunning }: World, notBefore: number): readonly Step[] {
  const stoppable = foreignRunning.filter(
    ({ origin, isStopTried }) => origin !== 'compass' && !isStopTried,
  );
  return stoppable.map(({ entryId, workspaceId }) => ({
    action: { kind: 'stop-foreign', entryId, workspaceId },
    worth: 'foreign',
    notBefore,
    reason: 'a timer that is not ours runs: stopped before ours starts',
  }));
}

/** The instant of our clock at which Toggl's clock has surely reached a second. */
function togglReaches(second: number, world: World): number {
  const at = second * 1000 - world.togglLeastOffsetMs;
  return at > world.now ? at : 0;
}

function linkedSteps(item: Item, entryId: number, world: World): readonly Step[] {
  const { link, desired } = item;
  if (desired === null) return [deleteEntry(item, entryId, world)];
  if (link.look !== null && !isEndingInDoubt(link, desired)) return [];
  const found = difference(desired, link, world.traits);
  if (found === null || bulkFields(item, found) !== null) return [];
  if (found.times !== null && isRunningInToggl(link) && found.times.stopSecond !== null) {
    return endSteps({ item, entryId, found, desired }, world);
  }
  return editSteps({ item, entryId, found, desired }, world);
}

/** It is to end anyway: whether it still runs need not be read first. */
function isEndingInDoubt({ doubted }: Link, desired: EntryFields): boolean {
  return desired.stopSecond !== null && doubted.includes('stop');
}

function deleteEntry(item: Item, entryId: number, world: World): Step {
  const isVisible = isRunningInToggl(item.link) && !isSuccessorComing(item, world);
  return deleteStep(item, entryId, isVisible ? 'stop-running' : 'delete');
}

function deleteStep(item: Item, entryId: number, worth: Worth): Step {
  const action: Action = { kind: 'delete', sliceId: item.link.sliceId, entryId };
  return { action, worth, notBefore: 0, reason: 'no slice stands behind this entry' };
}

type Writing = Readonly<{ item: Item; entryId: number; found: Difference; desired: EntryFields }>;

/**
 * Ends an entry that runs in Toggl. Prompt and nothing else to write: Toggl stops it at its now.
 * Otherwise one edit writes the stop and whatever else differs.
 */
function endSteps(writing: Writing, world: World): readonly Step[] {
  const { item, entryId, found, desired } = writing;
  if (isSuccessorComing(item, world)) return [];
  const stopSecond = desired.stopSecond ?? 0;
  const togglSecond = floorSecond(world.now + world.togglOffsetMs);
  const isOnlyStop = found.description === null && found.project === null && found.tags === null;
  const isPrompt = togglSecond - stopSecond <= promptSeconds;
  const isStartRight = desired.startSecond === item.link.applied?.startSecond;
  const isSure = item.link.doubted.length === 0;
  const notBefore = togglReaches(stopSecond, world);
  const { sliceId } = item.link;
  if (isOnlyStop && isPrompt && isStartRight && isSure) {
    const action: Action = { kind: 'stop', sliceId, entryId };
    return [{ action, worth: 'stop-running', notBefore, reason: 'stopped' }];
  }
  const action: Action = { kind: 'edit', sliceId, entryId, difference: found };
  const reason = isPrompt ? 'stopped, with its other changes' : 'stopped late: the true end';
  return [{ action, worth: 'stop-running', notBefore, reason }];
}

function editSteps(writing: Writing, world: World): readonly Step[] {
  const { item, entryId, found, desired } = writing;
  const { sliceId } = item.link;
  const isOpen = desired.stopSecond === null;
  const action: Action = { kind: 'edit', sliceId, entryId, difference: found };
  if (found.times === null) return [{ action, ...textStep(item, found, { isOpen }) }];
  // Not where a human has stopped it, and nobody has answered for that.
  const isRunningAfter = found.times.stopSecond === null;
  const worth = isRunningAfter ? 'running' : 'times';
  const reason = isRunningAfter ? 'the running entry has another start' : 'start or end changed';
  const notBefore = isRunningAfter ? togglReaches(desired.startSecond, world) : 0;
  // A reopening may leave another timer running (docs/toggl-notes.md, unsettled).
  const isReopening = isRunningAfter && !isRunningInToggl(item.link);
  const foreign = isReopening ? foreignStops(world, notBefore) : [];
  return [...foreign, { action, worth, notBefore, reason }];
}

function textStep(
  { link, tagsDueAt }: Item,
  { description, project }: Difference,
  { isOpen }: Readonly<{ isOpen: boolean }>,
): Omit<Step, 'action'> {
  // A running entry under the name of another activity is as wrong as one that should not run.
  const isNameWrong = isOpen && description !== null;
  const closedWorth = link.refresh === null ? 'text' : 'refresh';
  const worth = isNameWrong ? 'running' : closedWorth;
  const isOnlyTags = description === null && project === null;
  if (!isOnlyTags) return { worth, notBefore: 0, reason: 'text or project changed' };
  return { worth, notBefore: isOpen ? tagsDueAt : 0, reason: 'the mode changed' };
}

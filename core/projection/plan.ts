/**
 * The calls that would bring Toggl from applied to desired, dearest first: a pure function of one
 * account's world. It holds no state of its own, so any prefix of its calls may fail, be cut off
 * by a crash or be delayed for an hour, and planning again from what is then known is right.
 *
 * Invariants: at most one create a slice; nothing for a slice whose create is unknown but a look;
 * no write to an entry that is not ours, save stopping a running one; a settled world plans
 * nothing.
 */

import { soughtCreate } from './attempt.ts';
import { type Worth, worths } from './budget.ts';
import { fieldsToCreate } from './carried.ts';
import { type Difference, difference, type TagTraits } from './difference.ts';
import { type EntryFields, sameFields } from './entry.ts';
import type { ForeignOrigin } from './foreign.ts';
import { isLateLookDue, isRunningInToggl, type Link, type Look } from './link.ts';
import { bulkFields, refreshSteps } from './refresh.ts';
import type { Action, Step } from './step.ts';

export type Item = Readonly<{
  link: Link;
  /** null when the slice is gone or should have no entry. */
  desired: EntryFields | null;
  /** When a change of tags on this entry may be sent. */
  tagsDueAt: number;
  /** Of the slice as it is; absent where there is none. */
  settledKey?: string;
}>;

export type KnownForeign = Readonly<{
  entryId: number;
  workspaceId: number;
  description: string;
  origin: ForeignOrigin;
  /** When a reading last told that it runs, on our clock. */
  seenAt: number;
  isStopTried: boolean;
}>;

export type World = Readonly<{
  now: number;
  /** Toggl's clock minus ours. */
  togglOffsetMs: number;
  /** At the least, where the estimate is a range. */
  togglLeastOffsetMs: number;
  items: readonly Item[];
  /** Running entries that are not ours, as far as we know. */
  foreignRunning: readonly KnownForeign[];
  /** What entries of ours are called, settled ones too: tells a copy from another Compass's. */
  ownTexts: readonly string[];
  /** The look that follows a start from idle. */
  idleCheck: Readonly<{ at: number; sinceSecond: number }> | null;
  traits: Traits;
}>;

/** What this Toggl was seen to do where no source says (docs/toggl-notes.md). */
export type Traits = TagTraits &
  Readonly<{
    /** Whether the create of a finished entry stops the running one; absent until it was seen. */
    finishedCreate?: 'leaves-running' | 'stops-running';
    /** It accepts our entries and does not show them (missing.ts). */
    isUnserved?: boolean;
  }>;

/** A switch is prompt while Toggl's own stop would be at most this late. */
const promptSeconds = 1;

/** It is worth a call within seconds of the start; later the nightly reading tells the same. */
const idleCheckKeptMs = 60_000;

/** Counted by the log of calls, so that these looks stay few. */
export const idleCheckReason =
  'started from idle: read once to see whether that stopped a timer in Timery';

/** How far before an attempt a look begins: covers clocks that differ and calls in flight. */
const lookMarginSeconds = 30;
const longestLookSeconds = 80 * 86_400;
const foreignLookMs = 6 * 3_600_000;

export function plan(world: World): readonly Step[] {
  const steps = [
    ...world.items.flatMap((item) => itemSteps(item, world)),
    ...observeSteps(world),
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

/** Another slice runs, and its create, still to come, will end this entry in Toggl. */
function isSuccessorComing(item: Item, world: World): boolean {
  return world.items.some((other) => {
    if (other === item || other.desired === null || other.desired.stopSecond !== null) return false;
    const { kind } = other.link.state;
    return kind === 'wanted' || kind === 'pending' || kind === 'unknown';
  });
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
  const togglSecond = Math.floor((world.now + world.togglOffsetMs) / 1000);
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

type DueLook = Readonly<{ at: number; sinceSecond: number; worth: Worth; reason: string }>;

/** All that wants to be looked up shares one call. Of what is due the dearest tells its worth. */
function observeSteps(world: World): readonly Step[] {
  const looks = [
    ...world.items.flatMap((item) => looksFor(item, world)),
    ...idleLook(world),
    ...foreignLook(world),
  ];
  const [first, ...rest] = looks.sort((left, right) => byUrgency(left, right, world.now));
  if (first === undefined) return [];
  const since = [first, ...rest].map((look) => look.sinceSecond);
  // Whatever is read for, it also tells whether a foreign timer was stopped since it was seen.
  const seen = world.foreignRunning.map(({ seenAt }) => lookSince(seenAt, world));
  const sinceSecond = Math.max(Math.min(...since, ...seen), oldestSince(world));
  const action: Action = { kind: 'observe', sinceSecond };
  return [{ action, worth: first.worth, notBefore: first.at, reason: first.reason }];
}

function byUrgency(left: DueLook, right: DueLook, now: number): number {
  const isLeftDue = left.at <= now;
  if (isLeftDue !== right.at <= now) return isLeftDue ? -1 : 1;
  const byWorth = worths.indexOf(left.worth) - worths.indexOf(right.worth);
  return isLeftDue ? byWorth : left.at - right.at || byWorth;
}

function looksFor(item: Item, world: World): readonly DueLook[] {
  const { link } = item;
  const looks: DueLook[] = [];
  const sought = soughtCreate(link, item.desired);
  if (sought !== null) {
    const { attempt, lookAt } = sought;
    const isVisible = attempt.fields.stopSecond === null && !isSuccessorComing(item, world);
    looks.push({
      at: lookAt,
      sinceSecond: lookSince(attempt.firstAttemptedAt, world),
      worth: isVisible ? 'running' : 'observe',
      reason: 'the answer to a create was lost: looked up before anything is sent again',
    });
  }
  if (link.look !== null && item.desired !== null) {
    const reason = 'Toggl says this entry was changed there: read to see how';
    looks.push({ ...dueLook(link.look, world), worth: 'observe', reason });
  }
  if (link.twinCheck !== null) {
    const reason = 'a create was repeated: read to see whether the first arrived as well';
    looks.push({ ...dueLook(link.twinCheck, world), worth: 'observe', reason });
  }
  for (const { sentAt: sinceAt, lookAt: at } of item.desired === null ? [] : link.lateWrites) {
    if (at === null) continue;
    const reason = 'a write without a reply may have arrived after others: read to see';
    looks.push({ ...dueLook({ at, sinceAt }, world), worth: 'observe', reason });
  }
  if (link.missing !== null && link.missing.lookAt !== null && item.desired !== null) {
    const { sinceAt, lookAt: at } = link.missing;
    const reason = 'Toggl did not show an entry of ours: read once more to be sure';
    looks.push({ ...dueLook({ at, sinceAt }, world), worth: 'observe', reason });
  }
  return looks;
}

/** Toggl refuses to look further back than about three months (docs/toggl-notes.md). */
function oldestSince(world: World): number {
  return Math.floor((world.now + world.togglOffsetMs) / 1000) - longestLookSeconds;
}

function dueLook(look: Look, world: World) {
  return { at: look.at, sinceSecond: lookSince(look.sinceAt, world) };
}

function lookSince(at: number, world: World): number {
  return Math.floor((at + world.togglOffsetMs) / 1000) - lookMarginSeconds;
}

function idleLook(world: World): readonly DueLook[] {
  if (world.idleCheck === null || world.now - world.idleCheck.at > idleCheckKeptMs) return [];
  return [{ ...world.idleCheck, worth: 'observe', reason: idleCheckReason }];
}

/**
 * Rarely on its own, so that a foreign timer is not believed to run for ever. Planned only once it
 * is due: until then there is nothing to do.
 */
function foreignLook(world: World): readonly DueLook[] {
  const lastSeenAt = Math.min(...world.foreignRunning.map(({ seenAt }) => seenAt));
  const at = lastSeenAt + foreignLookMs;
  if (at > world.now) return [];
  const reason = 'a timer that is not ours ran hours ago: read whether it still does';
  return [{ at, sinceSecond: lookSince(lastSeenAt, world), worth: 'observe', reason }];
}

/** Whether Toggl is not yet as this item wants it; fields a human holds do not count. */
export function isPending(item: Item, traits: TagTraits): boolean {
  const { link, desired } = item;
  if (link.look !== null || link.twinCheck !== null || link.retiredEntryIds.length > 0) return true;
  if (link.missing !== null && link.missing.lookAt !== null && desired !== null) return true;
  if (isLateLookDue(link) && desired !== null) return true;
  if (soughtCreate(link, desired) !== null) return true;
  switch (link.state.kind) {
    case 'wanted':
    case 'linked':
      return isEntryPending(item, traits);
    case 'pending':
    case 'unknown':
      return true;
    case 'parked':
      return !sameFields(link.state.desired, desired) && isEntryPending(item, traits);
    case 'gone':
      return false;
  }
}

function isEntryPending({ link, desired }: Item, traits: TagTraits): boolean {
  if (desired === null) return link.entryId !== null;
  return link.entryId === null || difference(desired, link, traits) !== null;
}

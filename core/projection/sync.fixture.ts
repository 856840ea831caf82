/**
 * Carries plans out against a Toggl in memory, one call after the other as the backend does: the
 * dearest step that is due, its reply taken in, the next plan made from what is then known.
 * Faults are told call by call.
 */
import { invariant, unreachable } from '../invariant.ts';
import { afterStep } from './afterStep.ts';
import { doubtPending, markPending } from './attempt.ts';
import { underway } from './doubt.ts';
import type { EntryFields } from './entry.ts';
import { type Link, newLink } from './link.ts';
import { plan } from './plan.ts';
import type { CallResult } from './settled.ts';
import type { Step } from './step.ts';
import type { AfterStep } from './stepReply.ts';
import { type Toggl, workspaceId } from './toggl.fixture.ts';
import type { WarningDraft } from './warning.ts';
import type { Item, KnownForeign, World } from './world.ts';

export function linkOf(sliceId: string, fields: Partial<Link> = {}): Link {
  return { ...newLink({ sliceId, togglUserId: 1, workspaceId }), ...fields };
}

/** An entry that holds what was last written to it. */
export function linkedTo(entryId: number, applied: EntryFields, fields: Partial<Link> = {}): Link {
  return linkOf('a', {
    state: { kind: 'linked' },
    entryId,
    applied: { ...applied, stopToleranceSeconds: 0 },
    observed: applied,
    ...fields,
  });
}

/** A create that was sent at this instant and never answered. */
export function lost(fields: EntryFields, attemptedAt: number): Link['state'] {
  const times = { attemptedAt, firstAttemptedAt: attemptedAt };
  const mayRun = fields.stopSecond === null;
  const attempt = { ...times, fields, number: 1, mayRun, isOvertaken: false };
  return { kind: 'unknown', attempt, lookAt: attemptedAt + 5000 };
}

/** Second 2000 on both clocks, and nothing there, unless told otherwise. */
export function worldWith(fields: Partial<World> = {}): World {
  return {
    now: 2_000_000,
    togglOffsetMs: 0,
    togglLeastOffsetMs: fields.togglOffsetMs ?? 0,
    items: [],
    foreignRunning: [],
    ownTexts: [],
    givenBackIds: [],
    owedProjects: [],
    idleCheck: null,
    traits: { areTagActionsTrusted: true, finishedCreate: 'leaves-running' },
    ...fields,
  };
}

export function itemOf(link: Link, desired: EntryFields | null, tagsDueAt = 0): Item {
  return { link, desired, tagsDueAt };
}

/** What happens to one call on its way. A crash leaves what was on disk before the call. */
export type Fault =
  | 'none'
  | 'never arrives'
  | 'reply is lost'
  | 'put off'
  | 'crash before'
  | 'crash after';

/** A step, and the world for which it was planned. */
type Taken = Readonly<{ step: Step; world: World }>;

export type Carried = Readonly<{
  world: World;
  taken: readonly Taken[];
  warnings: readonly WarningDraft[];
}>;

const callMs = 200;

/** Carries out calls until nothing is planned, or as many as `most` says. */
export function carryOut(
  world: World,
  toggl: Toggl,
  limits: Readonly<{ most: number; faults?: readonly Fault[] }>,
): Carried {
  let carried: Carried = { world, taken: [], warnings: [] };
  while (carried.taken.length < limits.most) {
    const next = nextStep(carried.world);
    if (next === null) return carried;
    const fault = limits.faults?.[carried.taken.length] ?? 'none';
    const one = makeCall(next.world, next.step, { toggl, fault });
    carried = {
      world: one.world,
      taken: [...carried.taken, next],
      warnings: [...carried.warnings, ...one.warnings],
    };
  }
  return carried;
}

/** The dearest step that is due; where none is, the clock goes on until one is. */
function nextStep(world: World): Taken | null {
  const steps = plan(world);
  if (steps.length === 0) return null;
  const due = steps.find(({ notBefore }) => notBefore <= world.now);
  if (due !== undefined) return { world, step: due };
  return nextStep({ ...world, now: Math.min(...steps.map(({ notBefore }) => notBefore)) });
}

function togglSecondOf(world: World): number {
  return Math.floor((world.now + world.togglOffsetMs) / 1000);
}

type Making = Readonly<{ toggl: Toggl; fault: Fault }>;
type Made = Readonly<{ world: World; warnings: readonly WarningDraft[] }>;

function makeCall(before: World, step: Step, { toggl, fault }: Making): Made {
  const world = withPending(before, step);
  const second = togglSecondOf(world);
  const isArriving = fault === 'none' || fault === 'reply is lost' || fault === 'crash after';
  const reply = isArriving ? toggl.call(step.action, second) : null;
  const later = { ...world, now: world.now + callMs };
  if (fault === 'crash before' || fault === 'crash after') {
    const onDisk = world.items.map(({ link }) => doubtPending(underwayIn(link, step, world.now)));
    return { world: withLinks(later, onDisk), warnings: [] };
  }
  const result = resultOf(fault, reply);
  const { action } = step;
  const isRead = action.kind === 'observe' && fault === 'none';
  const after = afterStep(world, step, {
    result,
    entries: isRead ? toggl.changedSince(action.sinceSecond) : null,
    askedAt: world.now,
    now: later.now,
    togglSecond: second,
    others: [],
  });
  const foreignRunning = foreignAfter(world, after, later.now);
  const doubt = after.areTagActionsDoubted ? { areTagActionsTrusted: false } : {};
  const unserved = after.isUnserved === null ? {} : { isUnserved: after.isUnserved };
  const traits = { ...world.traits, ...doubt, ...unserved };
  const idleCheck = after.isIdleCheckDone ? null : world.idleCheck;
  const next = { ...later, foreignRunning, traits, idleCheck };
  return { world: withLinks(next, after.links), warnings: after.warnings };
}

function underwayIn(link: Link, { action }: Step, now: number): Link {
  const isOfLink = 'sliceId' in action && action.sliceId === link.sliceId;
  return isOfLink ? underway(link, action, now) : link;
}

function resultOf(fault: Fault, reply: CallResult | null): CallResult {
  switch (fault) {
    case 'none':
    case 'crash before':
    case 'crash after':
      invariant(reply, 'a call that arrives is answered');
      return reply;
    case 'never arrives':
    case 'reply is lost':
      return { kind: 'unknown' };
    case 'put off':
      return { kind: 'not-done' };
    default:
      return unreachable(fault);
  }
}

function foreignAfter(world: World, after: AfterStep, now: number): readonly KnownForeign[] {
  const kept = world.foreignRunning
    .filter(({ entryId }) => !after.foreignEndedIds.includes(entryId))
    .map((known) => {
      const isSeen = after.foreignStillRunningIds.includes(known.entryId);
      const isStopTried = known.isStopTried || after.foreignStopTriedIds.includes(known.entryId);
      return { ...known, isStopTried, seenAt: isSeen ? now : known.seenAt };
    });
  const fresh = after.foreignRunning.filter(
    ({ entry }) => !kept.some(({ entryId }) => entryId === entry.id),
  );
  const known = fresh.map(({ entry: { id, description }, origin }) =>
    foreignWith({ entryId: id, description, origin, seenAt: now }),
  );
  return [...kept, ...known];
}

/** A human's timer, seen at second 2000, unless told otherwise. */
export function foreignWith(fields: Partial<KnownForeign> = {}): KnownForeign {
  return {
    entryId: 55,
    workspaceId,
    description: 'Call',
    origin: 'human',
    seenAt: 2_000_000,
    isStopTried: false,
    ...fields,
  };
}

function withPending(world: World, { action }: Step): World {
  if (action.kind !== 'create') return world;
  const item = world.items.find(({ link }) => link.sliceId === action.sliceId);
  invariant(item, 'a create belongs to a slice of the world');
  return withLinks(world, [markPending(item.link, action.fields, world.now)]);
}

function withLinks(world: World, links: readonly Link[]): World {
  const items = world.items.map((item): Item => {
    const link = links.find(({ sliceId }) => sliceId === item.link.sliceId);
    return link === undefined ? item : { ...item, link };
  });
  return { ...world, items };
}

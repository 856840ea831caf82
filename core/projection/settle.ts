/**
 * What a link is after one call: a pure function of the link, the action and its result.
 * Invariant: a result that leaves doubt never becomes "done" and never "failed".
 */
import { unreachable } from '../invariant.ts';
import { carriesOurTags, type Difference, type TagWrite } from './difference.ts';
import { inDoubt } from './doubt.ts';
import type { EntryFields, ObservedEntry } from './entry.ts';
import { fieldsOf, seeEntry } from './humanEdits.ts';
import { type Applied, type Attempt, isRunningInToggl, type Link } from './link.ts';
import type { Action } from './step.ts';
import { entryVanished, forgetEntry, retireEntry } from './vanish.ts';
import type { WarningDraft } from './warning.ts';

export type CallResult =
  /** Done, and the reply shows the entry. */
  | Readonly<{ kind: 'entry'; entry: ObservedEntry }>
  /** Done, and the reply shows nothing. */
  | Readonly<{ kind: 'done' }>
  /** Nothing happened in Toggl, and nothing is wrong with the request: send it again later. */
  | Readonly<{ kind: 'not-done' }>
  | Readonly<{ kind: 'refused'; status: number; reason: string }>
  | Readonly<{ kind: 'unknown' }>;

export type SettleContext = Readonly<{
  now: number;
  /** Toggl's second when it replied. */
  togglSecond: number;
  desired: EntryFields | null;
  /** Another start of ours is in doubt: a stop may be its doing, and no human's. */
  isOtherStartUnresolved: boolean;
}>;

export type Settled = Readonly<{
  link: Link;
  warnings: readonly WarningDraft[];
  /** A reply contradicted Toggl's own account of its tag actions. */
  areTagActionsDoubted: boolean;
}>;

/** No sooner than this after a lost create is it looked up: the request may still be on its way. */
export const lookDelayMs = 5_000;
const retryBaseMs = 2_000;
const retryMaxMs = 300_000;

/** Committed before the create goes out, so that a crash in between leaves `pending` on disk. */
export function markPending(link: Link, fields: EntryFields, now: number): Link {
  const earlier = link.state.kind === 'wanted' ? link.state.earlier : null;
  const attempt: Attempt = {
    attemptedAt: now,
    fields,
    number: (earlier?.number ?? 0) + 1,
    firstAttemptedAt: earlier?.firstAttemptedAt ?? now,
    isOvertaken: false,
  };
  return { ...link, state: { kind: 'pending', attempt } };
}

/** A create found pending at start-up was cut off: nobody knows whether it arrived. */
export function doubtPending(link: Link): Link {
  if (link.state.kind !== 'pending') return link;
  const { attempt } = link.state;
  return {
    ...link,
    state: { kind: 'unknown', attempt, lookAt: attempt.attemptedAt + lookDelayMs },
  };
}

export function settle(
  link: Link,
  action: Action,
  outcome: Readonly<{ result: CallResult; context: SettleContext }>,
): Settled {
  const { result, context } = outcome;
  switch (result.kind) {
    case 'not-done':
      return plain(undoPending(link));
    case 'unknown':
      return plain(settleUnknown(link, action, context));
    case 'refused':
      return settleRefused(link, action, { result, context });
    case 'entry':
    case 'done':
      return settleDone(failuresForgotten(link), action, { result, context });
    default:
      return unreachable(result);
  }
}

function plain(link: Link): Settled {
  return { link, warnings: [], areTagActionsDoubted: false };
}

function undoPending(link: Link): Link {
  if (link.state.kind !== 'pending') return link;
  const { attempt } = link.state;
  const earlier = attempt.number === 1 ? null : { ...attempt, number: attempt.number - 1 };
  return { ...link, state: { kind: 'wanted', earlier } };
}

function settleUnknown(link: Link, action: Action, context: SettleContext): Link {
  const failures = link.failures + 1;
  const lookAt = context.now + Math.max(lookDelayMs, retryDelayMs(failures));
  if (link.state.kind === 'pending') {
    const { attempt } = link.state;
    return { ...link, failures, state: { kind: 'unknown', attempt, lookAt } };
  }
  return { ...inDoubt(link, action), failures, retryAt: context.now + retryDelayMs(failures) };
}

function retryDelayMs(failures: number): number {
  return Math.min(retryMaxMs, retryBaseMs * 2 ** (failures - 1));
}

function failuresForgotten(link: Link): Link {
  return link.failures === 0 ? link : { ...link, failures: 0, retryAt: null };
}

/** A parked slice that Toggl accepts after a change is like any other again. */
function unparked(link: Link): Link {
  return link.state.kind === 'parked' ? { ...link, state: { kind: 'linked' } } : link;
}

type DoneResult = Extract<CallResult, { kind: 'entry' | 'done' }>;

function settleDone(
  link: Link,
  action: Action,
  outcome: Readonly<{ result: DoneResult; context: SettleContext }>,
): Settled {
  const { result, context } = outcome;
  switch (action.kind) {
    case 'create':
      return result.kind === 'entry'
        ? plain(linkCreated(link, result.entry, context))
        : plain(settleUnknown(link, action, context));
    case 'stop':
      return result.kind === 'entry'
        ? settleStop(unparked(link), result.entry, context)
        : plain(settleUnknown(link, action, context));
    case 'edit':
      return result.kind === 'entry'
        ? settleEdit(unparked(link), action.difference, { entry: result.entry, context })
        : plain(settleUnknown(link, action, context));
    case 'delete':
      return plain(forgetEntry(link, action.entryId));
    case 'stop-foreign':
    case 'observe':
      return plain(link);
    default:
      return unreachable(action);
  }
}

function linkCreated(link: Link, entry: ObservedEntry, context: SettleContext): Link {
  const attempt = link.state.kind === 'pending' ? link.state.attempt : null;
  const fields = attempt?.fields ?? fieldsOf(entry);
  const isRepeated = (attempt?.number ?? 1) > 1;
  return {
    ...link,
    state: { kind: 'linked' },
    entryId: entry.id,
    applied: { ...fields, stopToleranceSeconds: 0 },
    observed: fieldsOf(entry),
    twinCheck: isRepeated
      ? { at: context.now + lookDelayMs, sinceAt: attempt?.firstAttemptedAt ?? context.now }
      : null,
  };
}

function settleStop(link: Link, entry: ObservedEntry, context: SettleContext): Settled {
  const applied: Applied | null =
    link.applied === null
      ? null
      : { ...link.applied, stopSecond: entry.stopSecond, stopToleranceSeconds: 1 };
  const seen = seeEntry({ ...link, applied }, entry, sightIn(context));
  return { ...seen, areTagActionsDoubted: false };
}

function sightIn(context: SettleContext) {
  return { desired: context.desired, isStopOurs: context.isOtherStartUnresolved };
}

function settleEdit(
  link: Link,
  written: Difference,
  outcome: Readonly<{ entry: ObservedEntry; context: SettleContext }>,
): Settled {
  const { entry, context } = outcome;
  if (link.applied === null) return plain(link);
  if (isReopening(link, written, context) && isStillStopped(written, entry)) {
    return plain(retireEntry(link, entry.id));
  }
  const tags = tagsAfter(link, written.tags, entry);
  const times = isStillStopped(written, entry) ? null : written.times;
  const applied = appliedAfter(link.applied, { ...written, times }, { tags: tags.applied });
  const seen = seeEntry({ ...link, applied, doubted: [] }, entry, sightIn(context));
  const observed = seen.link.observed && { ...seen.link.observed, tags: tags.observed };
  return { ...seen, link: { ...seen.link, observed }, areTagActionsDoubted: tags.areDoubted };
}

type TagsAfter = Readonly<{
  applied: readonly string[];
  observed: readonly string[];
  areDoubted: boolean;
}>;

/**
 * Of an add or a remove, tags are believed only as the reply shows them; where it went wrong, the
 * tags of others seen before stay remembered, so that the list which mends it restores them too.
 * A list has said everything there is to say: it is not sent twice.
 */
function tagsAfter(link: Link, written: TagWrite | null, entry: ObservedEntry): TagsAfter {
  const before = link.applied?.tags ?? [];
  if (written === null) return { applied: before, observed: entry.tags, areDoubted: false };
  const { ours } = written;
  const unwanted = before.filter((tag) => !ours.includes(tag));
  if (written.kind === 'list' || carriesOurTags(entry, { wanted: ours, unwanted })) {
    return { applied: ours, observed: entry.tags, areDoubted: false };
  }
  const known = [...ours, ...unwanted, ...entry.tags];
  const lost = (link.observed?.tags ?? []).filter((tag) => !known.includes(tag));
  return {
    applied: [...ours, ...unwanted].filter((tag) => entry.tags.includes(tag)),
    observed: [...entry.tags, ...lost],
    areDoubted: true,
  };
}

/** It was to run and does not: Toggl left its times alone. */
function isStillStopped({ times }: Difference, entry: ObservedEntry): boolean {
  return times?.stopSecond === null && entry.stopSecond !== null;
}

/** Whether a write was to make a stopped entry run again (docs/toggl-notes.md: nobody knows). */
function isReopening(link: Link, written: Difference, context: SettleContext): boolean {
  const wasStopped =
    (link.applied?.stopSecond ?? null) !== null ||
    link.doubted.includes('stop') ||
    context.isOtherStartUnresolved;
  return written.times?.stopSecond === null && wasStopped;
}

function appliedAfter(
  applied: Applied,
  written: Difference,
  { tags }: Readonly<{ tags: readonly string[] }>,
): Applied {
  const times = written.times;
  return {
    description: written.description ?? applied.description,
    projectId: written.project === null ? applied.projectId : written.project.id,
    tags,
    startSecond: times === null ? applied.startSecond : times.startSecond,
    stopSecond: times === null ? applied.stopSecond : times.stopSecond,
    stopToleranceSeconds: times === null ? applied.stopToleranceSeconds : 0,
  };
}

type Refusal = Extract<CallResult, { kind: 'refused' }>;

function settleRefused(
  link: Link,
  action: Action,
  outcome: Readonly<{ result: Refusal; context: SettleContext }>,
): Settled {
  const { result, context } = outcome;
  switch (action.kind) {
    case 'delete':
      if (result.status === 404) return plain(forgetEntry(link, action.entryId));
      return link.entryId === action.entryId
        ? park(link, outcome)
        : leaveRetired(link, action.entryId, result);
    case 'stop':
      if (result.status === 409) return plain(lookAgain(link, context));
      if (result.status === 404) return vanished(link, action.entryId, context);
      return park(link, outcome);
    case 'edit':
      if (result.status === 404) return vanished(link, action.entryId, context);
      if (isReopening(link, action.difference, context))
        return plain(retireEntry(link, action.entryId));
      return parkOrDropProject(link, outcome);
    case 'create':
      return parkOrDropProject(link, outcome);
    case 'stop-foreign':
    case 'observe':
      return plain(link);
    default:
      return unreachable(action);
  }
}

/** 409 tells for nothing that somebody stopped it; when they did is worth one look. */
function lookAgain(link: Link, context: SettleContext): Link {
  const startSecond = link.applied?.startSecond ?? context.togglSecond;
  const sinceAt = context.now - (context.togglSecond - startSecond) * 1000;
  return { ...link, look: { at: context.now, sinceAt } };
}

function vanished(link: Link, entryId: number, context: SettleContext): Settled {
  return { ...entryVanished(link, entryId, context.desired), areTagActionsDoubted: false };
}

/** An entry that should go and may not: told once and left, the slice itself is not held up. */
function leaveRetired(link: Link, entryId: number, { reason }: Refusal): Settled {
  const retiredEntryIds = link.retiredEntryIds.filter((id) => id !== entryId);
  const warning: WarningDraft = {
    kind: 'refused',
    sliceId: link.sliceId,
    entryId,
    ours: null,
    timerys: null,
    message: `Toggl refused to delete a second entry of this slice: ${reason}. Delete it in Toggl.`,
  };
  const left = { ...link, retiredEntryIds };
  return { link: left, warnings: [warning], areTagActionsDoubted: false };
}

function parkOrDropProject(
  link: Link,
  outcome: Readonly<{ result: Refusal; context: SettleContext }>,
): Settled {
  const { result, context } = outcome;
  const hasProject = (context.desired?.projectId ?? null) !== null;
  if (!hasProject || link.isProjectRefused || !/project/i.test(result.reason)) {
    return park(link, outcome);
  }
  const warning: WarningDraft = {
    kind: 'project-refused',
    sliceId: link.sliceId,
    entryId: link.entryId,
    ours: { projectId: context.desired?.projectId ?? null },
    timerys: null,
    message:
      `Toggl refused the project (${result.reason}): the entry goes without one. Choose another ` +
      'project for the category.',
  };
  const link_ = { ...undoPending(link), isProjectRefused: true };
  return { link: link_, warnings: [warning], areTagActionsDoubted: false };
}

function park(link: Link, outcome: Readonly<{ result: Refusal; context: SettleContext }>): Settled {
  const { reason } = outcome.result;
  const { desired } = outcome.context;
  const warning: WarningDraft = {
    kind: 'refused',
    sliceId: link.sliceId,
    entryId: link.entryId,
    ours: desired === null ? null : { ...desired },
    timerys: null,
    message: `Toggl refused this slice: ${reason}. It is sent again once the slice changes.`,
  };
  const parked: Link = { ...link, state: { kind: 'parked', reason, desired } };
  return { link: parked, warnings: [warning], areTagActionsDoubted: false };
}

/**
 * A running entry of ours just started, so Toggl ended every other one at its own now.
 * The stop is taken from the reply's Date, which is at most a second after it.
 */
export function endedBySwitch(link: Link, togglSecond: number): Link {
  const { applied } = link;
  if (applied === null || !isRunningInToggl(link)) return overtaken(link);
  const stopSecond = Math.max(togglSecond, applied.startSecond);
  return { ...link, applied: { ...applied, stopSecond, stopToleranceSeconds: 1 } };
}

/** An entry of ours may have begun to run: an earlier start in doubt may have ended there. */
export function overtaken(link: Link): Link {
  const { state } = link;
  if (state.kind !== 'unknown' || state.attempt.isOvertaken) return link;
  return { ...link, state: { ...state, attempt: { ...state.attempt, isOvertaken: true } } };
}

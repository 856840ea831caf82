/**
 * What a link is after one call: a pure function of the link, the action and its result.
 * Invariant: a result that leaves doubt never becomes "done" and never "failed".
 */
import { unreachable } from '../invariant.ts';
import { carriesOurTags, type Difference } from './difference.ts';
import type { EntryFields, ObservedEntry } from './entry.ts';
import { deletionWarning, fieldsOf, seeEntry } from './humanEdits.ts';
import type { Applied, Attempt, Link } from './link.ts';
import type { Action } from './step.ts';
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
      return plain(settleUnknown(link, context));
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

function settleUnknown(link: Link, context: SettleContext): Link {
  const failures = link.failures + 1;
  if (link.state.kind !== 'pending') {
    return { ...link, failures, retryAt: context.now + retryDelayMs(failures) };
  }
  const { attempt } = link.state;
  return {
    ...link,
    failures,
    state: { kind: 'unknown', attempt, lookAt: context.now + lookDelayMs },
  };
}

function retryDelayMs(failures: number): number {
  return Math.min(retryMaxMs, retryBaseMs * 2 ** (failures - 1));
}

function failuresForgotten(link: Link): Link {
  return link.failures === 0 ? link : { ...link, failures: 0, retryAt: null };
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
        : plain(settleUnknown(link, context));
    case 'stop':
      return result.kind === 'entry'
        ? settleStop(link, result.entry, context)
        : plain(settleUnknown(link, context));
    case 'edit':
      return result.kind === 'entry'
        ? settleEdit(link, action.difference, { entry: result.entry, context })
        : plain(settleUnknown(link, context));
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
  return { ...seeEntry({ ...link, applied }, entry, sight(context)), areTagActionsDoubted: false };
}

function sight(context: SettleContext) {
  return { desired: context.desired, isStopOurs: false };
}

function settleEdit(
  link: Link,
  written: Difference,
  outcome: Readonly<{ entry: ObservedEntry; context: SettleContext }>,
): Settled {
  const { entry, context } = outcome;
  if (link.applied === null) return plain(link);
  if (isReopeningIgnored(written, entry)) return plain(retire(link, entry.id));
  const wanted = context.desired?.tags ?? link.applied.tags;
  const unwanted = link.applied.tags.filter((tag) => !wanted.includes(tag));
  const areTagsRight = written.tags === null || carriesOurTags(entry, { wanted, unwanted });
  const applied = appliedAfter(link.applied, written, {
    entry,
    tags: written.tags === null ? link.applied.tags : oursIn(entry, [...wanted, ...unwanted]),
  });
  const seen = seeEntry({ ...link, applied }, entry, sight(context));
  return { ...seen, areTagActionsDoubted: !areTagsRight };
}

function oursIn(entry: ObservedEntry, ours: readonly string[]): readonly string[] {
  return ours.filter((tag) => entry.tags.includes(tag));
}

/** What was written is applied; tags are believed only as the reply shows them. */
function appliedAfter(
  applied: Applied,
  written: Difference,
  reply: Readonly<{ entry: ObservedEntry; tags: readonly string[] }>,
): Applied {
  const times = written.times;
  return {
    description: written.description ?? applied.description,
    projectId: written.project === null ? applied.projectId : written.project.id,
    tags: reply.tags,
    startSecond: times === null ? applied.startSecond : times.startSecond,
    stopSecond: times === null ? applied.stopSecond : times.stopSecond,
    stopToleranceSeconds: times === null ? applied.stopToleranceSeconds : 0,
  };
}

/** No source settles whether an edit can reopen an entry (docs/toggl-notes.md): the reply tells. */
function isReopeningIgnored(written: Difference, entry: ObservedEntry): boolean {
  return written.times !== null && written.times.stopSecond === null && entry.stopSecond !== null;
}

/** The slice gets a new entry with its old start; the one that would not reopen is deleted. */
function retire(link: Link, entryId: number): Link {
  return {
    ...link,
    state: { kind: 'wanted', earlier: null },
    entryId: null,
    applied: null,
    observed: null,
    held: [],
    retiredEntryIds: [...link.retiredEntryIds, entryId],
  };
}

function forgetEntry(link: Link, entryId: number): Link {
  if (link.retiredEntryIds.includes(entryId)) {
    const retiredEntryIds = link.retiredEntryIds.filter((id) => id !== entryId);
    return { ...link, retiredEntryIds };
  }
  return { ...link, state: { kind: 'wanted', earlier: null }, entryId: null, applied: null };
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
      return result.status === 404 ? plain(forgetEntry(link, action.entryId)) : park(link, outcome);
    case 'stop':
      if (result.status === 409) return plain(lookAgain(link, context));
      if (result.status === 404) return deletedByHand(link, action.entryId);
      return park(link, outcome);
    case 'edit':
      if (result.status === 404) return deletedByHand(link, action.entryId);
      if (isReopening(action.difference)) return plain(retire(link, action.entryId));
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

function isReopening(written: Difference): boolean {
  return written.times !== null && written.times.stopSecond === null;
}

/** 409 tells for nothing that somebody stopped it; when they did is worth one look. */
function lookAgain(link: Link, context: SettleContext): Link {
  const sinceAt = (link.applied?.startSecond ?? context.togglSecond) * 1000;
  return { ...link, look: { at: context.now, sinceAt } };
}

function deletedByHand(link: Link, entryId: number): Settled {
  const warnings = [deletionWarning(link, entryId)];
  return { link: { ...link, state: { kind: 'gone' } }, warnings, areTagActionsDoubted: false };
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
    message: `Toggl refused the project (${result.reason}): the entry goes without one. Choose another project for the category.`,
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
  if (link.applied === null || link.applied.stopSecond !== null) return link;
  const stopSecond = Math.max(togglSecond, link.applied.startSecond);
  return { ...link, applied: { ...link.applied, stopSecond, stopToleranceSeconds: 1 } };
}

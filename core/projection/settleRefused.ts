/** Settles a call that Toggl refused: gone already, refused for one field, or parked. */
import { unreachable } from '../invariant.ts';
import { attemptBefore, undoPending } from './attempt.ts';
import type { Difference } from './difference.ts';
import type { Link } from './link.ts';
import { type CallResult, plain, type SettleContext, type Settled } from './settled.ts';
import type { LinkAction } from './step.ts';
import { entryVanished, forgetEntry, retireEntry } from './vanish.ts';
import type { WarningDraft } from './warning.ts';

type Refusal = Extract<CallResult, { kind: 'refused' }>;

export function settleRefused(link: Link, action: LinkAction, outcome: Refused): Settled {
  const { result, context } = outcome;
  const times = timesOf(action);
  if (result.status !== 404 && isTooEarly(times, context)) {
    return plain(whenTogglIsThere(undoPending(link), times, context));
  }
  switch (action.kind) {
    case 'delete':
      return deleteRefused(link, action.entryId, outcome);
    case 'stop':
      if (result.status === 409) return plain(lookAgain(link, context));
      if (result.status === 404) return vanished(link, action.entryId, context);
      return park(link, outcome);
    case 'edit':
      return editRefused(link, action, outcome);
    case 'create':
      return parkOrDropProject(link, outcome);
    default:
      return unreachable(action);
  }
}

type Refused = Readonly<{ result: Refusal; context: SettleContext }>;

function deleteRefused(link: Link, entryId: number, outcome: Refused): Settled {
  const { result } = outcome;
  if (result.status === 404) return plain(forgetEntry(link, entryId));
  return link.entryId === entryId ? park(link, outcome) : leaveRetired(link, entryId, result);
}

function editRefused(
  link: Link,
  { entryId, difference }: Extract<LinkAction, { kind: 'edit' }>,
  outcome: Refused,
): Settled {
  const { result, context } = outcome;
  if (result.status === 404) return vanished(link, entryId, context);
  if (isReopening(link, difference, context)) return plain(retireEntry(link, entryId));
  if (isPerhapsStopped(link, difference, result)) return plain(lookOnce(link, context));
  return parkOrDropProject(link, outcome);
}

type Times = Readonly<{ startSecond: number; stopSecond: number | null }>;

function timesOf(action: LinkAction): Times | null {
  if (action.kind === 'create') return action.fields;
  return action.kind === 'edit' ? action.difference.times : null;
}

/**
 * Toggl's clock had not reached the start of what was to run: the offset is an estimate, and a
 * Toggl that refuses such a start (docs/toggl-notes.md, unsettled) refuses it for a moment only.
 */
function isTooEarly(times: Times | null, { togglSecond }: SettleContext): times is Times {
  return times !== null && times.stopSecond === null && times.startSecond > togglSecond;
}

function whenTogglIsThere(link: Link, { startSecond }: Times, context: SettleContext): Link {
  return { ...link, retryAt: context.now + (startSecond - context.togglSecond) * 1000 };
}

/** Somebody stopped it, or may have: 409 tells so for nothing. When they did is worth one look. */
function lookAgain(link: Link, context: SettleContext): Link {
  const startSecond = link.applied?.startSecond ?? context.togglSecond;
  const sinceAt = context.now - (context.togglSecond - startSecond) * 1000;
  return { ...link, look: { at: context.now, sinceAt } };
}

/**
 * What we believed to run was to run on with other fields, and Toggl would not: a human may have
 * stopped it unseen. One look tells; if it tells nothing, the next refusal parks.
 */
function isPerhapsStopped(link: Link, { times }: Difference, { status, reason }: Refusal): boolean {
  const isFirst = link.failures === 0;
  return times?.stopSecond === null && isFirst && status !== 402 && !isAboutProject(reason);
}

function lookOnce(link: Link, context: SettleContext): Link {
  return { ...lookAgain(link, context), failures: link.failures + 1 };
}

function isAboutProject(reason: string): boolean {
  return /project/i.test(reason);
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

function parkOrDropProject(link: Link, outcome: Refused): Settled {
  const { result, context } = outcome;
  const projectId = context.desired?.projectId ?? null;
  const isKnown = projectId === null || projectId === link.refusedProjectId;
  if (isKnown || !isAboutProject(result.reason)) return park(link, outcome);
  const warning: WarningDraft = {
    kind: 'project-refused',
    sliceId: link.sliceId,
    entryId: link.entryId,
    ours: { projectId },
    timerys: null,
    message:
      `Toggl refused the project (${result.reason}): the entry goes without one. Choose another ` +
      'project for the category.',
  };
  const without: Link = { ...undoPending(link), refusedProjectId: projectId };
  return { link: without, warnings: [warning], areTagActionsDoubted: false };
}

function park(link: Link, outcome: Refused): Settled {
  const { reason, advice } = wordsOf(outcome.result);
  const { desired } = outcome.context;
  const warning: WarningDraft = {
    kind: 'refused',
    sliceId: link.sliceId,
    entryId: link.entryId,
    ours: desired === null ? null : { ...desired },
    timerys: null,
    message: `Toggl refused this slice: ${reason}. ${advice}`,
  };
  const earlier = link.state.kind === 'pending' ? attemptBefore(link.state.attempt) : null;
  const parked: Link = { ...link, state: { kind: 'parked', reason, desired, earlier } };
  return { link: parked, warnings: [warning], areTagActionsDoubted: false };
}

/** 402 is a refusal of the plan: an empty bucket never comes here (toggl/classify.ts). */
function wordsOf({ status, reason }: Refusal): Readonly<{ reason: string; advice: string }> {
  if (status !== 402) return { reason, advice: 'It is sent again once the slice changes.' };
  return {
    reason: `the plan of this Toggl account does not allow it (${reason})`,
    advice:
      'It is not tried again by itself. Upgrade the plan or change what it names, then edit the ' +
      'slice to have it sent.',
  };
}

/** Whether a write was to make a stopped entry run again (docs/toggl-notes.md: nobody knows). */
export function isReopening(link: Link, written: Difference, context: SettleContext): boolean {
  const wasStopped =
    (link.applied?.stopSecond ?? null) !== null ||
    link.doubted.includes('stop') ||
    context.isOtherStartUnresolved;
  return written.times?.stopSecond === null && wasStopped;
}

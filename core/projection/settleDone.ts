/** Settles a call that Toggl carried out: its reply is also a sight of the entry. */
import { unreachable } from '../invariant.ts';
import { twinCheckOf } from './attempt.ts';
import { carriesOurTags, type Difference, type TagWrite } from './difference.ts';
import { settleUnknown } from './doubt.ts';
import type { ObservedEntry } from './entry.ts';
import { fieldsOf, seeEntry } from './humanEdits.ts';
import type { Applied, Link } from './link.ts';
import { type CallResult, plain, type SettleContext, type Settled } from './settled.ts';
import { isReopening } from './settleRefused.ts';
import type { LinkAction } from './step.ts';
import { forgetEntry, retireEntry } from './vanish.ts';

type DoneResult = Extract<CallResult, { kind: 'entry' | 'done' }>;

export function settleDone(
  link: Link,
  action: LinkAction,
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
    default:
      return unreachable(action);
  }
}

function linkCreated(link: Link, entry: ObservedEntry, context: SettleContext): Link {
  const attempt = link.state.kind === 'pending' ? link.state.attempt : null;
  const fields = attempt?.fields ?? fieldsOf(entry);
  return {
    ...link,
    state: { kind: 'linked' },
    entryId: entry.id,
    ownProject: null,
    applied: { ...fields, stopToleranceSeconds: 0 },
    observed: fieldsOf(entry),
    seenModifiedAt: entry.modifiedAt,
    twinCheck: attempt === null ? null : twinCheckOf(attempt, context.now),
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
  const own = { ...written, times: times && withoutHeld(times, link, link.applied) };
  const applied = appliedAfter(link.applied, own, { tags: tags.applied });
  const ownProject = written.project === null ? link.ownProject : null;
  const seen = seeEntry({ ...link, applied, ownProject, doubted: [] }, entry, sightIn(context));
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

type Times = NonNullable<Difference['times']>;

/** A held one went along as the human left it: it is no more ours than before. */
function withoutHeld(times: Times, { held }: Link, applied: Applied): Times {
  const { startSecond, stopSecond } = applied;
  return {
    startSecond: held.includes('start') ? startSecond : times.startSecond,
    stopSecond: held.includes('stop') ? stopSecond : times.stopSecond,
  };
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

/** A parked slice that Toggl accepts after a change is like any other again. */
function unparked(link: Link): Link {
  return link.state.kind === 'parked' ? { ...link, state: { kind: 'linked' } } : link;
}

/**
 * What answers to warnings cost at Toggl, told before they are given. An answer lets go of the
 * fields that were held, and the next plan writes what still differs: all of one slice in one call.
 */
import { unreachable } from '../invariant.ts';
import type { WarningDraft } from './warning.ts';
import { actionsFor, type WarningAction } from './warningActions.ts';

type Matter = Pick<WarningDraft, 'kind' | 'sliceId'>;

/** null where the action is not offered. A reopening that Toggl refuses costs one or two more. */
export function callsFor(matter: Matter, action: WarningAction): number | null {
  if (!actionsFor(matter).includes(action)) return null;
  switch (action) {
    // What is kept is what Toggl shows already.
    case 'keep':
    case 'dismiss':
      return 0;
    // An edit; of a deleted one a create; of an adopted one the edit that gives it our tag.
    case 'restore':
    case 'adopt':
      return 1;
    default:
      return unreachable(action);
  }
}

/** Several matters of one slice are put right by the same call. */
export function callsForAll(matters: readonly Matter[], action: WarningAction): number {
  const priced = matters.filter((matter) => (callsFor(matter, action) ?? 0) > 0);
  const slices = new Set(priced.flatMap(({ sliceId }) => sliceId ?? []));
  return slices.size + priced.filter(({ sliceId }) => sliceId === null).length;
}

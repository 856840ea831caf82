/**
 * What the setting TOGGL_TIMERY_EDITS does about a warning by itself. It never changes what runs:
 * a stop seen in Timery stays an offer. And it never fights: whoever changes the same matter back
 * again and again is asked.
 */
import { unreachable } from '../invariant.ts';
import { actionsFor, keepingOf, type Matter } from './warningActions.ts';

export const editPolicies = ['ask', 'keep', 'restore'] as const;
export type EditPolicy = (typeof editPolicies)[number];

const restoresPerHour = 3;
export const restoresCountedMs = 3_600_000;

type Circumstances = Readonly<{
  policy: EditPolicy;
  /** Whether the slice runs; null when it is gone. */
  isRunning: boolean | null;
  /** How often the setting put this matter right within the hour. */
  restores: number;
}>;

export function automaticAnswer(
  matter: Matter,
  { policy, isRunning, restores }: Circumstances,
): 'keep' | 'restore' | 'ask' {
  if (isRunning === null || !actionsFor(matter).includes('restore')) return 'ask';
  switch (policy) {
    case 'ask':
      return 'ask';
    case 'restore':
      return restores < restoresPerHour ? 'restore' : 'ask';
    case 'keep':
      return changesWhatRuns(matter, isRunning) ? 'ask' : 'keep';
    default:
      return unreachable(policy);
  }
}

function changesWhatRuns(matter: Matter, isRunning: boolean): boolean {
  const keeping = keepingOf(matter);
  switch (keeping.kind) {
    case 'nothing':
      return false;
    case 'delete':
      return isRunning;
    case 'edit':
      return keeping.endAt !== undefined && (isRunning || keeping.endAt === null);
    default:
      return unreachable(keeping);
  }
}

/**
 * Which of the planned steps goes now: the first that is due, within the budget and not paused.
 * What a step is worth was decided when it was planned; nothing is planned or sent here.
 */
import type { BucketKey, Permit } from '../../../core/projection/budget.ts';
import type { Action, Step } from '../../../core/projection/step.ts';
import type { Governor } from './governor.ts';
import type { Look } from './wakeup.ts';

type Choice = Readonly<{ kind: 'step'; step: Step }> | Extract<Look, { kind: 'wake' }>;

type Choosing = Readonly<{
  governor: Governor;
  bucketOf: (action: Action) => BucketKey;
  now: number;
  /** No entry is read before. */
  readingAllowedAt: number;
}>;

/** The dearest step that may go now; if none may, when the first of them may, never without any. */
export function choose(steps: readonly Step[], choosing: Choosing): Choice {
  const { governor, bucketOf, now, readingAllowedAt } = choosing;
  let wakeAt = Number.POSITIVE_INFINITY;
  for (const step of steps) {
    const permit = governor.permit({ worth: step.worth, bucket: bucketOf(step.action) });
    const readingAt = step.action.kind === 'observe' ? readingAllowedAt : 0;
    const readyAt = Math.max(step.notBefore, untilOf(permit), readingAt);
    if (readyAt <= now) return { kind: 'step', step };
    wakeAt = Math.min(wakeAt, readyAt);
  }
  return { kind: 'wake', at: wakeAt };
}

function untilOf(permit: Permit): number {
  return permit.kind === 'go' ? 0 : permit.until;
}

/**
 * The rule of resuming: what ran before (previous.ts) starts again, with its category, task and
 * note, and with its mode. The verb `resume-previous` goes back to the same, without note and mode:
 * it is the tap of an automation, and what was noted of the work before belongs to that.
 *
 * Invariant: it is a start (start.ts) and nothing else. The slice that is resumed stays as it is:
 * to reopen that one is an edit.
 */
import type { When } from '../time/at.ts';
import type { Context } from './changes.ts';
import type { Decision } from './decision.ts';
import type { Slice, Source } from './slice.ts';
import { decideStart } from './start.ts';
import type { Timeline } from './timeline.ts';
import { momentMs } from './window.ts';

/**
 * The mode that goes with a resumed PRIMARY slice: what was on when it ended. None while a mode
 * runs, since that one was chosen later.
 *
 *     PRIMARY    [== resumed ==)   now
 *     WORK_MODE  [= a =)[= b =)        b, which ended in the same moment
 */
export function modeWith(resumed: Slice, modes: Timeline): Slice | undefined {
  const { startAt, endAt } = resumed;
  if (endAt === null || modes.some((mode) => mode.endAt === null)) return undefined;
  return modes.findLast(
    (mode) =>
      mode.startAt < endAt &&
      mode.endAt !== null &&
      mode.endAt > startAt &&
      mode.endAt > endAt - momentMs,
  );
}

type Resume = Readonly<{ resumed: Slice; source: Source; at: When }>;

export function decideResume(
  timeline: Timeline,
  { resumed, source, at }: Resume,
  context: Context,
): Decision {
  const { dimension, categoryId, linkedTaskId, note } = resumed;
  return decideStart(timeline, { dimension, categoryId, linkedTaskId, source, at, note }, context);
}

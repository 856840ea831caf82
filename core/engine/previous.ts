/**
 * What ran before: the work that somebody goes back to (resume.ts). While something runs it is the
 * last that was something else, so that after an interruption it is what was interrupted.
 *
 *     [= coding =)[= mail =)[=== call runs       → mail
 *     [= coding =)[= mail =)          nothing    → mail
 */
import type { When } from '../time/at.ts';
import type { Slice } from './slice.ts';
import { heldAt, type Timeline } from './timeline.ts';
import { isSameWork, isWork } from './work.ts';

/** `newestFirst` reaches back from the instant; what began after it is not looked at. */
export function previousWork(newestFirst: Timeline, at: When): Slice | undefined {
  const current = heldAt(newestFirst, at);
  return newestFirst.find(
    (slice) => isWork(slice) && (current === undefined || !isSameWork(slice, current)),
  );
}

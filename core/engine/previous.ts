/**
 * What ran before: the work that `resume-previous` starts again.
 *
 *     [= coding =)[= mail =)[=== call runs       → mail
 *     [= coding =)[= mail =)          nothing    → mail
 *
 * What a sensor or a file recorded is nobody's work to go back to.
 */
import type { When } from '../time/at.ts';
import type { Slice } from './slice.ts';
import { heldAt, type Timeline } from './timeline.ts';

/** `newestFirst` reaches back from the instant; what began after it is not looked at. */
export function previousWork(newestFirst: Timeline, at: When): Slice | undefined {
  const current = heldAt(newestFirst, at);
  return newestFirst.find(
    (slice) => slice !== current && isWork(slice) && !isSameWork(slice, current),
  );
}

function isWork({ source }: Slice): boolean {
  return source !== 'HEALTH' && source !== 'IMPORT' && source !== 'TIMERY';
}

function isSameWork(slice: Slice, current: Slice | undefined): boolean {
  return slice.categoryId === current?.categoryId && slice.linkedTaskId === current.linkedTaskId;
}

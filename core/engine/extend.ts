/**
 * The rule of extending: the slice that ended last ends later by so much, for whoever stopped
 * too early.
 *
 *     [= coding =)        tap         [= coding ===)  no further than the tap: nothing is planned
 *     [= coding =)[= mail runs        mail needs no extending, and is left as it is
 *
 * Invariant: it takes no time from another slice and reaches into no future.
 */
import type { When } from '../time/at.ts';
import { refused, refusedByLock, updated } from './changes.ts';
import type { Decision } from './decision.ts';
import { heldAt, type Timeline } from './timeline.ts';

type Extend = Readonly<{ byMs: number; at: When }>;

/** The timeline newest first, with what began after the instant if anything did. */
export function decideExtend(
  newestFirst: Timeline,
  { byMs, at }: Extend,
  { now }: Readonly<{ now: number }>,
): Decision {
  const tapAt = at.kind === 'at' ? at.at : now;
  const held = heldAt(newestFirst, at);
  if (held !== undefined) return { kind: 'unchanged', slice: held };
  const last = newestFirst.find((slice) => slice.endAt !== null && slice.endAt <= tapAt);
  if (last === undefined || last.endAt === null) return nothingToExtend();
  const endAt = Math.max(last.endAt, Math.min(last.endAt + byMs, tapAt));
  if (endAt === last.endAt) return { kind: 'unchanged', slice: last };
  if (last.isLocked) return refusedByLock([last]);
  const change = updated(last, { endAt }, now);
  return { kind: 'changed', slice: change.after, changes: [change] };
}

function nothingToExtend(): Decision {
  return refused(
    'nothing_to_extend',
    'Nothing has ended yet, so there is nothing to extend. Start something first.',
  );
}

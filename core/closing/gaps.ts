/**
 * Free time between what was tracked in PRIMARY on a day: somebody may have forgotten to start.
 *
 *     tracked        [== a ==)  [= a =)|[= imported =)          [= b runs
 *     day        [==========================================================   now
 *     gaps                   (a)                      (    )
 *
 * Invariant: it lies between two things that were tracked, so the time before the first and after
 * the last of a day is nobody's question. A range that a person left free does not come back.
 */
import { freeTime } from '../engine/freeTime.ts';
import { isImported, type Slice } from '../engine/slice.ts';
import { spanOf, type Timeline } from '../engine/timeline.ts';
import { isSameWork } from '../engine/work.ts';
import { clip, type Range } from '../time/range.ts';
import { type Accepted, leftFree } from './accepted.ts';

export type Gap = Range &
  Readonly<{
    kind: 'gap';
    /** What lies before and after it, of ours or of Toggl's. */
    previous: Slice;
    next: Slice;
    proposed: 'previous' | 'leave';
  }>;

/** Who walks to the kettle is not asked about it. */
const shortestGapMs = 5 * 60_000;

type Tracked = Readonly<{
  /** PRIMARY of ours, and Toggl's own history. */
  timeline: Timeline;
  imported: readonly Slice[];
  accepted: readonly Accepted[];
}>;

export function findGaps(range: Range, { timeline, imported, accepted }: Tracked): readonly Gap[] {
  const all = [...timeline, ...imported];
  const spans = clip(all.map(spanOf), range);
  if (spans.length === 0) return [];
  const startAt = Math.min(...spans.map((span) => span.startAt));
  const endAt = Math.max(...spans.map((span) => span.endAt));
  const taken = [...imported.map(spanOf), ...leftFree(accepted)];
  return freeTime({ startAt, endAt }, { dimension: 'PRIMARY', timeline, taken })
    .filter((free) => free.endAt - free.startAt >= shortestGapMs)
    .flatMap((free) => gapBetween(free, all));
}

function gapBetween(free: Range, all: readonly Slice[]): Gap[] {
  const before = all.filter((slice) => spanOf(slice).endAt <= free.startAt);
  const after = all.filter((slice) => slice.startAt >= free.endAt);
  const previous = before.toSorted((a, b) => spanOf(a).endAt - spanOf(b).endAt).at(-1);
  const [next] = after.toSorted((a, b) => a.startAt - b.startAt);
  if (previous === undefined || next === undefined) return [];
  return [{ ...free, kind: 'gap', previous, next, proposed: proposedFor(previous, next) }];
}

/** Only what lies on both sides of it goes without saying; anything else would be invented. */
function proposedFor(previous: Slice, next: Slice): Gap['proposed'] {
  return isSameWork(previous, next) && !isImported(previous) ? 'previous' : 'leave';
}

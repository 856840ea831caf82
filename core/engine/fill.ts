/**
 * The rule of filling: what is free in a range becomes slices.
 *
 * Invariant: it only ever inserts. Nothing that was recorded is changed, moved or covered, locked
 * or not, and nothing reaches into the future.
 *
 * Imported history is never in the way of a slice, but a person who asks for the free time does
 * not mean the time that was tracked in Toggl by hand: filled over, it would count no longer. So
 * filling, unlike every other rule, leaves that alone too.
 */
import { unreachable } from '../invariant.ts';
import type { Range } from '../time/range.ts';
import { type Context, refused } from './changes.ts';
import type { ManyDecision } from './decision.ts';
import { freeTime } from './freeTime.ts';
import type { Dimension, Slice, SliceChange, Source } from './slice.ts';
import { spanOf, type Timeline } from './timeline.ts';

/** With what: a category, or what comes before or after each gap, its task included. */
export type Filling =
  | Readonly<{ kind: 'category'; categoryId: string }>
  | Readonly<{ kind: 'previous' }>
  | Readonly<{ kind: 'next' }>;

export type Fill = Readonly<{
  dimension: Dimension;
  range: Range;
  filling: Filling;
  source: Source;
}>;

type FillSurroundings = Context &
  Readonly<{
    /** What Toggl's own history holds in the range. */
    imported: readonly Range[];
  }>;

/** One command is one transaction, and others wait for it. */
const mostGaps = 500;

/**
 *     recorded      [== a ==)       [== b ==)   [= imported =)
 *     range      [==============================================)   now
 *     inserted   [==)       [=======)       [===)            [=======)
 */
export function decideFill(
  timeline: Timeline,
  fill: Fill,
  context: FillSurroundings,
): ManyDecision {
  const range = { ...fill.range, endAt: Math.min(fill.range.endAt, context.now) };
  if (range.endAt <= range.startAt) return { kind: 'unchanged' };
  const gaps = freeTime(range, {
    dimension: fill.dimension,
    timeline,
    taken: context.imported,
  });
  if (gaps.length > mostGaps) return tooMany(gaps.length);
  const changes = gaps.flatMap((gap) => filled(gap, timeline, { fill, context }));
  return changes.length === 0 ? { kind: 'unchanged' } : { kind: 'changed', changes };
}

type Filler = Pick<Slice, 'categoryId' | 'linkedTaskId'>;
type Asked = Readonly<{ fill: Fill; context: Context }>;

function filled(gap: Range, timeline: Timeline, { fill, context }: Asked): SliceChange[] {
  const filler = fillerOf(gap, timeline, fill.filling);
  if (filler === undefined) return [];
  const after: Slice = {
    ...gap,
    id: context.newId(),
    dimension: fill.dimension,
    categoryId: filler.categoryId,
    source: fill.source,
    isLocked: false,
    linkedTaskId: filler.linkedTaskId,
    note: null,
    originEntryId: null,
    createdAt: context.now,
    updatedAt: context.now,
  };
  return [{ kind: 'insert', after }];
}

/** None where nothing comes before, or after: such a gap stays free. */
function fillerOf(gap: Range, timeline: Timeline, filling: Filling): Filler | undefined {
  switch (filling.kind) {
    case 'category':
      return { categoryId: filling.categoryId, linkedTaskId: null };
    case 'previous':
      return timeline.findLast((slice) => spanOf(slice).endAt <= gap.startAt);
    case 'next':
      return timeline.find((slice) => slice.startAt >= gap.endAt);
    default:
      return unreachable(filling);
  }
}

function tooMany(gaps: number): ManyDecision {
  return refused(
    'too_many_changes',
    `The range has ${gaps} gaps; one command fills ${mostGaps}. Fill a shorter range.`,
  );
}

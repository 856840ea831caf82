/**
 * The rule of closing a day: all answers, or none. Each is decided on what those before it leave,
 * by the rules that edit, split and fill anyway.
 *
 * Invariant: nothing is changed that a person did not name as it stands. A slice that changed
 * since it was listed, and a gap that is free no longer, refuse the whole: half a day closed would
 * have to be read again to be understood.
 */
import { type Context, refused } from '../engine/changes.ts';
import { decideEdit } from '../engine/edit.ts';
import { decideFill } from '../engine/fill.ts';
import { freeTime } from '../engine/freeTime.ts';
import type { Slice, SliceChange, Source } from '../engine/slice.ts';
import { decideSplit } from '../engine/split.ts';
import { spanOf, type Timeline } from '../engine/timeline.ts';
import { withChanges } from '../engine/timelineChanges.ts';
import { unreachable } from '../invariant.ts';
import type { Refusal } from '../refusal.ts';
import type { Range } from '../time/range.ts';
import type { Accepted } from './accepted.ts';
import type { CloseAnswer, DoubtAnswer, GapAnswer } from './closeAnswer.ts';

export type CloseContext = Context &
  Readonly<{
    /** The day, up to now: what lies beyond was not read, and is not known to be free. */
    range: Range;
    /** Of all dimensions, around the day. */
    timeline: Timeline;
    imported: readonly Slice[];
    /** What the slices that are made say they were made by. */
    source: Source;
    /** `Coding from 14:00`, for a person. */
    nameOf: (slice: Slice) => string;
    /** `14:00 to 14:40`. */
    textOf: (range: Range) => string;
  }>;

type Decided = Readonly<{
  kind: 'decided';
  changes: readonly SliceChange[];
  accepted: readonly Accepted[];
}>;

type CloseDecision = Decided | Readonly<{ kind: 'refused'; refusal: Refusal }>;

export function decideClose(answers: readonly CloseAnswer[], context: CloseContext): CloseDecision {
  let timeline = context.timeline;
  const changes: SliceChange[] = [];
  const accepted: Accepted[] = [];
  for (const answer of answers) {
    const decision = decideAnswer(answer, { ...context, timeline });
    if (decision.kind === 'refused') return decision;
    timeline = withChanges(timeline, decision.changes);
    changes.push(...decision.changes);
    accepted.push(...decision.accepted);
  }
  return { kind: 'decided', changes, accepted };
}

function decideAnswer(answer: CloseAnswer, context: CloseContext): CloseDecision {
  switch (answer.do) {
    case 'keep':
    case 'end':
    case 'carve':
      return decideDoubt(answer, context);
    case 'leave':
    case 'fill':
      return decideGap(answer, context);
    default:
      return unreachable(answer);
  }
}

function decideDoubt(answer: DoubtAnswer, context: CloseContext): CloseDecision {
  const slice = context.timeline.find(({ id }) => id === answer.sliceId);
  if (slice === undefined) return gone(answer);
  if (slice.updatedAt !== answer.asOfAt) return changedSince(slice, context);
  const beside = { slice, context: { ...context, timeline: lineOf(slice, context) } };
  switch (answer.do) {
    case 'keep':
      return { kind: 'decided', changes: [], accepted: [upToNow(slice, context)] };
    case 'end':
      return ended(answer.endAt, beside);
    case 'carve':
      return carved(answer, beside);
    default:
      return unreachable(answer);
  }
}

function lineOf({ dimension }: Slice, { timeline }: CloseContext): Timeline {
  return timeline.filter((slice) => slice.dimension === dimension);
}

function upToNow({ id, startAt, endAt }: Slice, { now }: CloseContext): Accepted {
  return { sliceId: id, startAt, endAt: endAt ?? Math.max(startAt, now) };
}

type Beside = Readonly<{ slice: Slice; context: CloseContext }>;

/** It only ever shortens, so nothing is in the way. */
function ended(endAt: number, { slice, context }: Beside): CloseDecision {
  if (endAt > (slice.endAt ?? context.now)) return outside(slice, context);
  const decision = decideEdit(context.timeline, slice, { endAt, ...context });
  if (decision.kind === 'refused') return decision;
  const changes = decision.kind === 'changed' ? decision.changes : [];
  return { kind: 'decided', changes, accepted: [upToNow(decision.slice, context)] };
}

/**
 *     slice     [=====================)          [================= runs
 *     carved          [=======)                        [=====
 *     after     [=====)[other )[======)          [=====)[===== other runs
 */
function carved(
  { startAt, endAt, categoryId }: Extract<DoubtAnswer, { do: 'carve' }>,
  { slice, context }: Beside,
): CloseDecision {
  const isToItsEnd = endAt === null || endAt === slice.endAt;
  if (isToItsEnd && categoryId === null) return ended(startAt, { slice, context });
  if (endAt !== null && endAt <= startAt) return outside(slice, context);
  const at = isToItsEnd ? [startAt] : [startAt, endAt];
  const decision = decideSplit(context.timeline, { slice, at }, context);
  if (decision.kind === 'refused') return decision;
  if (decision.kind === 'unchanged') return outside(slice, context);
  const changes = decision.changes.flatMap((change) =>
    change.kind === 'insert' && change.after.startAt === startAt
      ? carvedPart(change.after, categoryId, context)
      : [change],
  );
  const parts = changes.flatMap((change) => (change.kind === 'delete' ? [] : [change.after]));
  return { kind: 'decided', changes, accepted: parts.map((part) => upToNow(part, context)) };
}

/** Another activity: its task and its note are not those of the slice it was taken for. */
function carvedPart(
  part: Slice,
  categoryId: string | null,
  { source }: CloseContext,
): SliceChange[] {
  if (categoryId === null) return [];
  const after = { ...part, categoryId, source, linkedTaskId: null, note: null };
  return [{ kind: 'insert', after }];
}

function decideGap(answer: GapAnswer, context: CloseContext): CloseDecision {
  const { startAt, endAt } = answer;
  const range = { startAt, endAt };
  const timeline = context.timeline.filter(({ dimension }) => dimension === 'PRIMARY');
  const taken = context.imported.map(spanOf);
  const free = freeTime(range, { dimension: 'PRIMARY', timeline, taken });
  const isInDay = context.range.startAt <= startAt && endAt <= context.range.endAt;
  const isFree = free.length === 1 && free[0]?.startAt === startAt && free[0]?.endAt === endAt;
  if (!isInDay || !isFree) return notFree(range, context);
  if (answer.do === 'leave') {
    return { kind: 'decided', changes: [], accepted: [{ ...range, sliceId: null }] };
  }
  const { filling } = answer;
  const fill = { dimension: 'PRIMARY', range, filling, source: context.source } as const;
  const decision = decideFill(timeline, fill, { ...context, imported: taken });
  if (decision.kind === 'refused') return decision;
  if (decision.kind === 'unchanged') return nothingToFillWith(range, context);
  const filled = decision.changes.flatMap((change) =>
    change.kind === 'insert' ? [upToNow(change.after, context)] : [],
  );
  return { kind: 'decided', changes: decision.changes, accepted: filled };
}

const listAgain = 'Nothing was changed. Read the list again.';

function gone({ sliceId }: DoubtAnswer): CloseDecision {
  return refused('close_conflict', `A slice that was listed is not there any more. ${listAgain}`, {
    sliceIds: [sliceId],
  });
}

function changedSince(slice: Slice, { nameOf }: CloseContext): CloseDecision {
  return refused(
    'close_conflict',
    `${nameOf(slice)} was changed since it was listed. ${listAgain}`,
    { sliceIds: [slice.id] },
  );
}

function outside(slice: Slice, { nameOf }: CloseContext): CloseDecision {
  return refused(
    'outside_slice',
    `${nameOf(slice)} does not reach over the times that were sent. Send times inside of it.`,
    { sliceIds: [slice.id] },
  );
}

function notFree(range: Range, { textOf }: CloseContext): CloseDecision {
  return refused(
    'close_conflict',
    `The time from ${textOf(range)} is not free on that day, or no longer. ${listAgain}`,
    {
      ...range,
    },
  );
}

function nothingToFillWith(range: Range, { textOf }: CloseContext): CloseDecision {
  return refused(
    'close_conflict',
    `There is nothing of yours beside ${textOf(range)} to fill it with. Name a category.`,
    { ...range },
  );
}

/**
 * What the close of a day asks about, in the order in which it happened.
 *
 * Invariant: asking changes nothing, and an item that was answered is not asked about again.
 */
import type { Slice } from '../engine/slice.ts';
import { spanOf, type Timeline } from '../engine/timeline.ts';
import { overlaps, type Range } from '../time/range.ts';
import type { CloseAnswer } from './closeAnswer.ts';
import { findGaps, type Gap } from './gaps.ts';
import { type Maxima, type Overdue, overdue } from './overdue.ts';
import { type ProposedEnd, proposedEnd, type Sign } from './proposedEnd.ts';

export type Doubt = Overdue & Readonly<{ kind: 'doubt'; proposed: ProposedEnd }>;
export type CloseItem = Doubt | Gap;

export type ClosedDay = Maxima &
  Readonly<{
    /** The day, up to now. */
    range: Range;
    now: number;
    /** Of all dimensions. */
    timeline: Timeline;
    /** Toggl's own history in PRIMARY. */
    imported: readonly Slice[];
    signs: readonly Sign[];
  }>;

/** What runs belongs to each day that it reaches into, so that it is asked about today. */
export function overdueOf({ range, now, timeline, ...maxima }: Omit<ClosedDay, 'signs'>) {
  return timeline
    .filter((slice) => overlaps({ ...spanOf(slice), endAt: slice.endAt ?? now }, range))
    .flatMap((slice) => overdue(slice, now, maxima) ?? []);
}

export function closeItems(day: ClosedDay): readonly CloseItem[] {
  const doubts = overdueOf(day).map(
    (found): Doubt => ({ ...found, kind: 'doubt', proposed: proposedEnd(found, day.signs) }),
  );
  const timeline = day.timeline.filter(({ dimension }) => dimension === 'PRIMARY');
  const gaps = findGaps(day.range, { ...day, timeline });
  return [...doubts, ...gaps].sort((a, b) => beginOf(a) - beginOf(b));
}

function beginOf(item: CloseItem): number {
  return item.kind === 'doubt' ? item.slice.startAt : item.startAt;
}

/** The answer that one tap on all of them gives. */
export function proposedAnswer(item: CloseItem): CloseAnswer {
  if (item.kind === 'doubt') {
    const { id: sliceId, updatedAt: asOfAt } = item.slice;
    return { do: 'end', sliceId, asOfAt, endAt: item.proposed.endAt };
  }
  const { startAt, endAt, proposed } = item;
  if (proposed === 'leave') return { do: 'leave', startAt, endAt };
  return { do: 'fill', startAt, endAt, filling: { kind: 'previous' } };
}

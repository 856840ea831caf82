/** Slices and spans in the words of the contract: instants as ISO text. */
import type { z } from 'zod';
import type { changedSlicesReply } from '../../../contract/history.ts';
import type {
  changedSliceReply,
  sliceReply,
  sliceWithChangeReply,
} from '../../../contract/slice.ts';
import { formatInstant, formatInstantOrNull } from '../../../core/time/instant.ts';
import type { Trimmed } from '../services/engine/lostTime.ts';
import type { ManyChanged } from '../services/engine/splitAndJoin.ts';
import type { SliceView } from '../store/sliceViews.ts';

export function formatSlice(slice: SliceView): z.output<typeof sliceReply> {
  return {
    id: slice.id,
    dimension: slice.dimension,
    category: slice.category,
    categoryId: slice.categoryId,
    ...formatSpan(slice),
    source: slice.source,
    isLocked: slice.isLocked,
    linkedTaskId: slice.linkedTaskId,
    togglEntryId: slice.togglEntryId,
    note: slice.note,
    createdAt: formatInstant(slice.createdAt),
    updatedAt: formatInstant(slice.updatedAt),
  };
}

type Edited = Readonly<{
  slice: SliceView;
  trimmed: readonly Trimmed[];
  changeId: string | null;
}>;

export function formatChanged(edited: Edited): z.output<typeof changedSliceReply> {
  return { ...formatWithChange(edited), trimmed: edited.trimmed.map(formatTrimmed) };
}

type WithChange = Readonly<{ slice: SliceView; changeId: string | null }>;

export function formatWithChange({
  slice,
  changeId,
}: WithChange): z.output<typeof sliceWithChangeReply> {
  return { ...formatSlice(slice), changeId };
}

export function formatMany({
  slices,
  removed,
  changeId,
}: ManyChanged): z.output<typeof changedSlicesReply> {
  return {
    slices: slices.map(formatSlice),
    deletedSliceIds: removed.map(({ id }) => id),
    changeId,
  };
}

export function formatTrimmed({ before, after, ...trimmed }: Trimmed) {
  return {
    ...trimmed,
    before: formatSpan(before),
    after: after === null ? null : formatSpan(after),
  };
}

type Span = Readonly<{ startAt: number; endAt: number | null }>;

function formatSpan({ startAt, endAt }: Span) {
  return { start: formatInstant(startAt), end: formatInstantOrNull(endAt) };
}

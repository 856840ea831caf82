/** The commands over what was tracked, and what they would change before they do. */
import { type QueryKey, queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import type { Answer } from '../../../contract/call.ts';
import type { fillBody, joinBody, previewReply } from '../../../contract/history.ts';
import type { sliceEditBody } from '../../../contract/slice.ts';
import { type WayOut, waysOut } from '../../../core/engine/overlap.ts';
import { bodyOf, Refusal } from './api.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';
import type { Slice, WholeRange } from './slices.ts';
import { useCommand } from './useCommand.ts';

export type SliceEdit = z.input<typeof sliceEditBody>;
export type Filling = z.input<typeof fillBody>;
export type Preview = z.output<typeof previewReply>;

type EditInput = Readonly<{ id: string; edit: SliceEdit }>;

type EditOptions = Readonly<{
  /** The list in which it is shown at once: all but times, which may need a choice. */
  shownIn: QueryKey;
  /** False where the caller shows a refusal with its ways out. */
  isFailureTold?: boolean;
}>;

export function useEditSlice({ shownIn, isFailureTold = true }: EditOptions) {
  return useCommand({
    send: (api, { id, edit }: EditInput, key) => api.editSlice(id, edit, key),
    told: () => 'Changed.',
    changes: ['slices', 'state'],
    isFailureTold,
    expects: [
      {
        queryKey: shownIn,
        becomes: (known: readonly Slice[], { id, edit }: EditInput) =>
          known.map((slice) => (slice.id === id ? edited(slice, edit) : slice)),
      },
    ],
  });
}

function edited(slice: Slice, { category, note, isLocked }: SliceEdit): Slice {
  return {
    ...slice,
    category: category ?? slice.category,
    note: note === undefined ? slice.note : note,
    isLocked: isLocked ?? slice.isLocked,
  };
}

export function useDeleteSlice(shown: WholeRange) {
  return useCommand({
    send: (api, id: string, key) => api.deleteSlice(id, key),
    told: () => 'Deleted.',
    changes: ['slices', 'state'],
    expects: [
      {
        queryKey: queryKeys.allSlices(shown),
        becomes: (known: readonly Slice[], id: string) => known.filter((slice) => slice.id !== id),
      },
    ],
  });
}

export function useSplitSlice() {
  return useCommand({
    send: (api, { id, at }: Readonly<{ id: string; at: string }>, key) =>
      api.splitSlice(id, { at }, key),
    told: () => 'Split in two.',
    changes: ['slices', 'state'],
  });
}

/** The same begins again now: its category, task, note and mode. */
export function useContinueSlice() {
  return useCommand({
    send: (api, sliceId: string, key) => api.resume({ sliceId, source: 'MANUAL' }, key),
    told: ({ say }) => say,
    changes: ['slices', 'state', 'tasks'],
  });
}

export function useJoinSlices() {
  return useCommand({
    send: (api, join: z.input<typeof joinBody>, key) => api.joinSlices(join, key),
    told: () => 'Joined.',
    changes: ['slices', 'state'],
  });
}

export function useFill() {
  return useCommand({
    send: (api, filling: Filling, key) => api.fill(filling, key),
    told: ({ slices }) => (slices.length === 1 ? 'One slice added.' : `${slices.length} added.`),
    changes: ['slices', 'state'],
  });
}

export function useFillPreview(filling: Filling) {
  const { api } = useServer();
  return useQuery(previewQuery(filling, () => api.preview.fill(filling)));
}

/** What each way would change, in the order of the ways. */
export function useWayPreviews(ways: readonly WayOut[], { id, edit }: EditInput) {
  const { api } = useServer();
  return useQueries({
    queries: ways.map((onOverlap) => {
      const asked = { ...edit, onOverlap };
      return previewQuery({ id, asked }, () => api.preview.editSlice(id, asked));
    }),
  });
}

function previewQuery(command: object, ask: () => Promise<Answer<Preview>>) {
  return queryOptions({
    queryKey: queryKeys.slicePreview(command),
    queryFn: () => bodyOf(ask()),
    // What was free a moment ago need not be any more.
    staleTime: 0,
  });
}

const overlapDetails = z.object({ waysOut: z.array(z.enum(waysOut)) });

/** The ways out of an overlap that a command was refused for. Null: it was refused otherwise. */
export function waysOutOf(error: Error): readonly WayOut[] | null {
  if (!(error instanceof Refusal) || error.code !== 'overlap') return null;
  const read = overlapDetails.safeParse(error.details);
  return read.success ? read.data.waysOut : null;
}

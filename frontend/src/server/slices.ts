/** Slices: what was tracked, and the commands over it. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { sliceEditBody, sliceListQuery, sliceReply } from '../../../contract/slice.ts';
import { type Api, bodyOf } from './api.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';
import { useCommand } from './useCommand.ts';

export type Slice = z.output<typeof sliceReply>;
type SliceRange = z.input<typeof sliceListQuery>;

/** Enough for the things that somebody starts again and again. */
const recentCount = '100';

function recentSlicesQuery(api: Api) {
  return queryOptions({
    queryKey: queryKeys.recentSlices,
    queryFn: () => bodyOf(api.slices({ limit: recentCount })),
    meta: { isKeptOffline: true },
  });
}

/** Newest first. */
export function useRecentSlices() {
  return useQuery(recentSlicesQuery(useServer().api));
}

/** `startDate` and `endDate` may be civil days of the account, or instants. */
export function useSlices(range: SliceRange) {
  const { api } = useServer();
  return useQuery({
    queryKey: queryKeys.slices(range),
    queryFn: () => bodyOf(api.slices(range)),
  });
}

type SliceEdit = Readonly<{ id: string; changes: z.input<typeof sliceEditBody> }>;

export function useEditSlice() {
  return useCommand({
    send: (api, { id, changes }: SliceEdit, key) => api.editSlice(id, changes, key),
    told: () => 'Changed.',
    renews: ['slices', 'state', 'reports'],
    expects: [
      {
        queryKey: queryKeys.recentSlices,
        becomes: (known: readonly Slice[], { id, changes: { note } }) =>
          known.map((slice) =>
            slice.id === id && note !== undefined ? { ...slice, note } : slice,
          ),
      },
    ],
  });
}

/** Slices: what was tracked, and why each of them began. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { z } from 'zod';
import type { sliceListQuery, sliceReply } from '../../../contract/slice.ts';
import { addDays } from '../../../core/time/calendar.ts';
import { type Api, bodyOf } from './api.ts';
import { everyPage } from './everyPage.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';

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

/** Civil days of the account, or instants; the second is where the range ends. */
export type WholeRange = Readonly<{ startDate: string; endDate: string }>;

const longestPage = '1000';

/** Every slice that reaches into the range, however many pages that takes. */
function allSlicesQuery(api: Api, range: WholeRange) {
  return queryOptions({
    queryKey: queryKeys.allSlices(range),
    queryFn: () =>
      everyPage((cursor) => {
        const asked: SliceRange = { ...range, limit: longestPage };
        return api.slices(cursor === undefined ? asked : { ...asked, cursor });
      }),
  });
}

export function useAllSlices(range: WholeRange) {
  return useQuery(allSlicesQuery(useServer().api, range));
}

/** What a person is likely to look at next, before it and after it, is there before they do. */
export function useSlicesAround(from: string, days: number) {
  const { api } = useServer();
  const queryClient = useQueryClient();
  useEffect(() => {
    for (const startDate of [addDays(from, -days), addDays(from, days)]) {
      const range = { startDate, endDate: addDays(startDate, days) };
      void queryClient.prefetchQuery(allSlicesQuery(api, range));
    }
  }, [api, queryClient, from, days]);
}

/** Which command, by whom and for what reason, began, changed and ended a slice. */
export function useWhy(sliceId: string) {
  const { api } = useServer();
  return useQuery({
    queryKey: queryKeys.why(sliceId),
    queryFn: () => bodyOf(api.why(sliceId)),
  });
}

/** What Toggl holds, how far it is behind, and what a person has to decide. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { togglStatusReply } from '../../../contract/toggl.ts';
import { type Api, bodyOf } from './api.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';
import { useCommand } from './useCommand.ts';

export type TogglStatus = z.output<typeof togglStatusReply>;

function togglStatusQuery(api: Api) {
  return queryOptions({
    queryKey: queryKeys.togglStatus,
    queryFn: () => bodyOf(api.togglStatus()),
  });
}

export function useTogglStatus() {
  return useQuery(togglStatusQuery(useServer().api));
}

export function useTogglWarnings() {
  const { api } = useServer();
  return useQuery({
    queryKey: queryKeys.togglWarnings,
    queryFn: () => bodyOf(api.togglWarnings()),
  });
}

export function useTogglCalls() {
  const { api } = useServer();
  return useQuery({
    queryKey: queryKeys.togglCalls,
    queryFn: () => bodyOf(api.togglCalls({ limit: '50' })),
  });
}

/** What runs in Timery becomes the activity here, from its own start on; one call. */
export function useAdoptTimer() {
  return useCommand({
    send: (api, _input: undefined, key) => api.adoptToggl({}, key),
    told: ({ category }) => `Tracking ${category}, as Timery does.`,
    renews: ['state', 'slices', 'toggl'],
  });
}

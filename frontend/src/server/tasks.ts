/** Tasks and what was written down of them. */
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { taskListQuery } from '../../../contract/tasks.ts';
import { bodyOf } from './api.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';

export function useTasks(filter: z.input<typeof taskListQuery> = {}) {
  const { api } = useServer();
  return useQuery({
    queryKey: queryKeys.tasks(filter),
    queryFn: () => bodyOf(api.tasks(filter)),
  });
}

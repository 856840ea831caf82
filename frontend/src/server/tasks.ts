/** Tasks and what was written down of them. */
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { taskListQuery, taskReply } from '../../../contract/tasks.ts';
import { bodyOf } from './api.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';

export type Task = z.output<typeof taskReply>;

export function useTasks(filter: z.input<typeof taskListQuery> = {}) {
  const { api } = useServer();
  return useQuery({
    queryKey: queryKeys.tasks(filter),
    queryFn: () => bodyOf(api.tasks(filter)),
  });
}

/** The task of what runs: the active one, as far as it is known. */
export function useActiveTask(id: string | null): Task | undefined {
  const { data = [] } = useTasks({ state: 'active' });
  return data.find((task) => task.id === id);
}

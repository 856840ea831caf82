/** Tasks and what was written down of them. */
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { captureBody } from '../../../contract/capture.ts';
import type {
  postDoLogReply,
  taskCompleteBody,
  taskListQuery,
  taskPatchBody,
  taskReply,
} from '../../../contract/tasks.ts';
import { bodyOf } from './api.ts';
import { everyPage } from './everyPage.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';
import { useCommand } from './useCommand.ts';

export type Task = z.output<typeof taskReply>;
export type PostDoLog = z.output<typeof postDoLogReply>;
export type TaskFields = z.input<typeof taskPatchBody>;
type Completion = z.input<typeof taskCompleteBody>;

export function useTasks(filter: z.input<typeof taskListQuery> = {}) {
  const { api } = useServer();
  return useQuery({
    queryKey: queryKeys.tasks(filter),
    queryFn: () => bodyOf(api.tasks(filter)),
  });
}

const longestPage = '1000';

/** However many there are: a task that no list shows is forgotten. */
export function useAllTasks(state: Task['state']) {
  const { api } = useServer();
  return useQuery({
    queryKey: queryKeys.allTasks(state),
    queryFn: () =>
      everyPage((cursor) => {
        const asked = { state, limit: longestPage };
        return api.tasks(cursor === undefined ? asked : { ...asked, cursor });
      }),
  });
}

/** The task of what runs: the active one, as far as it is known. */
export function useActiveTask(id: string | null): Task | undefined {
  const { data = [] } = useTasks({ state: 'active' });
  return data.find((task) => task.id === id);
}

export function usePostDoLogs(taskId: string) {
  const { api } = useServer();
  return useQuery({
    queryKey: queryKeys.postDoLogs(taskId),
    queryFn: () => bodyOf(api.postDoLogs(taskId)),
  });
}

export function useCaptureTask() {
  return useCommand({
    send: (api, captured: z.input<typeof captureBody>, key) => api.capture(captured, key),
    told: ({ say }) => say,
    changes: ['tasks'],
    isFailureTold: false,
  });
}

export function useEditTask() {
  return useCommand({
    send: (api, { id, fields }: Readonly<{ id: string; fields: TaskFields }>) =>
      api.editTask(id, fields),
    told: ({ name }) => `${name} is saved.`,
    changes: ['tasks'],
    isFailureTold: false,
  });
}

/** What runs changes with it, and the events tell of that. */
export function useActivateTask() {
  return useCommand({
    send: (api, id: string, key) => api.activateTask(id, {}, key),
    told: ({ say }) => say,
    changes: ['tasks', 'state', 'slices'],
  });
}

export function useCompleteTask() {
  return useCommand({
    send: (api, { id, log }: Readonly<{ id: string; log: Completion }>, key) =>
      api.completeTask(id, log, key),
    told: ({ say }) => say,
    changes: ['tasks', 'state', 'slices'],
    isFailureTold: false,
  });
}

export function useReopenTask() {
  return useCommand({
    send: (api, id: string) => api.reopenTask(id),
    told: ({ name }) => `${name} is open again.`,
    changes: ['tasks'],
  });
}

export function useDeleteTask() {
  return useCommand({
    send: (api, id: string) => api.deleteTask(id),
    told: ({ name }) => `${name} is gone.`,
    changes: ['tasks'],
  });
}

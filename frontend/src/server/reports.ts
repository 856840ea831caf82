/** Metrics of days, weeks and months, and goals, whose progress is told with them. */
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { goalCreateBody, goalPatchBody } from '../../../contract/goals.ts';
import type { metricsQuery, metricsReply } from '../../../contract/reviews.ts';
import { bodyOf } from './api.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';
import { useCommand } from './useCommand.ts';

export type Metrics = z.output<typeof metricsReply>;
export type Period = Metrics['total'];

export function useMetrics(range: z.input<typeof metricsQuery>) {
  const { api } = useServer();
  return useQuery({
    queryKey: queryKeys.metrics(range),
    queryFn: () => bodyOf(api.metrics(range)),
  });
}

export type NewGoal = z.input<typeof goalCreateBody>;

export function useCreateGoal() {
  return useCommand({
    send: (api, goal: NewGoal, key) => api.createGoal(goal, key),
    told: () => 'The goal is set.',
    changes: ['reports'],
  });
}

type GoalEdit = Readonly<{ id: string; changes: z.input<typeof goalPatchBody> }>;

export function useEditGoal() {
  return useCommand({
    send: (api, { id, changes }: GoalEdit) => api.editGoal(id, changes),
    told: () => 'The goal is changed.',
    changes: ['reports'],
  });
}

export function useDeleteGoal() {
  return useCommand({
    send: (api, id: string) => api.deleteGoal(id),
    told: () => 'The goal is given up.',
    changes: ['reports'],
  });
}

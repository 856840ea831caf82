/** Metrics of days, weeks and months, and goals. */
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { metricsQuery, metricsReply } from '../../../contract/reviews.ts';
import { bodyOf } from './api.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';

export type Metrics = z.output<typeof metricsReply>;

export function useMetrics(range: z.input<typeof metricsQuery>) {
  const { api } = useServer();
  return useQuery({
    queryKey: queryKeys.metrics(range),
    queryFn: () => bodyOf(api.metrics(range)),
  });
}

/** Daily and weekly reviews. */
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { reviewListQuery } from '../../../contract/reviews.ts';
import { bodyOf } from './api.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';

export function useReviews(filter: z.input<typeof reviewListQuery> = {}) {
  const { api } = useServer();
  return useQuery({
    queryKey: queryKeys.reviews(filter),
    queryFn: () => bodyOf(api.reviews(filter)),
  });
}

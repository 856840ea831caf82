/** Daily and weekly reviews. What they know of the time is kept as it was, until refreshed. */
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { reviewListQuery, reviewReply } from '../../../contract/reviews.ts';
import { bodyOf } from './api.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';
import { useCommand } from './useCommand.ts';

export type Review = z.output<typeof reviewReply>;
export type ReviewTexts = Pick<Review, 'wins' | 'misses' | 'lessons' | 'nextGoals'>;

export function useReviews(filter: z.input<typeof reviewListQuery> = {}) {
  const { api } = useServer();
  return useQuery({
    queryKey: queryKeys.reviews(filter),
    queryFn: () => bodyOf(api.reviews(filter)),
  });
}

type Saving = Readonly<{
  /** Null where it is written for the first time. */
  id: string | null;
  kind: Review['kind'];
  date: string;
  /** Only what was changed: the rest may be newer than what is known here. */
  texts: Partial<ReviewTexts>;
}>;

export function useSaveReview() {
  return useCommand({
    send: (api, { id, kind, date, texts }: Saving, key) =>
      id === null ? api.createReview({ kind, date, ...texts }, key) : api.editReview(id, texts),
    told: () => 'The review is saved.',
    changes: ['reviews'],
  });
}

export function useRefreshReview() {
  return useCommand({
    send: (api, id: string) => api.refreshReview(id),
    told: () => 'The figures are counted anew.',
    changes: ['reviews'],
  });
}

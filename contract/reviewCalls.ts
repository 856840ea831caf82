/** The typed client's calls about metrics, reviews and goals. */
import type { z } from 'zod';
import { callsWith, type Send } from './call.ts';
import { type goalCreateBody, goalListReply, type goalPatchBody, goalReply } from './goals.ts';
import {
  type metricsQuery,
  metricsReply,
  type reviewCreateBody,
  type reviewListQuery,
  reviewListReply,
  type reviewPatchBody,
  reviewReply,
} from './reviews.ts';

export function reviewCalls(send: Send) {
  const { get } = callsWith(send);
  const reviewAt = (id: string) => `/api/reviews/${encodeURIComponent(id)}`;
  return {
    metrics: (query: z.input<typeof metricsQuery>) =>
      get('/api/reviews/metrics', metricsReply, query),
    reviews: (query: z.input<typeof reviewListQuery> = {}) =>
      get('/api/reviews', reviewListReply, query),
    review: (id: string) => get(reviewAt(id), reviewReply),
    createReview: (body: z.input<typeof reviewCreateBody>, idempotencyKey?: string) =>
      send({
        method: 'POST',
        path: '/api/reviews',
        body,
        idempotencyKey,
        reply: reviewReply,
      }),
    editReview: (id: string, body: z.input<typeof reviewPatchBody>) =>
      send({ method: 'PATCH', path: reviewAt(id), body, reply: reviewReply }),
    refreshReview: (id: string) =>
      send({ method: 'POST', path: `${reviewAt(id)}/refresh`, reply: reviewReply }),
    ...goalCalls(send),
  };
}

function goalCalls(send: Send) {
  const goalAt = (id: string) => `/api/goals/${encodeURIComponent(id)}`;
  return {
    goals: () => send({ method: 'GET', path: '/api/goals', reply: goalListReply }),
    createGoal: (body: z.input<typeof goalCreateBody>, idempotencyKey?: string) =>
      send({ method: 'POST', path: '/api/goals', body, idempotencyKey, reply: goalReply }),
    editGoal: (id: string, body: z.input<typeof goalPatchBody>) =>
      send({ method: 'PATCH', path: goalAt(id), body, reply: goalReply }),
    deleteGoal: (id: string) => send({ method: 'DELETE', path: goalAt(id), reply: goalReply }),
  };
}

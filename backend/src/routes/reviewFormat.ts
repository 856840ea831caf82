/** Reports and reviews in the words of the contract: instants as ISO text. */
import type { z } from 'zod';
import type { metricsReply, reviewReply } from '../../../contract/reviews.ts';
import { noActivity } from '../../../core/health/activity.ts';
import type { PeriodKind } from '../../../core/time/calendar.ts';
import { formatInstant } from '../../../core/time/instant.ts';
import type { PeriodReport, Report } from '../services/reviews/reviewMetrics.ts';
import type { FrozenMetrics, ReviewDone, ReviewView } from '../services/reviews/reviews.ts';

export function formatReport(report: Report, by: PeriodKind): z.output<typeof metricsReply> {
  const { periods } = report;
  return { by, ...formatFrozen(report), periods: periods.map(formatPeriod) };
}

export function formatReviewDone({ review }: ReviewDone): z.output<typeof reviewReply> {
  return formatReview(review);
}

export function formatReview(review: ReviewView): z.output<typeof reviewReply> {
  const { id, kind, from, to, wins, misses, lessons, nextGoals, metrics } = review;
  return {
    id,
    kind,
    from,
    to,
    wins: [...wins],
    misses: [...misses],
    lessons: [...lessons],
    nextGoals: [...nextGoals],
    metrics: formatFrozen(metrics),
    metricsAt: formatInstant(review.metricsAt),
    createdAt: formatInstant(review.createdAt),
    updatedAt: formatInstant(review.updatedAt),
  };
}

function formatFrozen({ timeZone, categories, total, goals }: FrozenMetrics) {
  return {
    timeZone,
    categories: [...categories],
    total: formatPeriod(total),
    goals: goals.map(formatGoal),
  };
}

type FrozenPeriod = Omit<PeriodReport, 'activity'> & Partial<Pick<PeriodReport, 'activity'>>;

type GoalReply = z.output<typeof metricsReply>['goals'][number];

function formatGoal(goal: Report['goals'][number]): GoalReply {
  const { id, dimension, categoryId, period, direction, minutes, progress } = goal;
  return { id, dimension, categoryId, period, direction, minutes, progress: [...progress] };
}

/** A review that was frozen before activity was counted has none. */
function formatPeriod(period: FrozenPeriod): z.output<typeof metricsReply>['total'] {
  const { startAt, endAt, activity = noActivity, ...figures } = period;
  return {
    ...figures,
    start: formatInstant(startAt),
    end: formatInstant(endAt),
    activity,
    categories: [...figures.categories],
    tasks: [...figures.tasks],
    crossings: [...figures.crossings],
  };
}

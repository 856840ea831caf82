/**
 * The door of metrics and reviews. Reviews go to their service without a nudge: they change no
 * slice, so nothing follows in Toggl.
 */
import {
  metricsQuery,
  metricsReply,
  reviewCreateBody,
  reviewListQuery,
  reviewListReply,
  reviewParams,
  reviewPatchBody,
  reviewReply,
} from '../../../contract/reviews.ts';
import { countDays, periodsOf } from '../../../core/time/calendar.ts';
import { BadRequest } from '../http/errors.ts';
import type { HttpApp } from '../http/httpApp.ts';
import type { Question, ReviewMetrics } from '../services/reviews/reviewMetrics.ts';
import type { Reviews } from '../services/reviews/reviews.ts';
import { answerCommand } from './commandReply.ts';
import { linkToNext, readDayCursor } from './cursor.ts';
import { formatReport, formatReview, formatReviewDone } from './reviewFormat.ts';
import { readSchema, writeSchema } from './routeSchema.ts';

export type ReviewDoor = Readonly<{
  metrics: Pick<ReviewMetrics, 'report'>;
  reviews: Reviews;
}>;

const tag = 'reviews';
const mostDays = 36_600;
const mostPeriods = 4_000;

export function addReviewRoutes(app: HttpApp, { metrics, reviews }: ReviewDoor): void {
  addReviewReads(app, reviews);
  addReviewCommands(app, reviews);
  app.get(
    '/reviews/metrics',
    {
      schema: {
        ...readSchema(
          { tag, operationId: 'getMetrics', summary: 'Where the time went, period by period' },
          metricsReply,
        ),
        querystring: metricsQuery,
      },
    },
    async (request) => {
      const question = request.query;
      refuseTooMuch(question);
      return formatReport(await metrics.report(request.caller.accountId, question), question.by);
    },
  );
}

function refuseTooMuch(question: Question): void {
  const { from, to, by } = question;
  if (to < from) throw new BadRequest('to lies before from. Exchange the two.');
  const days = countDays(question);
  if (days > mostDays || (by === 'day' && days > mostPeriods)) {
    throw new BadRequest(
      `That is more than one report holds: at most ${mostPeriods} days one by one, or ` +
        `${mostDays} by week or month. Ask for fewer, or send by=month.`,
    );
  }
  if (by === 'week' && periodsOf(question, by).length > mostPeriods) {
    throw new BadRequest(`At most ${mostPeriods} weeks fit one report. Send by=month.`);
  }
}

function addReviewReads(app: HttpApp, reviews: Reviews): void {
  app.get(
    '/reviews',
    {
      schema: {
        ...readSchema(
          { tag, operationId: 'listReviews', summary: 'Reviews, the newest period first' },
          reviewListReply,
        ),
        querystring: reviewListQuery,
      },
    },
    async (request, reply) => {
      const { cursor, ...filter } = request.query;
      const place = cursor === undefined ? undefined : readDayCursor(cursor);
      const below = place && { firstDay: place.by, id: place.id };
      const page = await reviews.list(request.caller.accountId, { ...filter, below });
      if (page.next !== null) {
        const { firstDay: by, id } = page.next;
        reply.header('link', linkToNext(request.url, { by, id }));
      }
      return page.reviews.map(formatReview);
    },
  );
  app.get(
    '/reviews/:id',
    {
      schema: {
        ...readSchema({ tag, operationId: 'getReview', summary: 'One review' }, reviewReply),
        params: reviewParams,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: () => reviews.find(request.caller.accountId, request.params.id),
        format: formatReviewDone,
      }),
  );
}

function addReviewCommands(app: HttpApp, reviews: Reviews): void {
  app.post(
    '/reviews',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'createReview', summary: 'Look back on a day or a week' },
          { 201: reviewReply },
        ),
        body: reviewCreateBody,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => reviews.create(request.caller, request.body, key),
        status: () => 201,
        format: formatReviewDone,
      }),
  );
  app.patch(
    '/reviews/:id',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'editReview', summary: 'Change what was written' },
          { 200: reviewReply },
        ),
        params: reviewParams,
        body: reviewPatchBody,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) =>
          reviews.patch(request.caller, { ...request.body, reviewId: request.params.id }, key),
        format: formatReviewDone,
      }),
  );
  app.post(
    '/reviews/:id/refresh',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'refreshReview', summary: 'Count the figures of a review anew' },
          { 200: reviewReply },
        ),
        params: reviewParams,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => reviews.refresh(request.caller, { reviewId: request.params.id }, key),
        format: formatReviewDone,
      }),
  );
}

/**
 * Reviews: what a person makes of a day or a week, beside its figures as they were then. One
 * transaction each, no network, and no slice is touched; so nobody is nudged.
 *
 * Invariants: a period has one review. Its figures change by `refresh` alone, so that a review
 * stays what was looked at when it was written.
 */
import { type CivilRange, periodAround } from '../../../../core/time/calendar.ts';
import {
  findReview,
  findReviewOf,
  insertReview,
  listReviews,
  type Review,
  type ReviewCursor,
  type ReviewFilter,
  updateReview,
} from '../../store/reviews.ts';
import {
  type Command,
  type CommandOf,
  commandsOver,
  type Done,
  type EngineParts,
  type Refused,
  refusedWith,
} from '../engineCommand.ts';
import { pageOf, rowsToRead } from '../page.ts';
import type { Report, ReviewMetrics } from './reviewMetrics.ts';

/** What is frozen: a review has one period, and its goals have theirs. */
export type FrozenMetrics = Pick<Report, 'timeZone' | 'categories' | 'total' | 'goals'>;
export type ReviewView = Review<FrozenMetrics> & CivilRange;
export type ReviewDone = Readonly<{ review: ReviewView }>;

type Texts = Pick<Review, 'wins' | 'misses' | 'lessons' | 'nextGoals'>;
type Optional<Fields> = { readonly [Name in keyof Fields]?: Fields[Name] | undefined };
type NewReview = Optional<Texts> & Readonly<{ kind: Review['kind']; date: string }>;
type ReviewPatch = Optional<Texts> & Readonly<{ reviewId: string }>;

type ReviewPage = Readonly<{ reviews: readonly ReviewView[]; next: ReviewCursor | null }>;

export type Reviews = Readonly<{
  list(accountId: string, filter: ReviewFilter): Promise<ReviewPage>;
  find(accountId: string, reviewId: string): Outcome;
  create: CommandOf<NewReview, ReviewDone>;
  patch: CommandOf<ReviewPatch, ReviewDone>;
  /** Counts the period anew. */
  refresh: CommandOf<Readonly<{ reviewId: string }>, ReviewDone>;
}>;

type Parts = EngineParts & Readonly<{ metrics: ReviewMetrics }>;
type Outcome = Promise<Done<ReviewDone> | Refused>;

export function createReviews(parts: Parts): Reviews {
  const { database, metrics } = parts;
  const command = commandsOver(parts);
  return {
    list: async (accountId, filter) => {
      const asked = { ...filter, limit: rowsToRead(filter.limit) };
      const found = await listReviews<FrozenMetrics>(database.reader, accountId, asked);
      const { shown, last } = pageOf(found, filter.limit);
      return { reviews: shown.map(viewOf), next: last && { firstDay: last.firstDay, id: last.id } };
    },
    find: async (accountId, reviewId) => {
      const review = await findReview<FrozenMetrics>(database.reader, accountId, reviewId);
      return review === null ? reviewNotFound : { kind: 'done', review: viewOf(review) };
    },
    create: command((given, input) => create(given, input, metrics)),
    patch: command(patch),
    refresh: command((given, input) => refresh(given, input, metrics)),
  };
}

async function create(
  command: Command,
  { kind, date, wins = [], misses = [], lessons = [], nextGoals = [] }: NewReview,
  metrics: ReviewMetrics,
): Outcome {
  const { tx, caller, now, newId } = command;
  const { from: firstDay } = periodOf({ kind, firstDay: date });
  const other = await findReviewOf(tx, caller.accountId, { kind, firstDay });
  if (other !== null) return reviewExists(other.id, kind);
  const review: Review<FrozenMetrics> = {
    id: newId(),
    kind,
    firstDay,
    wins,
    misses,
    lessons,
    nextGoals,
    metrics: await frozen(command, { kind, firstDay }, metrics),
    metricsAt: now,
    createdAt: now,
    updatedAt: now,
  };
  await insertReview(tx, caller.accountId, review);
  return { kind: 'done', review: viewOf(review) };
}

async function patch(
  { tx, caller, now }: Command,
  { reviewId, wins, misses, lessons, nextGoals }: ReviewPatch,
): Outcome {
  const before = await findReview<FrozenMetrics>(tx, caller.accountId, reviewId);
  if (before === null) return reviewNotFound;
  const review: Review<FrozenMetrics> = {
    ...before,
    wins: wins ?? before.wins,
    misses: misses ?? before.misses,
    lessons: lessons ?? before.lessons,
    nextGoals: nextGoals ?? before.nextGoals,
    updatedAt: now,
  };
  await updateReview(tx, caller.accountId, review);
  return { kind: 'done', review: viewOf(review) };
}

async function refresh(
  command: Command,
  { reviewId }: Readonly<{ reviewId: string }>,
  metrics: ReviewMetrics,
): Outcome {
  const { tx, caller, now } = command;
  const before = await findReview<FrozenMetrics>(tx, caller.accountId, reviewId);
  if (before === null) return reviewNotFound;
  const counted = await frozen(command, before, metrics);
  const review = { ...before, metrics: counted, metricsAt: now, updatedAt: now };
  await updateReview(tx, caller.accountId, review);
  return { kind: 'done', review: viewOf(review) };
}

type Period = Pick<Review, 'kind' | 'firstDay'>;

async function frozen(
  { tx, caller, now }: Command,
  period: Period,
  metrics: ReviewMetrics,
): Promise<FrozenMetrics> {
  const by = period.kind === 'daily' ? 'day' : 'week';
  const asked = { ...periodOf(period), by, accountId: caller.accountId, now } as const;
  const { timeZone, categories, total, goals } = await metrics.reportWithin(tx, asked);
  return { timeZone, categories, total, goals };
}

function periodOf({ kind, firstDay }: Period): CivilRange {
  return periodAround(firstDay, kind === 'daily' ? 'day' : 'week');
}

function viewOf(review: Review<FrozenMetrics>): ReviewView {
  return { ...review, ...periodOf(review) };
}

function reviewExists(reviewId: string, kind: Review['kind']): Refused {
  const period = kind === 'daily' ? 'day' : 'week';
  const message = `That ${period} has a review already. Change that one instead.`;
  return {
    kind: 'refused',
    refusal: { code: 'review_exists', message, details: { reviewId } },
  };
}

const reviewNotFound = refusedWith(
  'review_not_found',
  'There is no such review. List the reviews to see what is there.',
);

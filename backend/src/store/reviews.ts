/** The table `review`: one row a day or week that was looked back on, with its frozen figures. */
import type { Selectable } from 'kysely';
import type { ReviewTable } from '../db/reviewSchema.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

const reviewKinds = ['daily', 'weekly'] as const;
type ReviewKind = (typeof reviewKinds)[number];

export type Review<Metrics = unknown> = Readonly<{
  id: string;
  kind: ReviewKind;
  /** Civil date: the day itself, or the Monday of the week. */
  firstDay: string;
  wins: readonly string[];
  misses: readonly string[];
  lessons: readonly string[];
  nextGoals: readonly string[];
  /** As they were at `metricsAt`: later changes of slices leave them alone. */
  metrics: Metrics;
  metricsAt: number;
  createdAt: number;
  updatedAt: number;
}>;

/** The last review of a page; the next page begins below it. */
export type ReviewCursor = Readonly<{ firstDay: string; id: string }>;

export type ReviewFilter = Readonly<{
  kind?: ReviewKind | undefined;
  from?: string | undefined;
  to?: string | undefined;
  below?: ReviewCursor | undefined;
  limit: number;
}>;

/** Newest first, by the first day of their period. */
export async function listReviews<Metrics>(
  connection: ReadConnection,
  accountId: string,
  { kind, from, to, below, limit }: ReviewFilter,
): Promise<Review<Metrics>[]> {
  let query = ofAccount(connection, accountId)
    .orderBy('first_day', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (from !== undefined) query = query.where('first_day', '>=', from);
  if (to !== undefined) query = query.where('first_day', '<=', to);
  if (below !== undefined) {
    query = query.where(({ eb, or, and }) =>
      or([
        eb('first_day', '<', below.firstDay),
        and([eb('first_day', '=', below.firstDay), eb('id', '<', below.id)]),
      ]),
    );
  }
  return (await query.execute()).map((row) => reviewFromRow<Metrics>(row));
}

export async function findReview<Metrics>(
  connection: ReadConnection,
  accountId: string,
  reviewId: string,
): Promise<Review<Metrics> | null> {
  const row = await ofAccount(connection, accountId).where('id', '=', reviewId).executeTakeFirst();
  return row ? reviewFromRow<Metrics>(row) : null;
}

export async function findReviewOf(
  connection: ReadConnection,
  accountId: string,
  { kind, firstDay }: Pick<Review, 'kind' | 'firstDay'>,
): Promise<Readonly<{ id: string }> | null> {
  const row = await ofAccount(connection, accountId)
    .where('kind', '=', kind)
    .where('first_day', '=', firstDay)
    .executeTakeFirst();
  return row ?? null;
}

export async function insertReview(
  tx: WriteTransaction,
  accountId: string,
  review: Review,
): Promise<void> {
  await tx
    .insertInto('review')
    .values({
      id: review.id,
      account_id: accountId,
      kind: review.kind,
      first_day: review.firstDay,
      created_at: review.createdAt,
      ...editableColumns(review),
    })
    .execute();
}

export async function updateReview(
  tx: WriteTransaction,
  accountId: string,
  review: Review,
): Promise<void> {
  await tx
    .updateTable('review')
    .set(editableColumns(review))
    .where('account_id', '=', accountId)
    .where('id', '=', review.id)
    .execute();
}

function ofAccount(connection: ReadConnection, accountId: string) {
  return connection.selectFrom('review').selectAll().where('account_id', '=', accountId);
}

function editableColumns(review: Review) {
  return {
    wins: JSON.stringify(review.wins),
    misses: JSON.stringify(review.misses),
    lessons: JSON.stringify(review.lessons),
    next_goals: JSON.stringify(review.nextGoals),
    metrics: JSON.stringify(review.metrics),
    metrics_at: review.metricsAt,
    updated_at: review.updatedAt,
  };
}

function reviewFromRow<Metrics>(row: Selectable<ReviewTable>): Review<Metrics> {
  return {
    id: row.id,
    kind: row.kind as ReviewKind,
    firstDay: row.first_day,
    wins: JSON.parse(row.wins),
    misses: JSON.parse(row.misses),
    lessons: JSON.parse(row.lessons),
    nextGoals: JSON.parse(row.next_goals),
    metrics: JSON.parse(row.metrics),
    metricsAt: row.metrics_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

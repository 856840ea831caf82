/** Rows of toggl_bucket: what the quota headers last said, kept by Toggl user. */
import type { Bucket, BucketKey, BucketName } from '../../../core/projection/budget.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

/** The user's, and that of the organisation whose workspace is connected. */
export type Buckets = Readonly<Record<BucketName, Bucket | null>>;

/** The texts come from the writes below, so they are keys. */
export async function findBuckets(
  db: ReadConnection,
  togglUserId: number,
): Promise<ReadonlyMap<BucketKey, Bucket>> {
  const rows = await db
    .selectFrom('toggl_bucket')
    .selectAll()
    .where('toggl_user_id', '=', togglUserId)
    .execute();
  return new Map(
    rows.map(({ bucket, remaining, resets_at: resetsAt, running_sent_at: sentAt }) => [
      bucket as BucketKey,
      { remaining, resetsAt, ...(sentAt === null ? {} : { runningSentAt: sentAt }) },
    ]),
  );
}

export async function saveBucket(
  tx: WriteTransaction,
  saved: Readonly<{ togglUserId: number; key: BucketKey; bucket: Bucket; now: number }>,
): Promise<void> {
  const changes = {
    remaining: saved.bucket.remaining,
    resets_at: saved.bucket.resetsAt,
    running_sent_at: saved.bucket.runningSentAt ?? null,
    updated_at: saved.now,
  };
  await tx
    .insertInto('toggl_bucket')
    .values({ toggl_user_id: saved.togglUserId, bucket: saved.key, ...changes })
    .onConflict((conflict) => conflict.columns(['toggl_user_id', 'bucket']).doUpdateSet(changes))
    .execute();
}

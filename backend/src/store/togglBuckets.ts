/** Rows of toggl_bucket: what the quota headers last said, kept by Toggl user. */
import type { Bucket, BucketName } from '../../../core/projection/budget.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

export type Buckets = Readonly<Record<BucketName, Bucket | null>>;

export async function findBuckets(db: ReadConnection, togglUserId: number): Promise<Buckets> {
  const rows = await db
    .selectFrom('toggl_bucket')
    .selectAll()
    .where('toggl_user_id', '=', togglUserId)
    .execute();
  const bucketOf = (name: BucketName): Bucket | null => {
    const row = rows.find(({ bucket }) => bucket === name);
    if (row === undefined) return null;
    const { remaining, resets_at: resetsAt, running_sent_at: sentAt } = row;
    return { remaining, resetsAt, ...(sentAt === null ? {} : { runningSentAt: sentAt }) };
  };
  return { organization: bucketOf('organization'), user: bucketOf('user') };
}

export async function saveBucket(
  tx: WriteTransaction,
  saved: Readonly<{ togglUserId: number; name: BucketName; bucket: Bucket; now: number }>,
): Promise<void> {
  const changes = {
    remaining: saved.bucket.remaining,
    resets_at: saved.bucket.resetsAt,
    running_sent_at: saved.bucket.runningSentAt ?? null,
    updated_at: saved.now,
  };
  await tx
    .insertInto('toggl_bucket')
    .values({ toggl_user_id: saved.togglUserId, bucket: saved.name, ...changes })
    .onConflict((conflict) => conflict.columns(['toggl_user_id', 'bucket']).doUpdateSet(changes))
    .execute();
}

/**
 * May this call be spent now? The two buckets, the reserve, and what each last request is for.
 * A bucket is known from reply headers alone; where nothing is known one call may go, and its
 * reply decides (docs/toggl-notes.md, Quota).
 */

/** What a call is worth, dearest first. The planner sorts by it, the budget refuses by it. */
export const worths = [
  'stop-running',
  'foreign',
  'running',
  'times',
  'finished',
  'text',
  'delete',
  'observe',
  'refresh',
  'import',
] as const;
export type Worth = (typeof worths)[number];

export type BucketName = 'organization' | 'user';

/** Each organisation has a bucket of its own; the bare name where it is not known which it is. */
export type BucketKey = BucketName | `organization:${number}`;

/** The bucket of the organisation that a workspace belongs to. */
export function organizationBucket(
  workspaces: readonly Readonly<{ id: number; organizationId?: number }>[],
  workspaceId: number,
): BucketKey {
  const known = workspaces.find(({ id }) => id === workspaceId)?.organizationId;
  return known === undefined ? 'organization' : `organization:${known}`;
}

export type Bucket = Readonly<{
  remaining: number;
  resetsAt: number;
  /** When the running entry was last made right from this bucket. */
  runningSentAt?: number | undefined;
}>;

export type Permit = Readonly<{ kind: 'go' }> | Readonly<{ kind: 'wait'; until: number }>;

/** Requests that must be left, this one included, for a call of this worth. */
function requestsNeeded(worth: Worth, reserve: number): number {
  switch (worth) {
    case 'stop-running':
      return 1;
    case 'running':
      return Math.min(2, reserve + 1);
    // One more, so that it never takes the request of our own start: Toggl stops it anyway.
    case 'foreign':
      return Math.min(3, reserve + 1);
    case 'times':
    case 'finished':
    case 'text':
    case 'delete':
    case 'observe':
    case 'refresh':
    case 'import':
      return reserve + 1;
  }
}

export function permit(
  bucket: Bucket | null,
  worth: Worth,
  context: Readonly<{ now: number; reserve: number }>,
): Permit {
  const { now, reserve } = context;
  if (bucket === null || !isOpen(bucket, now)) return { kind: 'go' };
  const { remaining, resetsAt } = bucket;
  if (remaining < requestsNeeded(worth, reserve)) return { kind: 'wait', until: resetsAt };
  const isPaced = (worth === 'running' || worth === 'foreign') && remaining <= reserve;
  if (!isPaced) return { kind: 'go' };
  const until = Math.min(pacedUntil(bucket, now), resetsAt);
  return until <= now ? { kind: 'go' } : { kind: 'wait', until };
}

/** Fixed hour, docs/toggl-notes.md: what a 402 without a hint, or an unread window, costs. */
const windowMs = 3_600_000;

const clockSlackMs = 900_000;

/** No window reaches further than an hour: where it seems to, our clock was set back meanwhile. */
function isOpen({ resetsAt }: Bucket, now: number): boolean {
  return now < resetsAt && resetsAt - now <= windowMs + clockSlackMs;
}

const longestPaceMs = 30_000;
const paceFactor = 3;

/**
 * Within the reserve, starts are spaced, the wider the less is left, so that a burst does not
 * spend the last requests on states that are over a second later, and leave a wrong timer for the
 * rest of the hour. A start that nothing preceded goes at once.
 *
 *   left          6    5    4     3      2          1
 *   gap before    –    1 s  3 s   10 s   30 s       only a stop
 */
function pacedUntil({ remaining, runningSentAt }: Bucket, now: number): number {
  // In the future: the clock was set back, and the gap must not grow by that.
  if (runningSentAt === undefined || runningSentAt > now) return now;
  return runningSentAt + Math.round(longestPaceMs / paceFactor ** Math.max(0, remaining - 2));
}

/**
 * The bucket after a reply. Headers are believed over our own count; without them the count goes
 * down by one and is never raised, so that a missing header cannot invent requests.
 */
export function bucketAfter(
  bucket: Bucket | null,
  reply: Readonly<{
    now: number;
    /** What the call was for; absent where that is of no account. */
    worth?: Worth;
    quota: Readonly<{ remaining: number; resetsInSeconds: number }> | null;
    /** Seconds until the reset when the reply was a 402 for quota; null when it did not say. */
    exhausted: Readonly<{ resetsInSeconds: number | null }> | null;
  }>,
): Bucket | null {
  const { now, quota, exhausted } = reply;
  const runningSentAt = reply.worth === 'running' ? now : bucket?.runningSentAt;
  if (exhausted !== null) {
    const seconds = exhausted.resetsInSeconds ?? quota?.resetsInSeconds ?? null;
    const waitMs = seconds === null ? windowMs : Math.max(1, seconds) * 1000;
    return { remaining: 0, resetsAt: now + waitMs, runningSentAt };
  }
  if (quota !== null) {
    return {
      remaining: quota.remaining,
      resetsAt: now + quota.resetsInSeconds * 1000,
      runningSentAt,
    };
  }
  if (bucket === null || !isOpen(bucket, now)) return null;
  return { ...bucket, remaining: Math.max(0, bucket.remaining - 1), runningSentAt };
}

/** As a bucket has to stand on disk while a call from it is on its way. */
export function bucketWhileAsking(bucket: Bucket): Bucket {
  return { ...bucket, remaining: Math.max(0, bucket.remaining - 1) };
}

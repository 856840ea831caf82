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
] as const;
export type Worth = (typeof worths)[number];

export type BucketName = 'organization' | 'user';

export type Bucket = Readonly<{ remaining: number; resetsAt: number }>;

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
      return reserve + 1;
  }
}

export function permit(
  bucket: Bucket | null,
  worth: Worth,
  context: Readonly<{ now: number; reserve: number }>,
): Permit {
  if (bucket === null || context.now >= bucket.resetsAt) return { kind: 'go' };
  if (bucket.remaining >= requestsNeeded(worth, context.reserve)) return { kind: 'go' };
  return { kind: 'wait', until: bucket.resetsAt };
}

/** Fixed hour, docs/toggl-notes.md: what a 402 without a hint, or an unread window, costs. */
const windowMs = 3_600_000;

/**
 * The bucket after a reply. Headers are believed over our own count; without them the count goes
 * down by one and is never raised, so that a missing header cannot invent requests.
 */
export function bucketAfter(
  bucket: Bucket | null,
  reply: Readonly<{
    now: number;
    quota: Readonly<{ remaining: number; resetsInSeconds: number }> | null;
    /** Seconds until the reset when the reply was a 402 for quota; null when it did not say. */
    exhausted: Readonly<{ resetsInSeconds: number | null }> | null;
  }>,
): Bucket | null {
  const { now, quota, exhausted } = reply;
  if (exhausted !== null) {
    const seconds = exhausted.resetsInSeconds ?? quota?.resetsInSeconds ?? null;
    const waitMs = seconds === null ? windowMs : Math.max(1, seconds) * 1000;
    return { remaining: 0, resetsAt: now + waitMs };
  }
  if (quota !== null) {
    return { remaining: quota.remaining, resetsAt: now + quota.resetsInSeconds * 1000 };
  }
  if (bucket === null || now >= bucket.resetsAt) return null;
  return { ...bucket, remaining: Math.max(0, bucket.remaining - 1) };
}

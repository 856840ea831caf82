/**
 * Who spent how much of a bucket in its running hour. Toggl tells what is left and when the hour
 * ends; our log tells what we spent; the rest went to Timery and whatever else uses the account.
 *
 *   |-- ours --|-- others --|------- remaining -------|   the hour: [resetsAt - 1 h, resetsAt)
 *
 * How large the bucket is comes with no reply, so it is taken for the smallest that Toggl sells
 * into which all of it fits (docs/toggl-notes.md, Quota).
 */
import { type Instant, msOf } from '../../words/words.ts';

type Call = Readonly<{ path: string; at: Instant; durationMs: number; status: number | null }>;
type BucketName = 'organization' | 'user';
type Bucket = Readonly<{ remaining: number | null; resetsAt: Instant | null }>;

export type Shares = Readonly<{ total: number; remaining: number; ours: number; others: number }>;

const bucketSizes = [30, 240, 600] as const;
const hourMs = 3_600_000;
/** Toggl tells the end in whole seconds, and the call that opens the hour was sent before it. */
const wholeSecondsMs = 2_000;

type SharesInput = Readonly<{
  name: BucketName;
  bucket: Bucket;
  /** Newest first, all of the hour. */
  calls: readonly Call[];
}>;

/** Null where no reply has told yet. */
export function quotaShares({ name, bucket, calls }: SharesInput): Shares | null {
  const { remaining, resetsAt } = bucket;
  if (remaining === null || resetsAt === null) return null;
  const opensAt = msOf(resetsAt) - hourMs - wholeSecondsMs;
  const isOfHour = ({ at, durationMs }: Call) => msOf(at) + durationMs >= opensAt;
  const ours = calls.filter(
    (call) => call.status !== null && bucketOf(call.path) === name && isOfHour(call),
  ).length;
  const left = Math.max(0, remaining);
  const total = bucketSizes.find((size) => size >= left + ours) ?? left + ours;
  return { total, remaining: left, ours, others: total - left - ours };
}

function bucketOf(path: string): BucketName {
  return /\/me(\/|\?|$)/.test(path) ? 'user' : 'organization';
}

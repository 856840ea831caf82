/**
 * The only hand on the Toggl client. It says whether a call may be spent now, makes it, and keeps
 * what the reply tells: the quota buckets, a rest the host asked for, a pause after failures.
 *
 *   permit ──▶ call  ──▶ ok, refused, plan        the pause ends, failures are forgotten
 *                    ├─▶ quota                    that bucket is empty until it resets
 *                    ├─▶ rate-limited             the host rests a minute
 *                    ├─▶ unreachable, unknown     a pause that doubles, with jitter
 *                    └─▶ unauthorised             an hour: a person has to change the token
 *
 * Invariants: never a retry in here, never a wait: a call that may not go is answered with the
 * instant at which it may. One line in the log when Toggl goes away, one when it returns.
 */
import {
  type Bucket,
  type BucketKey,
  bucketAfter,
  type Permit,
  permit,
  type Worth,
} from '../../../core/projection/budget.ts';
import type { BulkEdit, BulkResult } from '../../../toggl/bulkEdit.ts';
import type { TogglClient } from '../../../toggl/client.ts';
import type { Me } from '../../../toggl/me.ts';
import type { Outcome, Reply } from '../../../toggl/outcome.ts';
import type { Project, ProjectPage } from '../../../toggl/project.ts';
import type { ReportPage, ReportQuery } from '../../../toggl/reportSearch.ts';
import type { NewTimeEntry, TimeEntry, TimeEntryEdit } from '../../../toggl/timeEntry.ts';
import type { TolerantList } from '../../../toggl/tolerantList.ts';
import type { NewSubscription, Subscription } from '../../../toggl/webhook.ts';
import type { Buckets } from '../store/togglBuckets.ts';
import type { TogglCall } from '../store/togglCalls.ts';

/** Why a call is made: for the log, with the slice it serves. */
type Purpose = Readonly<{ reason: string; sliceId: string | null; worth: Worth }>;

/** Of a call about a workspace: its organisation pays. */
type PaidPurpose = Purpose & Readonly<{ bucket: BucketKey }>;

/** One change of one entry. */
export type EntryWrite = Readonly<{ workspaceId: number }> &
  (
    | Readonly<{ kind: 'create'; entry: NewTimeEntry }>
    | Readonly<{ kind: 'update'; entryId: number; edit: TimeEntryEdit }>
    | Readonly<{ kind: 'stop'; entryId: number }>
    | Readonly<{ kind: 'delete'; entryId: number }>
  );

/** One change of many entries. */
type ManyWrites = Readonly<{
  workspaceId: number;
  entryIds: readonly number[];
  edit: BulkEdit;
}>;

export type Spent<T> = Readonly<{
  reply: Reply<T>;
  call: TogglCall;
  /** null where the reply leaves the bucket unknown. */
  bucket: Bucket | null;
}>;

export type Governor = Readonly<{
  permit: (cost: Readonly<{ worth: Worth; bucket: BucketKey }>) => Permit;
  readMe: (purpose: Purpose) => Promise<Spent<Me>>;
  readEntriesSince: (sinceSecond: number, purpose: Purpose) => Promise<Spent<readonly TimeEntry[]>>;
  readHistorySince: (
    sinceSecond: number,
    purpose: Purpose,
  ) => Promise<Spent<TolerantList<TimeEntry>>>;
  /** null when nothing runs. */
  readRunning: (purpose: Purpose) => Promise<Spent<TimeEntry | null>>;
  searchEntries: (
    workspaceId: number,
    query: ReportQuery,
    purpose: PaidPurpose,
  ) => Promise<Spent<ReportPage>>;
  /** Leaves the buckets as they are: which of them pays for it, if any, is not known. */
  subscribe: (
    workspaceId: number,
    subscription: NewSubscription,
    purpose: Purpose,
  ) => Promise<Spent<Subscription>>;
  /** null for a delete. */
  write: (write: EntryWrite, purpose: PaidPurpose) => Promise<Spent<TimeEntry | null>>;
  writeMany: (write: ManyWrites, purpose: PaidPurpose) => Promise<Spent<BulkResult>>;
  /** Pages count from 1. */
  readProjects: (
    workspaceId: number,
    page: number,
    purpose: PaidPurpose,
  ) => Promise<Spent<ProjectPage>>;
  createProject: (
    workspaceId: number,
    name: string,
    purpose: PaidPurpose,
  ) => Promise<Spent<Project>>;
  /** What was known when the program last ran, and when its last call was told to slow down. */
  remember: (
    known: Readonly<{
      buckets: ReadonlyMap<BucketKey, Bucket>;
      /** That of the connected workspace. */
      organization: BucketKey;
      rateLimitedAt: number | null;
    }>,
  ) => void;
  bucket: (key: BucketKey) => Bucket | null;
  buckets: () => Buckets;
}>;

type GovernorOptions = Readonly<{
  client: TogglClient;
  reserve: number;
  now: () => number;
  /** In [0, 1). */
  random: () => number;
  log: Readonly<{ warn: (message: string) => void; info: (message: string) => void }>;
  /** Told of what is left after each call. */
  onSpent: (buckets: Buckets) => void;
}>;

const rateLimitRestMs = 60_000;
const unauthorisedRestMs = 3_600_000;
const pauseBaseMs = 1_000;
const pauseMaxMs = 60_000;

type Rest = { until: number; failures: number; isAway: boolean };

export function createGovernor(options: GovernorOptions): Governor {
  const { client, reserve, now } = options;
  let known = new Map<BucketKey, Bucket | null>();
  let organization: BucketKey = 'organization';
  const bucketOf = (key: BucketKey) => known.get(key) ?? null;
  const buckets = () => ({ organization: bucketOf(organization), user: bucketOf('user') });
  let rest: Rest = { until: 0, failures: 0, isAway: false };
  const spend = async <T>(
    key: BucketKey,
    purpose: Purpose,
    replying: Promise<Reply<T>>,
  ): Promise<Spent<T>> => {
    const reply = await replying;
    const bucket = bucketAfterReply(bucketOf(key), reply, purpose.worth);
    known.set(key, bucket);
    rest = restAfter(rest, reply.outcome, options);
    options.onSpent(buckets());
    return { reply, call: callOf(purpose, reply), bucket };
  };
  return {
    permit: ({ worth, bucket }) => {
      if (now() < rest.until) return { kind: 'wait', until: rest.until };
      return permit(bucketOf(bucket), worth, { now: now(), reserve });
    },
    readMe: (purpose) => spend('user', purpose, client.me()),
    readEntriesSince: (sinceSecond, purpose) =>
      spend('user', purpose, client.timeEntriesSince(sinceSecond)),
    readHistorySince: (sinceSecond, purpose) =>
      spend('user', purpose, client.readableTimeEntriesSince(sinceSecond)),
    readRunning: (purpose) => spend('user', purpose, client.currentTimeEntry()),
    searchEntries: (workspaceId, query, purpose) =>
      spend(purpose.bucket, purpose, client.searchTimeEntries(workspaceId, query)),
    subscribe: async (workspaceId, subscription, purpose) => {
      const reply = await client.createSubscription(workspaceId, subscription);
      rest = restAfter(rest, reply.outcome, options);
      return { reply, call: callOf(purpose, reply), bucket: null };
    },
    write: (write, purpose) => spend(purpose.bucket, purpose, send(client, write)),
    writeMany: ({ workspaceId, entryIds, edit }, purpose) =>
      spend(purpose.bucket, purpose, client.updateTimeEntries(workspaceId, entryIds, edit)),
    readProjects: (workspaceId, page, purpose) =>
      spend(purpose.bucket, purpose, client.projects(workspaceId, page)),
    createProject: (workspaceId, name, purpose) =>
      spend(purpose.bucket, purpose, client.createProject(workspaceId, name)),
    remember: (before) => {
      known = new Map(before.buckets);
      organization = before.organization;
      const { rateLimitedAt } = before;
      if (rateLimitedAt !== null) rest = { ...rest, until: rateLimitedAt + rateLimitRestMs };
    },
    bucket: bucketOf,
    buckets,
  };
}

function send(client: TogglClient, write: EntryWrite): Promise<Reply<TimeEntry | null>> {
  const { workspaceId } = write;
  switch (write.kind) {
    case 'create':
      return client.createTimeEntry(workspaceId, write.entry);
    case 'update':
      return client.updateTimeEntry(workspaceId, write.entryId, write.edit);
    case 'stop':
      return client.stopTimeEntry(workspaceId, write.entryId);
    case 'delete':
      return client.deleteTimeEntry(workspaceId, write.entryId);
  }
}

function bucketAfterReply(
  bucket: Bucket | null,
  reply: Reply<unknown>,
  worth: Worth,
): Bucket | null {
  const { outcome, quota, receivedAt } = reply;
  if (outcome.kind === 'unreachable') return bucket;
  const exhausted = outcome.kind === 'quota' ? { resetsInSeconds: outcome.resetsInSeconds } : null;
  return bucketAfter(bucket, { now: receivedAt, worth, quota, exhausted });
}

function restAfter(rest: Rest, outcome: Outcome<unknown>, options: GovernorOptions): Rest {
  const now = options.now();
  switch (outcome.kind) {
    case 'ok':
    case 'refused':
    case 'plan':
    case 'quota':
      if (rest.isAway) options.log.info('Toggl answers again.');
      return { until: 0, failures: 0, isAway: false };
    case 'rate-limited':
      return { ...rest, until: now + rateLimitRestMs };
    case 'unauthorised':
      return away(rest, { until: now + unauthorisedRestMs, reason: outcome.reason }, options);
    case 'unreachable':
    case 'unknown': {
      const pauseMs = Math.min(pauseMaxMs, pauseBaseMs * 2 ** rest.failures);
      const until = now + Math.round(pauseMs * (0.5 + options.random() / 2));
      return away(rest, { until, reason: outcome.reason }, options);
    }
  }
}

function away(
  rest: Rest,
  why: Readonly<{ until: number; reason: string }>,
  options: GovernorOptions,
): Rest {
  if (!rest.isAway) options.log.warn(`Toggl cannot be used (${why.reason}). Compass keeps trying.`);
  return { until: why.until, failures: rest.failures + 1, isAway: true };
}

function callOf({ reason, sliceId }: Purpose, reply: Reply<unknown>): TogglCall {
  return {
    method: reply.method,
    path: reply.path,
    status: reply.status,
    outcome: reply.outcome.kind,
    reason,
    sliceId,
    durationMs: reply.receivedAt - reply.sentAt,
    at: reply.sentAt,
  };
}

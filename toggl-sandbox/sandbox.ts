/**
 * A Toggl Track account that runs here: Track v9 and Reports v3 as recorded and documented
 * (docs/toggl-notes.md), all state in memory, every reply at once. Time and chance are arguments,
 * so a run repeats exactly. It never schedules anything, and never sees the network: transports
 * and servers stand in front of it (inProcessTransport.ts, server.ts).
 */
import type { HttpReply, HttpRequest } from '../toggl/transport.ts';
import { type Config, type ConfigChange, changedConfig, defaultConfig } from './config.ts';
import { inspectedEntries, inspectedRunning, type SandboxEntry } from './inspection.ts';
import { type Pipeline, replyTo } from './pipeline.ts';
import { type BucketName, type BucketReading, createQuota } from './quota.ts';
import { createRateLimiter } from './rateLimiter.ts';
import { createReplica } from './replica.ts';
import { type Seed, type SeededIds, sow } from './seed.ts';
import { deliver, snapshotFor, tellWebhooks, type WebhookSend } from './webhooks.ts';
import { createWorld, shownWorld } from './world.ts';

type SandboxOptions = ConfigChange &
  Readonly<{
    /** Milliseconds of our clock; Toggl's is this plus `clockOffsetMs`. */
    now: () => number;
    /** From 0 up to 1. */
    random: () => number;
  }>;

type RequestRecord = Readonly<{
  /** Milliseconds of our clock. */
  receivedAt: number;
  method: HttpRequest['method'];
  /** Path and query. */
  path: string;
  body: string | null;
  status: number;
  /** Who called; the human in Timery says so here. */
  userAgent: string;
}>;

export type Sandbox = Readonly<{
  handle(request: HttpRequest): HttpReply;
  configure(change: ConfigChange): void;
  config(): Config;
  seed(seed: Seed): SeededIds;
  /** Value of an Authorization header that is let in. */
  authorization(): string;
  /** All entries, deleted ones too. */
  entries(): SandboxEntry[];
  running(): SandboxEntry | null;
  quota(): Readonly<Record<BucketName, BucketReading>>;
  /** Empties a bucket, as other clients of the same user would. */
  drain(bucket: BucketName): void;
  /** The latest requests that arrived, oldest first. */
  requests(): readonly RequestRecord[];
  /** Hands the webhook events that wait to whoever plays the wire; without it none is sent. */
  deliverWebhooks(send: WebhookSend): Promise<void>;
  /** Toggl's clock, milliseconds. */
  togglNow(): number;
}>;

const requestsKept = 2000;

export function createSandbox({ now, random, ...change }: SandboxOptions): Sandbox {
  let config = changedConfig(defaultConfig, change);
  const readConfig = () => config;
  const world = createWorld({ now, random, config: readConfig });
  const quota = createQuota({
    now,
    total: (bucket) => config.plan[bucket === 'user' ? 'user' : 'organization'],
  });
  const rateLimiter = createRateLimiter({ now, limit: () => config.rateLimit });
  const pipeline: Pipeline = { now, random, world, quota, rateLimiter };
  const replica = createReplica({ world, now, lagMs: () => config.readLagMs });
  const requests: RequestRecord[] = [];

  return {
    handle(request) {
      const isRead = request.method === 'GET';
      if (!isRead) replica.beforeWrite();
      const before = isRead ? null : snapshotFor(world);
      const reply = replyTo(
        isRead ? { ...pipeline, world: shownWorld(replica.view()) } : pipeline,
        request,
      );
      tellWebhooks(world, before);
      requests.push(recordOf(request, reply, now()));
      if (requests.length > requestsKept) requests.shift();
      return reply;
    },
    configure: (next) => {
      config = changedConfig(config, next);
    },
    config: readConfig,
    seed: (seed) => sow(world, seed),
    authorization: () => `Basic ${Buffer.from(`${config.token}:api_token`).toString('base64')}`,
    entries: () => inspectedEntries(world),
    running: () => inspectedRunning(world)[0] ?? null,
    quota: () => ({ organization: quota.reading('organization'), user: quota.reading('user') }),
    drain: quota.drain,
    requests: () => [...requests],
    deliverWebhooks: (send) => deliver(world, send),
    togglNow: world.clockMs,
  };
}

function recordOf(request: HttpRequest, reply: HttpReply, receivedAt: number): RequestRecord {
  const { pathname, search } = new URL(request.url);
  return {
    receivedAt,
    method: request.method,
    path: `${pathname}${search}`,
    body: request.body,
    status: reply.status,
    userAgent: request.headers['user-agent'] ?? '',
  };
}

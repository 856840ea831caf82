/**
 * The way of every request: rate limit, credentials, workspace, quota, resource; then the headers
 * that all replies carry. Quota headers stand on 200, 400, 402, 404 and 409, and are absent on 401,
 * 403 and 429 (docs/toggl-notes.md). What refuses early costs a unit only where a switch says so.
 */
import type { HttpReply, HttpRequest } from '../toggl/transport.ts';
import { type Answer, jsonAnswer, refusedAnswer } from './answer.ts';
import { entryReadRoutes } from './entryReads.ts';
import { entryWriteRoutes } from './entryWrites.ts';
import { meRoutes, quotaAnswer } from './me.ts';
import { projectRoutes } from './projects.ts';
import { type BucketKey, type Quota, resetsInSeconds } from './quota.ts';
import { type RateLimiter, rateLimitedAnswer } from './rateLimiter.ts';
import { reportRoutes } from './reports.ts';
import { parsedId, type RouteMatch, routeFinder } from './route.ts';
import { tagRoutes } from './tags.ts';
import { taskRoutes } from './tasks.ts';
import { webhookRoutes } from './webhooks.ts';
import { workspaceRoutes } from './workspaces.ts';
import type { World } from './world.ts';

export type Pipeline = Readonly<{
  now: () => number;
  random: () => number;
  world: World;
  quota: Quota;
  rateLimiter: RateLimiter;
}>;

const findRoute = routeFinder([
  ...entryReadRoutes,
  ...entryWriteRoutes,
  ...taskRoutes,
  ...projectRoutes,
  ...tagRoutes,
  ...workspaceRoutes,
  ...meRoutes,
  ...reportRoutes,
  ...webhookRoutes,
]);

export function replyTo(pipeline: Pipeline, request: HttpRequest): HttpReply {
  const url = new URL(request.url);
  const answer =
    url.pathname === '/api/v9/status'
      ? jsonAnswer({ status: 'OK' })
      : guardedAnswer(pipeline, request, url);
  return finishedReply(pipeline, answer, url.pathname);
}

function guardedAnswer(pipeline: Pipeline, request: HttpRequest, url: URL): Answer {
  const { world, quota } = pipeline;
  const { switches } = world.config();
  const bucket = bucketOf(world, url.pathname);
  const refusedAt = (answer: Answer, cost: 'free' | 'unit') => {
    if (cost === 'unit') quota.spend(bucket);
    return answer;
  };
  if (!pipeline.rateLimiter.admits()) {
    return refusedAt(rateLimitedAnswer(switches.retryAfter), switches.rateLimitedCost);
  }
  const stranger = credentialsRefusal(world, request);
  if (stranger?.status === 401) return refusedAt(stranger, switches.unauthorisedCost);
  if (stranger !== null) return refusedAt(stranger, switches.forbiddenCost);
  const foreign = workspaceRefusal(world, url.pathname);
  if (foreign?.status === 403) return refusedAt(foreign, switches.forbiddenCost);
  const isQuotaRead = request.method === 'GET' && url.pathname === '/api/v9/me/quota';
  if (isQuotaRead && switches.quotaReadCost === 'free') {
    return quotaAnswer(world, quota, pipeline.now());
  }
  if (countsQuota(world) && quota.reading(bucket).remaining <= 0) {
    const seconds = resetsInSeconds(quota.reading(bucket), pipeline.now());
    return refusedAt(quotaExhaustedAnswer(world, seconds), switches.quotaExhaustedCost);
  }
  if (isQuotaRead) {
    quota.spend(bucket);
    return quotaAnswer(world, quota, pipeline.now());
  }
  const answer = foreign ?? resourceAnswer(world, request, url);
  if (answer.status !== 403 || switches.forbiddenCost === 'unit') quota.spend(bucket);
  return answer;
}

function resourceAnswer(world: World, request: HttpRequest, url: URL): Answer {
  const match: RouteMatch | null = findRoute(request.method, url.pathname);
  if (match === null) return refusedAnswer(404, 'Resource can not be found');
  const { route, parameters } = match;
  return route.handle({ world, parameters, query: url.searchParams, body: request.body });
}

/** Any URL with a workspace or organization, Reports too, costs that one; all others the user. */
function bucketOf(world: World, path: string): BucketKey {
  if (!/^\/(api\/v9\/(workspaces|organizations)|reports)\//.test(path)) return 'user';
  const id = parsedId(namedWorkspace(path)?.text);
  const workspace = id === null ? undefined : world.workspaces.get(id);
  const home = world.config().account.organizationId;
  const payer = workspace?.organizationId ?? home;
  return payer === home ? 'organization' : `organization:${payer}`;
}

function namedWorkspace(path: string) {
  const named = /^\/(api\/v9\/workspaces|reports\/api\/v3\/workspace)\/([^/]+)/.exec(path);
  return named === null ? null : { floor: named[1], text: named[2] };
}

/**
 * No header, or one that is no user and password: 401 and a header that says so. Well-formed but
 * wrong: 403.
 */
function credentialsRefusal(world: World, request: HttpRequest): Answer | null {
  const [, header] =
    Object.entries(request.headers).find(([name]) => name.toLowerCase() === 'authorization') ?? [];
  const encoded = /^Basic (.+)$/.exec(header ?? '')?.[1] ?? '';
  const credentials = Buffer.from(encoded, 'base64').toString();
  if (!credentials.includes(':')) {
    const headers = { 'x-authorization-missing': 'true' };
    return { status: 401, body: '', contentType: null, headers };
  }
  if (credentials === `${world.config().token}:api_token`) return null;
  const asText = world.config().switches.wrongCredentialsBody === 'text';
  return {
    status: 403,
    body: asText ? 'Incorrect username and/or password' : '',
    contentType: asText ? 'text/plain; charset=utf-8' : null,
    headers: {},
  };
}

/** Reports spells it with a capital. */
function workspaceRefusal(world: World, path: string): Answer | null {
  const named = namedWorkspace(path);
  if (named === null) return null;
  const { floor, text } = named;
  const id = parsedId(text);
  if (id === null) return refusedAnswer(400, 'Missing or invalid workspace_id');
  if (world.workspaces.has(id)) return null;
  const first = floor?.startsWith('reports') ? 'W' : 'w';
  return refusedAnswer(403, `${first}orkspace not found/accessible`);
}

function quotaExhaustedAnswer(world: World, seconds: number): Answer {
  const message =
    'You have hit your hourly limit for API calls. ' +
    `Your quota will reset in ${seconds} seconds.`;
  if (world.config().switches.quotaExhaustedBody === 'json') return refusedAnswer(402, message);
  return { status: 402, body: message, contentType: 'text/plain; charset=utf-8', headers: {} };
}

/** The hourly quota came in September 2025. */
function countsQuota(world: World): boolean {
  return world.config().vintage === '2026';
}

function finishedReply(pipeline: Pipeline, answer: Answer, path: string): HttpReply {
  const isOk = answer.status < 300;
  return {
    status: answer.status,
    body: answer.body,
    headers: {
      date: new Date(pipeline.world.clockMs()).toUTCString(),
      server: 'nginx',
      'content-length': String(Buffer.byteLength(answer.body)),
      ...(answer.contentType === null ? {} : { 'content-type': answer.contentType }),
      'x-toggl-request-id': requestId(pipeline.random),
      ...(isOk ? { 'x-service-level': 'GREEN' } : {}),
      ...quotaHeaders(pipeline, answer, path),
      ...answer.headers,
    },
  };
}

function quotaHeaders(pipeline: Pipeline, answer: Answer, path: string): Record<string, string> {
  const silent = [401, 403, 429].includes(answer.status) || path === '/api/v9/status';
  if (silent || !countsQuota(pipeline.world)) return {};
  const reading = pipeline.quota.reading(bucketOf(pipeline.world, path));
  return {
    'x-toggl-quota-remaining': String(reading.remaining),
    'x-toggl-quota-resets-in': String(resetsInSeconds(reading, pipeline.now())),
  };
}

function requestId(random: () => number): string {
  return Math.floor(random() * 2 ** 48)
    .toString(16)
    .padStart(12, '0');
}

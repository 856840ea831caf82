/**
 * A sandbox on the bench: a clock that tests turn by hand, chance from a seed, and calls written
 * the way the documentation writes them.
 */
import type { HttpReply, HttpRequest } from '../../toggl/transport.ts';
import type { ConfigChange } from '../config.ts';
import { createSandbox, type Sandbox } from '../sandbox.ts';

type BenchReply = Readonly<{
  status: number;
  headers: HttpReply['headers'];
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: replies are JSON of any shape
  json: any;
}>;

export type Bench = Readonly<{
  sandbox: Sandbox;
  clock: { atMs: number };
  /** Paths begin below /api/v9, or with /reports or /api. `{w}` stands for the workspace. */
  call(method: HttpRequest['method'], path: string, body?: unknown): BenchReply;
  request(method: HttpRequest['method'], path: string, body?: unknown): HttpRequest;
  /** A time entry by POST; running unless told otherwise. */
  post(fields?: Record<string, unknown>): BenchReply;
}>;

/** 2026-06-10T12:00:00.250Z */
const benchStartMs = Date.UTC(2026, 5, 10, 12, 0, 0, 250);
export const benchSecond = Math.floor(benchStartMs / 1000);

export function setUpBench(change: ConfigChange = {}): Bench {
  const clock = { atMs: benchStartMs };
  const sandbox = createSandbox({ now: () => clock.atMs, random: seededRandom(7), ...change });
  const { workspaceId } = sandbox.config().account;

  function request(method: HttpRequest['method'], path: string, body?: unknown): HttpRequest {
    const below = /^\/(api|reports)\//.test(path) ? path : `/api/v9${path}`;
    return {
      method,
      url: `https://api.track.toggl.com${below.replace('{w}', String(workspaceId))}`,
      headers: { authorization: sandbox.authorization(), 'user-agent': 'bench' },
      body: body === undefined ? null : JSON.stringify(body),
    };
  }

  const call: Bench['call'] = (method, path, body) =>
    benchReply(sandbox.handle(request(method, path, body)));

  return {
    sandbox,
    clock,
    call,
    request,
    post: (fields = {}) =>
      call('POST', '/workspaces/{w}/time_entries', {
        created_with: 'bench',
        workspace_id: workspaceId,
        start: isoSecond(benchSecond),
        duration: -1,
        ...fields,
      }),
  };
}

export function isoSecond(second: number): string {
  return `${new Date(second * 1000).toISOString().slice(0, 19)}Z`;
}

export function benchReply({ status, headers, body }: HttpReply): BenchReply {
  const isJson = headers['content-type']?.startsWith('application/json') && body !== '';
  return { status, headers, text: body, json: isJson ? JSON.parse(body) : undefined };
}

/** mulberry32: small, and the same everywhere. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

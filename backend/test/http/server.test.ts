/** What holds for all of the server: who may call, what every reply carries, what it tells. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorReply } from '../../../contract/error.ts';
import { secret, startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const state = '/api/engine/state';

describe('the guard', () => {
  it.each([
    { headers: { 'x-api-secret': secret }, status: 200, reason: 'the secret' },
    {
      headers: { 'x-api-secret': undefined, authorization: `Bearer ${secret}` },
      status: 200,
      reason: 'a bearer token',
    },
    {
      headers: { 'x-api-secret': undefined, authorization: `bearer ${secret}` },
      status: 200,
      reason: 'the scheme in lower case',
    },
    { headers: { 'x-api-secret': undefined }, status: 401, reason: 'nothing' },
    { headers: { 'x-api-secret': '' }, status: 401, reason: 'an empty secret' },
    { headers: { 'x-api-secret': `${secret}x` }, status: 401, reason: 'another secret' },
    {
      headers: { 'x-api-secret': undefined, authorization: `Basic ${btoa(secret)}` },
      status: 401,
      reason: 'another scheme',
    },
  ])('answers $status to $reason', async ({ headers, status }) => {
    const answer = await server.app.inject({ url: state, headers: definedOnly(headers) });
    expect(answer.statusCode).toBe(status);
  });

  it.each([
    { method: 'POST', url: '/api/engine/start' },
    { method: 'GET', url: '/api/no-such-path' },
    { method: 'PUT', url: '/api/engine/start' },
  ] as const)('stands before $method $url', async ({ method, url }) => {
    const answer = await server.app.inject({ method, url, payload: '{' });
    expect(answer.statusCode).toBe(401);
    expect(errorReply.parse(answer.json()).error.code).toBe('unauthorized');
  });

  it('lets everyone ask for health and read the documents', async () => {
    for (const url of ['/healthz', '/openapi.json', '/docs']) {
      expect((await server.app.inject({ url })).statusCode).toBe(200);
    }
  });
});

describe('every reply', () => {
  it.each([state, '/api/engine/slices', '/api/categories', '/api/toggl/status', '/api/none'])(
    'of %s must not be stored',
    async (url) => {
      expect((await server.request({ url })).headers['cache-control']).toBe('no-store');
      const stranger = await server.app.inject({ url });
      expect(stranger.headers['cache-control']).toBe('no-store');
    },
  );

  it('forbids a browser what our pages never do', async () => {
    const { headers } = await server.app.inject({ url: '/docs' });
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
  });

  it('tells what time it is for the program, by which browsers go', async () => {
    server.clock.now = Date.UTC(2021, 3, 1, 12);
    const { headers } = await server.request({ url: '/healthz' });
    expect(headers.date).toBe('Thu, 01 Apr 2021 12:00:00 GMT');
  });

  it('to a wrong method names the right ones', async () => {
    const answer = await server.request({ method: 'POST', url: '/api/engine/slices/abc' });
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe('PATCH, DELETE');
  });
});

const everyRoute = [
  'delete /api/categories/{id}',
  'delete /api/engine/slices/{id}',
  'delete /api/favorites/{id}',
  'delete /api/goals/{id}',
  'delete /api/rules/{name}',
  'delete /api/session',
  'delete /api/tasks/{id}',
  'delete /api/toggl/connect',
  'delete /api/tokens/{id}',
  'delete /api/triggers/{name}',
  'get /api/account',
  'get /api/backup',
  'get /api/categories',
  'get /api/categories/unmapped',
  'get /api/days/{date}/close',
  'get /api/engine/slices',
  'get /api/engine/slices/{id}/why',
  'get /api/engine/state',
  'get /api/engine/summary',
  'get /api/events',
  'get /api/favorites',
  'get /api/files/export',
  'get /api/goals',
  'get /api/reviews',
  'get /api/reviews/metrics',
  'get /api/reviews/{id}',
  'get /api/rules',
  'get /api/rules/held',
  'get /api/session',
  'get /api/tasks',
  'get /api/tasks/{id}',
  'get /api/tasks/{id}/post-do-logs',
  'get /api/toggl/calls',
  'get /api/toggl/import',
  'get /api/toggl/projects',
  'get /api/toggl/status',
  'get /api/toggl/warnings',
  'get /api/tokens',
  'get /api/triggers',
  'get /api/triggers/{name}/tag',
  'get /healthz',
  'get /metrics',
  'patch /api/account',
  'patch /api/categories/{id}',
  'patch /api/engine/slices/{id}',
  'patch /api/favorites/{id}',
  'patch /api/goals/{id}',
  'patch /api/post-do-logs/{id}',
  'patch /api/reviews/{id}',
  'patch /api/rules/{name}',
  'patch /api/tasks/{id}',
  'patch /api/tokens/{id}',
  'patch /api/triggers/{name}',
  'post /api/capture',
  'post /api/categories',
  'post /api/categories/{id}/merge',
  'post /api/categories/{id}/project',
  'post /api/days/{date}/close',
  'post /api/engine/extend',
  'post /api/engine/fill',
  'post /api/engine/health/sync',
  'post /api/engine/resume',
  'post /api/engine/resume-previous',
  'post /api/engine/slices/join',
  'post /api/engine/slices/{id}/split',
  'post /api/engine/start',
  'post /api/engine/start-if-none',
  'post /api/engine/stop',
  'post /api/engine/stop-if',
  'post /api/engine/switch',
  'post /api/engine/toggle',
  'post /api/engine/undo',
  'post /api/favorites',
  'post /api/favorites/{id}/start',
  'post /api/files/import',
  'post /api/goals',
  'post /api/pairings',
  'post /api/reviews',
  'post /api/reviews/{id}/refresh',
  'post /api/rules',
  'post /api/rules/try',
  'post /api/session',
  'post /api/tasks',
  'post /api/tasks/{id}/activate',
  'post /api/tasks/{id}/complete',
  'post /api/tasks/{id}/post-do-logs',
  'post /api/tasks/{id}/reopen',
  'post /api/tasks/{id}/schedule',
  'post /api/toggl/adopt',
  'post /api/toggl/connect',
  'post /api/toggl/import',
  'post /api/toggl/projects/refresh',
  'post /api/toggl/refresh-category',
  'post /api/toggl/warnings/all',
  'post /api/toggl/warnings/{id}',
  'post /api/toggl/webhook/setup',
  'post /api/tokens',
  'post /api/triggers',
  'post /api/triggers/{name}',
  'post /api/triggers/{name}/tag',
];

describe('the documents', () => {
  it('name every route, each with its replies', async () => {
    const { paths } = (await server.request({ url: '/openapi.json' })).body as Documents;
    const named = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(named.sort()).toEqual(everyRoute);
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
    expect(operations.filter((one) => Object.keys(one.responses).length === 0)).toEqual([]);
    expect(new Set(operations.map((one) => one.operationId)).size).toBe(operations.length);
  });

  it('hold no reference that leads nowhere', async () => {
    const { body } = await server.request({ url: '/openapi.json' });
    const schemas = Object.keys((body as Documents).components.schemas);
    const wanted = JSON.stringify(body).matchAll(/"#\/components\/schemas\/(\w+)"/g);
    const missing = [...wanted].map(([, name = '']) => name).filter((n) => !schemas.includes(n));
    expect(missing).toEqual([]);
  });

  it('load everything from this server', async () => {
    const page = (await server.app.inject({ url: '/docs' })).payload;
    const addresses = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(
      ([, address = '']) => address,
    );
    expect(addresses.length).toBeGreaterThan(3);
    for (const address of addresses) {
      expect(address).toMatch(/^\/docs\//);
      expect((await server.app.inject({ url: address })).statusCode).toBe(200);
    }
    expect(page).not.toMatch(/<script>|style="/);
  });
});

describe('the rate limit', () => {
  const from = (remoteAddress: string) => server.app.inject({ url: '/healthz', remoteAddress });

  it('stops an address that calls without end, and no other', async () => {
    const answers = [];
    for (let call = 0; call < 1201; call += 1) answers.push(await from('203.0.113.7'));
    const last = answers.at(-1);
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1200);
    expect(last?.statusCode).toBe(429);
    expect(errorReply.parse(last?.json()).error.code).toBe('too_many_requests');
    expect(Number(last?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await from('203.0.113.8')).statusCode).toBe(200);
  });

  it('lets this machine call as fast as it likes', async () => {
    for (let call = 0; call < 1201; call += 1) {
      expect((await from('127.0.0.1')).statusCode).toBe(200);
    }
  });
});

describe('a fault', () => {
  it('is told as one, without what is inside, and logged once', async () => {
    server.breakDatabase();
    const answer = await server.request({ url: state });
    expect(answer).toMatchObject({ status: 500, body: { error: { code: 'internal' } } });
    expect(JSON.stringify(answer.body)).not.toMatch(/slice|sql/i);
    expect(server.faults).toMatchObject([{ method: 'GET', path: state }]);
  });
});

describe('over a socket', () => {
  it('answers what is not HTTP in the one error shape', async () => {
    const reply = await talk('no http at all\r\n\r\n');
    expect(reply).toMatch(/^HTTP\/1\.1 400 /);
    expect(errorReply.parse(bodyOf(reply)).error.code).toBe('bad_request');
  });

  it('answers headers that are too large', async () => {
    const reply = await talk(`GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect(reply).toMatch(/^HTTP\/1\.1 431 /);
    expect(errorReply.parse(bodyOf(reply)).error.code).toBe('too_large');
  });

  it('works as it does inside', async () => {
    const address = await server.start();
    const reply = await fetch(`${address}${state}`, { headers: { 'x-api-secret': secret } });
    expect(await reply.json()).toMatchObject({ primary: null });
  });

  async function talk(request: string): Promise<string> {
    const { port } = new URL(await server.start());
    const socket = connect(Number(port), '127.0.0.1');
    let reply = '';
    socket.on('data', (bytes) => {
      reply += bytes;
    });
    socket.write(request);
    await once(socket, 'close');
    return reply;
  }

  const bodyOf = (reply: string): unknown => JSON.parse(reply.split('\r\n\r\n')[1] ?? '');
});

type Documents = Readonly<{
  paths: Record<string, Record<string, { operationId: string; responses: object }>>;
  components: { schemas: object };
}>;

function definedOnly(headers: Record<string, string | undefined>): Record<string, string> {
  const entries = Object.entries(headers).filter((entry): entry is [string, string] => {
    return entry[1] !== undefined;
  });
  return Object.fromEntries(entries);
}

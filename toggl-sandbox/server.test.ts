/** The sandbox as a client over the network sees it. */
import { request as httpRequest } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type ScriptedFaults, scriptedFaults } from './faults.ts';
import { type SandboxServer, startSandboxServer } from './server.ts';
import { type Bench, setUpBench } from './test/bench.ts';

type Sent = Readonly<{ method: string; path: string; body?: string }>;
type Seen = Readonly<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>;

let server: SandboxServer;

async function serve(): Promise<Bench & Readonly<{ faults: ScriptedFaults }>> {
  const bench = setUpBench();
  const faults = scriptedFaults();
  server = await startSandboxServer({ sandbox: bench.sandbox, faults, bodyMaximumBytes: 1000 });
  return { ...bench, faults };
}

afterEach(() => server.close());

function send({ sandbox }: Bench, { method, path, body }: Sent): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: sandbox.authorization() };
    const outgoing = httpRequest(`${server.url}${path}`, { method, headers }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      incoming.on('end', () => {
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text });
      });
    });
    outgoing.on('error', reject).end(body);
  });
}

const tag = { method: 'POST', path: '/api/v9/workspaces/7000001/tags', body: '{"name":"compass"}' };

describe('the server', () => {
  it('answers with status, headers and body of the sandbox', async () => {
    const bench = await serve();
    const made = await send(bench, tag);
    expect([made.status, JSON.parse(made.text).name]).toEqual([200, 'compass']);
    expect(made.headers).toMatchObject({
      'x-toggl-quota-remaining': '29',
      'x-service-level': 'GREEN',
      date: 'Wed, 10 Jun 2026 12:00:00 GMT',
    });
    const empty = await send(bench, { method: 'GET', path: '/api/v9/me/time_entries/current' });
    expect(empty.text).toBe('null');
  });

  it('passes queries on', async () => {
    const bench = await serve();
    const path = '/api/v9/me/time_entries?since=yesterday';
    expect((await send(bench, { method: 'GET', path })).status).toBe(400);
  });

  it.each([
    { fault: 'lost-before', applied: 0 },
    { fault: 'lost-after', applied: 1 },
    { fault: 'unreachable', applied: 0 },
  ] as const)('breaks the connection for $fault', async ({ fault, applied }) => {
    const bench = await serve();
    bench.faults.add({ fault });
    await expect(send(bench, tag)).rejects.toThrow();
    expect(bench.sandbox.requests()).toHaveLength(applied);
    expect((await send(bench, tag)).status).toBe(applied === 1 ? 400 : 200);
  });

  it('holds a hanging call open until it is closed', async () => {
    const bench = await serve();
    bench.faults.add({ fault: 'hang-after' });
    const held = send(bench, tag);
    const ended = expect(held).rejects.toThrow();
    // A second call is answered meanwhile, so the first has arrived and waits.
    expect((await send(bench, { method: 'GET', path: tag.path })).status).toBe(200);
    await server.close();
    await ended;
  });

  it('refuses a body that is too large, and a method it does not know', async () => {
    const bench = await serve();
    const large = await send(bench, { ...tag, body: ' '.repeat(1001) });
    expect(large.status).toBe(413);
    expect((await send(bench, { method: 'OPTIONS', path: '/' })).status).toBe(405);
    expect(bench.sandbox.requests()).toEqual([]);
  });
});

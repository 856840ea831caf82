/** Requests that would hang the server, hold it open or make it do what was not asked. */
import { request as knock } from 'node:http';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { okBody, secret, startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const get = (url: string) => server.request({ method: 'GET', url });

describe('dates at the end of the calendar', () => {
  it.each([
    { reason: 'a day has no next one', url: '/api/reviews/metrics?from=9999-12-31&to=9999-12-31' },
    {
      reason: 'a week ends in the year 10000',
      url: '/api/reviews/metrics?from=9999-12-30&to=9999-12-31&by=week',
    },
    { reason: 'a month does', url: '/api/reviews/metrics?from=9999-12-01&to=9999-12-31&by=month' },
    { reason: 'a day ends there', url: '/api/engine/summary?startDate=9999-12-31' },
  ])('are refused where $reason', async ({ url }) => {
    expect((await get(url)).status).toBe(400);
    expect(server.faults).toEqual([]);
  });

  it.each(['day', 'week', 'month'])('are counted by %s up to the last that has one', async (by) => {
    const { status, body } = await get(
      `/api/reviews/metrics?from=9998-12-30&to=9998-12-31&by=${by}`,
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ total: { to: '9998-12-31', lengthSeconds: 172_800 } });
  });

  it('are a review like any other, though its week reaches past the year', async () => {
    const payload = { kind: 'weekly', date: '9998-12-31' };
    const { status, body } = await server.request({ method: 'POST', url: '/api/reviews', payload });
    expect(status).toBe(201);
    expect(body).toMatchObject({ from: '9998-12-28', to: '9999-01-03' });
  });
});

describe('a HEAD', () => {
  it.each(['/api/events', '/api/files/export?format=json'])(
    'of %s neither listens nor reads',
    async (path) => {
      await server.start();
      expect(await headOf(path)).toBe(405);
    },
  );
});

function headOf(path: string): Promise<number | undefined> {
  const { port } = server.app.server.address() as { port: number };
  const headers = { 'x-api-secret': secret };
  return new Promise((resolve, reject) => {
    knock({ port, path, method: 'HEAD', headers }, (reply) => {
      reply.resume().once('end', () => resolve(reply.statusCode));
    })
      .once('error', reject)
      .end();
  });
}

describe('a slow body', () => {
  it('is waited for while a file is on its way, and not before or after', async () => {
    const usualMs = server.app.server.requestTimeout;
    const seen: number[] = [];
    async function* bytes() {
      for (const piece of ['[', ']']) {
        yield Buffer.from(piece);
        seen.push(server.app.server.requestTimeout);
      }
    }
    const url = '/api/files/import?format=json';
    const headers = { 'content-type': 'application/json' };
    const payload = Readable.from(bytes());
    const { status } = await server.request({ method: 'POST', url, headers, payload });
    expect(status).toBe(200);
    expect(Math.max(...seen)).toBe(15 * 60_000);
    expect(usualMs).toBe(30_000);
    expect(server.app.server.requestTimeout).toBe(usualMs);
  });
});

describe('an Idempotency-Key', () => {
  it('of one query is none for another', async () => {
    const named = async (name: string) => okBody(await server.client.createCategory({ name })).id;
    const url = `/api/categories/${await named('Chess')}/merge`;
    const payload = { into: await named('Games') };
    const headers = { 'idempotency-key': 'one' };
    const merge = (query: string) =>
      server.request({ method: 'POST', url: `${url}${query}`, payload, headers });
    const told = await merge('?dryRun=true');
    expect(told.status).toBe(200);
    expect((await merge('?dryRun=true')).body).toEqual(told.body);
    expect(await merge('')).toMatchObject({
      status: 422,
      body: { error: { code: 'idempotency_mismatch' } },
    });
  });
});

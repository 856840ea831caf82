/** Browsers: signed in by a secret or a link, known by a cookie, signed out, kept apart. */
import type { InjectOptions } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient } from '../../../contract/client.ts';
import {
  morningAt,
  okBody,
  refusedCode,
  secret,
  startTestServer,
  type TestServer,
} from './testServer.ts';

const dayMs = 24 * 3_600_000;
let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const ownPage = { 'sec-fetch-site': 'same-origin' };

async function signIn(
  proof: Readonly<{ secret?: string; code?: string; name?: string }>,
  more: InjectOptions = {},
) {
  const asked = { method: 'POST', url: '/api/session', payload: proof, ...more } as const;
  const { statusCode, headers, payload } = await server.app.inject(asked);
  const setCookie = headers['set-cookie']?.toString() ?? '';
  const [cookie = ''] = setCookie.split(';');
  return { status: statusCode, setCookie, cookie, body: JSON.parse(payload) };
}

/** As a page of the app calls. */
const browse = (cookie: string, options: InjectOptions = {}) =>
  server.app.inject({
    url: '/api/session',
    ...options,
    headers: { cookie, ...ownPage, ...options.headers },
  });

const codeOf = (link: string) => new URL(link).hash.replace('#code=', '');

describe('signing in', () => {
  it('by the secret sets a cookie that no script reads and no other site sends', async () => {
    const { status, setCookie, body } = await signIn({ secret, name: 'Firefox' });
    expect(status).toBe(201);
    expect(setCookie).toMatch(
      /^compass_session=made-secret-\d+; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(body).toMatchObject({
      kind: 'session',
      name: 'Firefox',
      scope: 'admin',
      expiresAt: new Date(morningAt + 90 * dayMs).toISOString(),
    });
    expect(JSON.stringify(body)).not.toContain('made-secret');
  });

  it('by a link works once, within a quarter of an hour', async () => {
    const link = await server.signInLink('http://127.0.0.1:3001');
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:3001\/#code=/);
    expect((await signIn({ code: codeOf(link) })).status).toBe(201);
    expect(await signIn({ code: codeOf(link) })).toMatchObject({
      status: 401,
      setCookie: '',
      body: { error: { code: 'sign_in_refused' } },
    });
    const late = codeOf(await server.signInLink('http://127.0.0.1:3001'));
    server.clock.now += 15 * 60_000;
    expect((await signIn({ code: late })).status).toBe(401);
  });

  it('by one link twice at the same moment lets one in', async () => {
    const code = codeOf(await server.signInLink('http://127.0.0.1:3001'));
    const both = await Promise.all([signIn({ code }), signIn({ code })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 401]);
  });

  it('marks the cookie Secure where the request came by https, through a proxy too', async () => {
    await server.close();
    server = await startTestServer({ TRUST_PROXY: '127.0.0.1' });
    const headers = { 'x-forwarded-proto': 'https' };
    expect((await signIn({ secret }, { headers })).setCookie).toMatch(/; Secure$/);
    expect((await signIn({ secret })).setCookie).not.toContain('Secure');
  });

  it.each([
    { proof: { secret: 'another' }, status: 401, reason: 'a wrong secret' },
    { proof: { code: 'another' }, status: 401, reason: 'a code there is not' },
    { proof: {}, status: 400, reason: 'nothing' },
    { proof: { secret, code: 'a' }, status: 400, reason: 'both' },
  ])('is refused with $status for $reason', async ({ proof, status }) => {
    expect(await signIn(proof)).toMatchObject({ status, setCookie: '' });
  });

  it.each([
    { headers: { 'sec-fetch-site': 'cross-site' }, reason: 'another site' },
    { headers: { 'sec-fetch-site': 'same-site' }, reason: 'a neighbour of the same site' },
    { headers: { origin: 'https://evil.example' }, reason: 'another origin' },
  ])('is refused to $reason', async ({ headers }) => {
    expect(await signIn({ secret }, { headers })).toMatchObject({ status: 403, setCookie: '' });
  });

  it('cannot be tried at full speed, the right secret neither', async () => {
    const remoteAddress = '203.0.113.7';
    const statuses = [];
    for (let attempt = 0; attempt < 11; attempt += 1) {
      statuses.push((await signIn({ secret: `${attempt}` }, { remoteAddress })).status);
    }
    expect(statuses).toEqual([...Array(10).fill(401), 429]);
    expect((await signIn({ secret }, { remoteAddress })).status).toBe(429);
    expect((await signIn({ secret }, { remoteAddress: '203.0.113.8' })).status).toBe(201);
    const elsewhere = {
      url: '/pair',
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `secret=${secret}&name=Phone`,
      remoteAddress,
    } as const;
    expect((await server.app.inject(elsewhere)).statusCode).toBe(429);
  });
});

describe('a browser that is signed in', () => {
  it('reads, commands and listens by its cookie alone, and the journal names it', async () => {
    const { cookie } = await signIn({ secret, name: 'Laptop' });
    const inBrowser = createClient({
      baseUrl: '',
      send: async (url, { method, headers, body }) => {
        const payload = body === undefined ? {} : { payload: body };
        const sent = { method: method as 'GET', url, headers, ...payload };
        const reply = await browse(cookie, sent);
        return {
          status: reply.statusCode,
          headers: { get: () => null },
          text: async () => reply.payload,
        };
      },
    });
    const slice = okBody(await inBrowser.start({ dimension: 'PRIMARY', category: 'Coding' }));
    expect(okBody(await inBrowser.why(slice.id)).began.token).toBe('Laptop');
    expect(okBody(await inBrowser.session())).toMatchObject({ kind: 'session', name: 'Laptop' });
    const listening = await browse(cookie, { url: '/api/events', payloadAsStream: true });
    listening.stream().destroy();
    expect(listening.statusCode).toBe(200);
    expect(listening.headers['content-type']).toMatch(/^text\/event-stream/);
  });

  const start = {
    method: 'POST',
    url: '/api/engine/start',
    payload: { dimension: 'PRIMARY', category: 'Coding' },
  } as const;

  it.each([
    { headers: { 'sec-fetch-site': 'cross-site' }, status: 403, reason: 'another site' },
    { headers: { 'sec-fetch-site': 'same-site' }, status: 403, reason: 'a neighbouring host' },
    { headers: { 'sec-fetch-site': 'none' }, status: 403, reason: 'no page' },
    { headers: { origin: 'https://evil.example' }, status: 403, reason: 'another origin' },
    { headers: { origin: 'null' }, status: 403, reason: 'an origin that hides' },
    { headers: {}, status: 403, reason: 'a browser that does not say' },
    { headers: { 'sec-fetch-site': 'same-origin' }, status: 201, reason: 'the app' },
    { headers: { origin: 'http://localhost:80' }, status: 201, reason: 'the app over http' },
    { headers: { origin: 'https://time.example' }, status: 201, reason: 'the public address' },
  ])('is answered $status when $reason makes it start', async ({ headers, status }) => {
    await server.close();
    server = await startTestServer({ PUBLIC_URL: 'https://time.example' });
    const { cookie } = await signIn({ secret });
    const asked = { ...start, headers: { host: 'localhost', cookie, ...headers } };
    expect((await server.app.inject(asked)).statusCode).toBe(status);
    const { primary } = okBody(await server.client.state());
    expect(primary?.category ?? null).toBe(status === 201 ? 'Coding' : null);
  });

  it('may send a secret all the same, from anywhere', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'x-api-secret': secret };
    expect((await server.app.inject({ ...start, headers })).statusCode).toBe(201);
  });

  it('is signed out by itself, and the cookie goes', async () => {
    const { cookie } = await signIn({ secret });
    const out = await browse(cookie, { method: 'DELETE' });
    expect(out.statusCode).toBe(200);
    expect(out.headers['set-cookie']).toMatch(/^compass_session=; Max-Age=0; /);
    const after = await browse(cookie);
    expect(after.statusCode).toBe(401);
    expect(after.headers['set-cookie']).toMatch(/^compass_session=; Max-Age=0; /);
  });

  it('stays so for ninety days and no longer', async () => {
    const { cookie } = await signIn({ secret });
    server.clock.now += 90 * dayMs - 1;
    expect((await browse(cookie)).statusCode).toBe(200);
    server.clock.now += 1;
    expect((await browse(cookie)).statusCode).toBe(401);
    expect(okBody(await server.client.tokens()).map(({ name }) => name)).toEqual(['owner']);
  });

  it('is listed with the tokens and revoked like them', async () => {
    server.clock.now += 1;
    const { cookie, body } = await signIn({ secret, name: 'Lost laptop' });
    const listed = okBody(await server.client.tokens());
    expect(listed.map(({ kind, name }) => [kind, name])).toEqual([
      ['secret', 'owner'],
      ['session', 'Lost laptop'],
    ]);
    okBody(await server.client.revokeToken(body.id));
    expect((await browse(cookie)).statusCode).toBe(401);
  });
});

describe('a session that a token opened', () => {
  const opened = async () => {
    const expiresAt = new Date(morningAt + dayMs).toISOString();
    const token = okBody(
      await server.client.createToken({ name: 'Guest', scope: 'read', expiresAt }),
    );
    return { token, ...(await signIn({ secret: token.secret ?? '' })) };
  };

  it('may what the token may, and ends when it does', async () => {
    const { cookie, token, body } = await opened();
    expect(body).toMatchObject({ scope: 'read', expiresAt: token.expiresAt });
    expect((await browse(cookie, { url: '/api/engine/slices' })).statusCode).toBe(200);
    expect((await browse(cookie, { url: '/api/tokens' })).statusCode).toBe(403);
    server.clock.now += dayMs;
    expect((await browse(cookie)).statusCode).toBe(401);
    expect((await signIn({ secret: token.secret ?? '' })).status).toBe(401);
  });

  it.each([
    { change: { scope: 'track' }, reason: 'may something else' },
    { change: { expiresAt: null }, reason: 'lives longer' },
  ])('ends when the token $reason from now on', async ({ change }) => {
    const { cookie, token } = await opened();
    okBody(await server.client.editToken(token.id, { name: 'Same guest' }));
    expect((await browse(cookie)).statusCode).toBe(200);
    okBody(await server.client.editToken(token.id, change));
    expect((await browse(cookie)).statusCode).toBe(401);
  });

  it.each([
    { change: { scope: 'admin' }, reason: 'more scopes' },
    { change: { expiresAt: null }, reason: 'a longer life' },
  ])('can be renamed, and is given not $reason than the token had', async ({ change }) => {
    const { cookie, body } = await opened();
    okBody(await server.client.editToken(body.id, { name: 'Kitchen' }));
    const edited = await server.client.editToken(body.id, { ...change, name: 'Cellar' });
    expect(refusedCode(edited)).toEqual([409, 'session_token']);
    expect((await browse(cookie, { url: '/api/tokens' })).statusCode).toBe(403);
    server.clock.now += dayMs - 1;
    expect((await browse(cookie)).json()).toMatchObject({ name: 'Kitchen' });
    server.clock.now += 1;
    expect((await browse(cookie)).statusCode).toBe(401);
  });

  it('ends when the token is revoked', async () => {
    const { cookie, token } = await opened();
    okBody(await server.client.revokeToken(token.id));
    expect((await browse(cookie)).statusCode).toBe(401);
  });

  it('ends when the secret of the settings is replaced, if that opened it', async () => {
    const { cookie } = await signIn({ secret });
    const { folder, clock } = server;
    await server.stop();
    server = await startTestServer({ API_SECRET: secret }, { folder, clock });
    expect((await browse(cookie)).statusCode).toBe(200);
    await server.stop();
    server = await startTestServer({ API_SECRET: 'replaced' }, { folder, clock });
    expect((await browse(cookie)).statusCode).toBe(401);
  });
});

describe('what is no session', () => {
  it('opens nothing as a cookie, and a session nothing as a header', async () => {
    expect((await browse(`compass_session=${secret}`)).statusCode).toBe(401);
    const { cookie } = await signIn({ secret });
    const own = cookie.replace('compass_session=', '');
    const asked = await server.request({ url: '/api/session', headers: { 'x-api-secret': own } });
    expect(asked.status).toBe(401);
  });

  it('is told who it is, and cannot sign out', async () => {
    expect(okBody(await server.client.session())).toMatchObject({ kind: 'secret', name: 'owner' });
    expect(refusedCode(await server.client.signOut())).toEqual([409, 'no_session']);
  });
});

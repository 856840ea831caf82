/** Pairing a phone: what the code carries, and that nobody else gets one. */
import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { okBody, refusedCode, secret, startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer({ PUBLIC_URL: 'https://time.example' });
});
afterEach(() => server.close());

const stateWith = async (own: string) =>
  (await server.app.inject({ url: '/api/engine/state', headers: { 'x-api-secret': own } }))
    .statusCode;

/** The modules of a code: what a camera sees. */
async function codeFor(text: string): Promise<string> {
  const qrCode = createRequire(import.meta.url)('qrcode');
  return qrCode.toString(text, { type: 'svg', errorCorrectionLevel: 'M' });
}

describe('POST /api/pairings', () => {
  it('answers a code of the address and of a token that may only track', async () => {
    const paired = okBody(await server.client.pair({ name: 'iPhone' }));
    expect(paired).toMatchObject({ name: 'iPhone', scope: 'track', url: 'https://time.example' });
    const text = JSON.stringify({ url: 'https://time.example', secret: paired.secret });
    expect(paired.svg).toBe(await codeFor(text));
    expect(await stateWith(paired.secret ?? '')).toBe(200);
  });

  it('names the address the request came to where no other is set', async () => {
    await server.close();
    server = await startTestServer();
    const { url } = okBody(await server.client.pair({ name: 'iPhone' }));
    expect(url).toBe('http://localhost:80');
  });

  it('repeats under a key without the code, which is stored nowhere', async () => {
    const first = okBody(await server.client.pair({ name: 'iPhone' }, 'k'));
    const again = okBody(await server.client.pair({ name: 'iPhone' }, 'k'));
    expect(again).toEqual({ ...first, secret: null, svg: null });
    expect(JSON.stringify(server.contents())).not.toContain(first.secret);
  });

  it('refuses a scope there is not', async () => {
    const refused = await server.client.pair({ name: 'iPhone', scope: 'all' });
    expect(refusedCode(refused)).toEqual([400, 'bad_request']);
  });
});

describe('the page at /pair', () => {
  const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    server.app.inject({
      method: 'POST',
      url: '/pair',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: new URLSearchParams(fields).toString(),
    });
  const names = async () => okBody(await server.client.tokens()).map(({ name }) => name);

  it('asks for the secret, and holds no script', async () => {
    const { statusCode, headers, payload } = await server.app.inject({ url: '/pair' });
    expect(statusCode).toBe(200);
    expect(payload).toContain('type="password"');
    expect(payload).not.toContain('<script');
    expect(headers['content-security-policy']).toMatch(/default-src 'none'/);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('shows the code once, for a token with the name that was given', async () => {
    const { statusCode, payload } = await post({ secret, name: 'Old <phone>' });
    expect(statusCode).toBe(201);
    expect(payload).toContain('<h1>Old &lt;phone&gt;</h1>');
    const own = /Secret <code>([^<]+)</.exec(payload)?.[1] ?? '';
    const text = JSON.stringify({ url: 'https://time.example', secret: own });
    expect(payload).toContain((await codeFor(text)).trim());
    expect(await stateWith(own)).toBe(200);
    expect((await names()).toSorted()).toEqual(['Old <phone>', 'owner']);
  });

  it.each([
    { fields: { secret: 'wrong', name: 'Phone' }, status: 401, reason: 'a wrong secret' },
    { fields: { secret: '', name: 'Phone' }, status: 400, reason: 'no secret' },
    { fields: { secret, name: ' ' }, status: 400, reason: 'no name' },
  ])('makes nothing for $reason', async ({ fields, status }) => {
    expect((await post(fields)).statusCode).toBe(status);
    expect(await names()).toEqual(['owner']);
  });

  it('makes nothing for a token that may not make others, nor for another site', async () => {
    const read = okBody(await server.client.createToken({ name: 'Reader', scope: 'read' }));
    expect((await post({ secret: read.secret ?? '', name: 'Phone' })).statusCode).toBe(403);
    const elsewhere = await post({ secret, name: 'Phone' }, { origin: 'https://evil.example' });
    expect(elsewhere.statusCode).toBe(403);
    expect((await names()).toSorted()).toEqual(['Reader', 'owner']);
  });
});

describe('what runs, in words', () => {
  const say = async () =>
    (await server.request({ url: '/api/engine/state', headers: { accept: 'text/plain' } })).body;

  it('is a sentence for each dimension, and one where nothing runs', async () => {
    expect(await say()).toBe('Nothing runs.');
    okBody(await server.client.start({ dimension: 'WORK_MODE', category: 'Deep Work' }));
    server.clock.now += 32 * 60_000;
    okBody(await server.client.start({ dimension: 'PRIMARY', category: 'Coding' }));
    server.clock.now += 40 * 60_000;
    expect(await say()).toBe('Coding for 40 min. Deep Work for 1 h 12 min.');
  });
});

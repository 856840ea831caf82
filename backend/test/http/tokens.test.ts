/** Tokens: made, used, changed, expired, revoked. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  morningAt,
  okBody,
  refusedCode,
  secret,
  startTestServer,
  type TestServer,
} from './testServer.ts';

const minuteMs = 60_000;
let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const iso = (minutes: number) => new Date(morningAt + minutes * minuteMs).toISOString();

async function made(fields: Parameters<TestServer['client']['createToken']>[0]) {
  const token = okBody(await server.client.createToken(fields));
  return { ...token, secret: token.secret ?? expect.fail('no secret') };
}

const stateWith = (own: string) =>
  server.request({ url: '/api/engine/state', headers: { 'x-api-secret': own } });

describe('POST /api/tokens', () => {
  it('shows the secret once, and stores its hash alone', async () => {
    const answer = await server.client.createToken({ name: 'iPhone', scope: 'track' });
    expect(answer.status).toBe(201);
    expect(okBody(answer)).toMatchObject({
      name: 'iPhone',
      scope: 'track',
      expiresAt: null,
      lastUsedAt: null,
      createdAt: iso(0),
      secret: expect.stringMatching(/^made-secret-/),
    });
    const listed = await server.request({ url: '/api/tokens' });
    expect(JSON.stringify(listed.body)).not.toContain('made-secret');
    expect(JSON.stringify(server.contents())).not.toContain('made-secret');
  });

  it('repeats under a key without the secret, which is stored nowhere', async () => {
    const first = okBody(await server.client.createToken({ name: 'A', scope: 'read' }, 'k'));
    const again = okBody(await server.client.createToken({ name: 'A', scope: 'read' }, 'k'));
    expect(again).toEqual({ ...first, secret: null });
    expect(JSON.stringify(server.contents())).not.toContain('made-secret');
  });

  it.each([
    { fields: { name: 'A', scope: 'everything' }, reason: 'no such scope' },
    { fields: { name: ' ', scope: 'track' }, reason: 'no name' },
    { fields: { name: 'A', scope: 'track', expiresAt: 'soon' }, reason: 'no instant' },
  ])('refuses $reason', async ({ fields }) => {
    expect(refusedCode(await server.client.createToken(fields))).toEqual([400, 'bad_request']);
  });

  it.each([
    { expiresAt: iso(-1), reason: 'has passed' },
    { expiresAt: iso(0), reason: 'is now' },
  ])('refuses an end that $reason, and says what to do', async ({ expiresAt }) => {
    const url = '/api/tokens';
    const payload = { name: 'A', scope: 'read', expiresAt };
    expect(await server.request({ method: 'POST', url, payload })).toMatchObject({
      status: 422,
      body: {
        error: {
          code: 'expiry_in_past',
          message:
            `A token cannot end at ${expiresAt}, which has passed. Send a later expiresAt, or ` +
            'null for never; DELETE /api/tokens/:id ends one at once.',
        },
      },
    });
    expect(okBody(await server.client.tokens()).map(({ name }) => name)).toEqual(['owner']);
  });
});

describe('a token', () => {
  it('opens what it may, and the journal names it', async () => {
    const { secret: own } = await made({ name: 'iPhone', scope: 'track' });
    const headers = { 'x-api-secret': '', authorization: `Bearer ${own}` };
    const payload = { dimension: 'PRIMARY', category: 'Coding' };
    const url = '/api/engine/start';
    const started = await server.request({ method: 'POST', url, headers, payload });
    expect(started.status).toBe(201);
    const why = okBody(await server.client.why((started.body as { id: string }).id));
    expect(why.began.token).toBe('iPhone');
  });

  it('opens nothing from the moment it expires on, and says so', async () => {
    const { secret: own } = await made({ name: 'A', scope: 'read', expiresAt: iso(10) });
    server.clock.now += 10 * minuteMs - 1;
    expect((await stateWith(own)).status).toBe(200);
    server.clock.now += 1;
    expect(await stateWith(own)).toMatchObject({
      status: 401,
      body: { error: { message: `This token expired at ${iso(10)}. Make a new one.` } },
    });
  });

  it('opens nothing once it is revoked, while what it began still tells its name', async () => {
    const { id, secret: own } = await made({ name: 'Lost phone', scope: 'track' });
    const payload = { dimension: 'PRIMARY', category: 'Coding' };
    const headers = { 'x-api-secret': own };
    const url = '/api/engine/start';
    const started = await server.request({ method: 'POST', url, headers, payload });
    okBody(await server.client.revokeToken(id));
    expect((await stateWith(own)).status).toBe(401);
    const names = okBody(await server.client.tokens()).map(({ name }) => name);
    expect(names).toEqual(['owner']);
    const why = okBody(await server.client.why((started.body as { id: string }).id));
    expect(why.began.token).toBe('Lost phone');
    expect(refusedCode(await server.client.revokeToken(id))).toEqual([404, 'token_not_found']);
  });

  it('is renamed, given more, and given an end', async () => {
    const { id, secret: own } = await made({ name: 'A', scope: 'track' });
    const url = '/api/engine/slices';
    const headers = { 'x-api-secret': own };
    expect((await server.request({ url, headers })).status).toBe(403);
    const patch = { name: 'B', scope: 'read track', expiresAt: iso(60) };
    const patched = okBody(await server.client.editToken(id, patch));
    expect(patched).toMatchObject({ name: 'B', scope: 'track read', expiresAt: iso(60) });
    expect((await server.request({ url, headers })).status).toBe(200);
    const kept = okBody(await server.client.editToken(id, { expiresAt: null }));
    expect(kept).toMatchObject({ name: 'B', scope: 'track read', expiresAt: null });
  });

  it('is given no end that has passed, and is renamed after its own has', async () => {
    const { id } = await made({ name: 'A', scope: 'track', expiresAt: iso(10) });
    const refused = await server.client.editToken(id, { name: 'B', expiresAt: iso(0) });
    expect(refusedCode(refused)).toEqual([422, 'expiry_in_past']);
    server.clock.now += 20 * minuteMs;
    const renamed = okBody(await server.client.editToken(id, { name: 'C' }));
    expect(renamed).toMatchObject({ name: 'C', expiresAt: iso(10) });
  });

  it('tells when it was last used, to the minute', async () => {
    const { id, secret: own } = await made({ name: 'A', scope: 'track' });
    const lastUsedAt = async () =>
      okBody(await server.client.tokens()).find((token) => token.id === id)?.lastUsedAt;
    server.clock.now += minuteMs;
    await stateWith(own);
    expect(await lastUsedAt()).toBe(iso(1));
    server.clock.now += minuteMs - 1;
    await stateWith(own);
    expect(await lastUsedAt()).toBe(iso(1));
    server.clock.now += 1;
    await stateWith(own);
    expect(await lastUsedAt()).toBe(iso(2));
  });

  it('of the owner stays as it is', async () => {
    const [owner] = okBody(await server.client.tokens());
    const id = owner?.id ?? '';
    expect(refusedCode(await server.client.revokeToken(id))).toEqual([409, 'owner_token']);
    const less = await server.client.editToken(id, { scope: 'read' });
    expect(refusedCode(less)).toEqual([409, 'owner_token']);
    expect((await stateWith(secret)).status).toBe(200);
  });

  it('that taps for a tag cannot be used as one', async () => {
    okBody(
      await server.client.createTrigger({
        name: 'Desk',
        kind: 'NFC',
        tap: { do: 'toggle', category: 'Coding' },
      }),
    );
    const { url } = okBody(await server.client.tag('Desk'));
    await server.app.inject({ method: 'POST', url });
    expect((await stateWith('tags-owner')).status).toBe(401);
    expect(okBody(await server.client.tokens()).map(({ name }) => name)).toEqual(['owner']);
    const revoked = await server.client.revokeToken('tags-owner');
    expect(refusedCode(revoked)).toEqual([404, 'token_not_found']);
  });
});

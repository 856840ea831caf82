/** The import through the door, on the whole program over a sandbox Toggl; and by night. */

import { afterEach, describe, expect, it } from 'vitest';
import { createVirtualTime } from '../../../simulation/virtualTime.ts';
import { createInProcessTransport } from '../../../toggl-sandbox/inProcessTransport.ts';
import { createSandbox } from '../../../toggl-sandbox/sandbox.ts';
import { oneTurn } from '../support/projectionRig.ts';
import { morningAt, okBody, refusedCode, startTestServer, type TestServer } from './testServer.ts';

const hour = 3_600_000;
const daySeconds = 86_400;
const lately = morningAt / 1000 - daySeconds;

let server: TestServer;
afterEach(() => server.close());

async function connected(settings: Record<string, string> = {}, entries = 3) {
  const time = createVirtualTime(morningAt);
  const sandbox = createSandbox({ now: time.now, random: () => 0.5 });
  sandbox.seed({
    entries: Array.from({ length: entries }, (_, index) => {
      const startSecond = lately + index * 3600;
      return { startSecond, stopSecond: startSecond + 600, description: `Entry ${index}` };
    }),
  });
  const transport = createInProcessTransport({ sandbox, timers: time.timers });
  const toggl = { TOGGL_API_TOKEN: sandbox.config().token, TOGGL_API_URL: 'http://sandbox' };
  server = await startTestServer({ ...toggl, ...settings }, { transport, timers: time.timers });
  server.beginProjecting();
  await server.whenProjected();
  const settle = async () => {
    server.clock.now = time.now();
    await oneTurn();
    await server.whenProjected();
  };
  const advanceTo = (at: number) => time.advanceTo(at, settle);
  return { sandbox, advanceTo };
}

describe('POST /api/toggl/import', () => {
  it('answers what was imported, and 0 changes the second time', async () => {
    await connected();
    const first = okBody(await server.client.importToggl());
    expect(first).toMatchObject({ imported: 3, updated: 0, deleted: 0, skipped: [], calls: 1 });
    const again = okBody(await server.client.importToggl());
    expect(again).toMatchObject({ imported: 0, updated: 0, deleted: 0, skipped: [], calls: 1 });
    expect(okBody(await server.client.slices())).toHaveLength(3);
    expect(okBody(await server.client.togglStatus()).lastImportAt).toBe(again.finishedAt);
    expect(okBody(await server.client.togglImport())).toEqual(again);
  });

  it('has nothing to tell before the first one', async () => {
    await connected();
    expect(okBody(await server.client.togglImport())).toBeNull();
  });

  it('runs once under one key, and answers how far that run is', async () => {
    const { sandbox } = await connected();
    const first = okBody(await server.client.importToggl({}, 'tap'));
    const requests = sandbox.requests().length;
    expect(okBody(await server.client.importToggl({}, 'tap'))).toEqual(first);
    expect(sandbox.requests()).toHaveLength(requests);
    const other = await server.client.importToggl({ from: '2026-10-01' }, 'tap');
    expect(refusedCode(other)).toEqual([422, 'idempotency_mismatch']);
  });

  it('answers a dry run under its key as before, once an import took it over', async () => {
    const { sandbox } = await connected();
    const dry = okBody(await server.client.importToggl({ dryRun: true }, 'tap'));
    okBody(await server.client.importToggl());
    expect(okBody(await server.client.importToggl({ dryRun: true }, 'tap'))).toEqual(dry);
    const requests = sandbox.requests().length;
    okBody(await server.client.importToggl());
    expect(sandbox.requests()).toHaveLength(requests + 1);
  });

  it.each([
    { url: '/api/toggl/import?dryRun=true', payload: {}, reason: 'as a query' },
    { url: '/api/toggl/import', payload: { dryRun: true }, reason: 'in the body' },
    { url: '/api/toggl/import?dryRun=true', payload: undefined, reason: 'without a body' },
  ])('takes dryRun $reason: told, and nothing is changed', async ({ url, payload }) => {
    await connected();
    const options = payload === undefined ? {} : { payload };
    const { status, body } = await server.request({ method: 'POST', url, ...options });
    expect([status, body]).toEqual([200, expect.objectContaining({ imported: 3, calls: 1 })]);
    expect(okBody(await server.client.slices())).toEqual([]);
  });

  it('tells until when it waits where the bucket is empty, and goes on by itself', async () => {
    const { sandbox, advanceTo } = await connected();
    sandbox.drain('user');
    const asked = okBody(await server.client.importToggl());
    expect(asked).toMatchObject({ imported: 0, state: 'waiting' });
    expect(Date.parse(asked.waitingUntil ?? '')).toBeGreaterThan(morningAt);
    await advanceTo(morningAt + 2 * hour);
    expect(okBody(await server.client.togglImport())).toMatchObject({ imported: 3, state: 'done' });
  });

  it.each([
    { body: { from: '2026-13-01' }, reason: 'there is no such day' },
    { body: { from: '2026-10-02', to: '2026-10-01' }, reason: 'the last day comes first' },
    { body: { to: '2026-10-01' }, reason: 'the range has no beginning' },
    { body: { since: '2026-10-01' }, reason: 'there is no such field' },
  ])('is refused where $reason', async ({ body }) => {
    await connected();
    const reply = await server.request({ method: 'POST', url: '/api/toggl/import', payload: body });
    expect(reply).toMatchObject({ status: 400, body: { error: { code: 'bad_request' } } });
  });

  it('is refused without a token, with what to do', async () => {
    server = await startTestServer();
    const refused = await server.client.importToggl();
    expect(refusedCode(refused)).toEqual([409, 'toggl_not_connected']);
    expect(JSON.stringify(refused)).toContain('POST /api/toggl/connect');
  });

  it('is taken back by the changeId that it answers, whatever was done since', async () => {
    await connected();
    const { changeId } = okBody(await server.client.importToggl());
    await server.client.start({ dimension: 'PRIMARY', category: 'Coding' });
    await server.client.undo({ changeId: changeId ?? 'none' });
    const left = okBody(await server.client.slices());
    expect(left.map(({ category }) => category)).toEqual(['Coding']);
  });

  it('answers no changeId where nothing changed, nor for a dry run', async () => {
    await connected();
    const dry = okBody(await server.client.importToggl({ dryRun: true }));
    expect(dry).toMatchObject({ imported: 3, changeId: null });
    await server.client.importToggl();
    expect(okBody(await server.client.importToggl())).toMatchObject({
      imported: 0,
      changeId: null,
    });
  });
});

describe('POST /api/toggl/adopt', () => {
  it('is refused without a token, with what to do', async () => {
    server = await startTestServer();
    const refused = await server.client.adoptToggl();
    expect(refusedCode(refused)).toEqual([409, 'toggl_not_connected']);
    expect(JSON.stringify(refused)).toContain('POST /api/toggl/connect');
  });
});

describe('the nightly import', () => {
  const imports = (sandbox: ReturnType<typeof createSandbox>) =>
    sandbox.requests().filter(({ path }) => path.includes('since=')).length;

  /** 03:30 in Berlin is 02:30 UTC in winter. */
  const nightAt = Date.UTC(2026, 10, 3, 2, 30);

  it('reads once, at the time of the settings in the zone of the account', async () => {
    const { sandbox, advanceTo } = await connected();
    await advanceTo(nightAt - 1000);
    expect(imports(sandbox)).toBe(0);
    await advanceTo(nightAt + hour);
    expect(imports(sandbox)).toBe(1);
    expect(okBody(await server.client.slices())).toHaveLength(3);
    await advanceTo(nightAt + 25 * hour);
    expect(imports(sandbox)).toBe(2);
  });

  it('is not asked for where it is off', async () => {
    const { sandbox, advanceTo } = await connected({ TOGGL_IMPORT_AT: 'off' });
    await advanceTo(nightAt + 48 * hour);
    expect(imports(sandbox)).toBe(0);
  });
});

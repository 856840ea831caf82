/** Warnings about Toggl through the door, on the whole program over a sandbox Toggl. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noFaults } from '../../../toggl-sandbox/faults.ts';
import { createHuman } from '../../../toggl-sandbox/human.ts';
import { createInProcessTransport } from '../../../toggl-sandbox/inProcessTransport.ts';
import { createSandbox } from '../../../toggl-sandbox/sandbox.ts';
import { morningAt, okBody, refusedCode, startTestServer, type TestServer } from './testServer.ts';

const minute = 60_000;

describe('a warning at the door', () => {
  let server: TestServer;
  let sandbox: ReturnType<typeof createSandbox>;
  const clock = { now: () => morningAt };

  beforeEach(async () => {
    clock.now = () => server?.clock.now ?? morningAt;
    sandbox = createSandbox({ now: () => clock.now(), random: () => 0.5 });
    const timers = { after: () => () => {} };
    const transport = createInProcessTransport({ sandbox, faults: noFaults, timers, latencyMs: 0 });
    const settings = { TOGGL_API_TOKEN: sandbox.config().token, TOGGL_API_URL: 'http://sandbox' };
    server = await startTestServer(settings, { transport });
    server.beginProjecting();
    await server.whenProjected();
    await stoppedInTimery();
  });
  afterEach(() => server.close());

  const pass = async (ms: number) => {
    server.clock.now += ms;
    await server.whenProjected();
  };

  /** Coding runs here since a minute, and was stopped in Timery. */
  const stoppedInTimery = async () => {
    const started = await server.client.start({ dimension: 'PRIMARY', category: 'Coding' });
    const { id } = okBody(started);
    await pass(minute);
    createHuman({ sandbox }).stop();
    await pass(minute);
    okBody(await server.client.editSlice(id, { category: 'Programming' }));
    await server.whenProjected();
  };
  const warnings = async () => okBody(await server.client.togglWarnings());
  const warningId = async () => (await warnings())[0]?.id ?? '';

  it('is answered once under one key, and answers the same again', async () => {
    const id = await warningId();
    const first = await server.client.answerWarning(id, { action: 'keep' }, 'tap');
    const again = await server.client.answerWarning(id, { action: 'keep' }, 'tap');
    expect(okBody(again)).toEqual(okBody(first));
    expect(okBody(first)).toMatchObject({ id, action: 'keep', changeId: expect.any(String) });
    const other = await server.client.answerWarning(id, { action: 'restore' }, 'tap');
    expect(refusedCode(other)).toEqual([422, 'idempotency_mismatch']);
    const [slice] = okBody(await server.client.slices());
    expect(slice?.end).toBe(new Date(morningAt + minute).toISOString());
    await server.whenProjected();
    expect(await warnings()).toEqual([]);
    expect(okBody(await server.client.togglStatus())).toMatchObject({ pending: 0, held: 0 });
  });

  it('names its actions and what keeping would do', async () => {
    expect(await warnings()).toMatchObject([
      { kind: 'stopped-in-timery', actions: ['keep', 'restore'] },
    ]);
    expect((await warnings())[0]?.message).toContain('keep: stop at 09:01 as in Timery.');
  });

  it.each([
    { reason: 'nobody knows the warning', id: 'none', action: 'keep', code: 404 },
    { reason: 'the warning does not offer it', id: null, action: 'dismiss', code: 422 },
    { reason: 'there is no such action', id: null, action: 'shred', code: 400 },
  ])('is refused where $reason', async ({ id, action, code }) => {
    const path = `/api/toggl/warnings/${id ?? (await warningId())}`;
    const reply = await server.request({ method: 'POST', url: path, payload: { action } });
    expect(reply.status).toBe(code);
    expect(await warnings()).toHaveLength(1);
  });
});

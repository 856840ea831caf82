/** Toggl's webhook at the door, over a sandbox that sends it. */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createVirtualTime } from '../../../simulation/virtualTime.ts';
import { createHuman } from '../../../toggl-sandbox/human.ts';
import { createInProcessTransport } from '../../../toggl-sandbox/inProcessTransport.ts';
import { createSandbox } from '../../../toggl-sandbox/sandbox.ts';
import type { WebhookDelivery } from '../../../toggl-sandbox/webhooks.ts';
import { oneTurn } from '../support/projectionRig.ts';
import { morningAt, okBody, refusedCode, startTestServer, type TestServer } from './testServer.ts';

const secret = 'secret-of-the-webhook';
const recorded = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../../toggl/recorded', name), 'utf8');
const signatureOf = (body: string, by = secret) =>
  `sha256=${createHmac('sha256', by).update(body).digest('hex')}`;

let server: TestServer;
let sandbox: ReturnType<typeof createSandbox>;
let time: ReturnType<typeof createVirtualTime>;

beforeEach(async () => {
  time = createVirtualTime(morningAt);
  sandbox = createSandbox({ now: time.now, random: () => 0.5 });
  const transport = createInProcessTransport({ sandbox, timers: time.timers });
  const settings = {
    TOGGL_API_TOKEN: sandbox.config().token,
    TOGGL_API_URL: 'http://sandbox',
    PUBLIC_URL: 'https://me.example',
    TOGGL_WEBHOOK_SECRET: secret,
  };
  server = await startTestServer(settings, { transport, timers: time.timers });
  server.beginProjecting();
  await server.whenProjected();
});
afterEach(() => server.close());

const pass = async (ms: number) => {
  const settle = async () => {
    server.clock.now = time.now();
    await oneTurn();
    await server.whenProjected();
  };
  await time.advanceTo(time.now() + ms, settle);
};
/** As Toggl sends it: no secret of ours, and bytes as they were signed. */
const knock = async ({ body, headers }: Pick<WebhookDelivery, 'body' | 'headers'>) => {
  const reply = await server.app.inject({
    method: 'POST',
    url: '/api/toggl/webhook',
    headers,
    payload: body,
  });
  await server.whenProjected();
  return { status: reply.statusCode, body: reply.payload };
};
const signed = (body: string, by = secret) => ({
  body,
  headers: { 'content-type': 'application/json', 'x-webhook-signature-256': signatureOf(body, by) },
});
const deliver = () => sandbox.deliverWebhooks(knock);
const held = async () => {
  const deliveries: WebhookDelivery[] = [];
  await sandbox.deliverWebhooks(async (delivery) => {
    deliveries.push(delivery);
    return { status: 500, body: '' };
  });
  return deliveries;
};
const warnings = async () => okBody(await server.client.togglWarnings());
const kinds = async () => (await warnings()).map(({ kind }) => kind);
const requests = () => sandbox.requests().filter(({ userAgent }) => userAgent !== 'Timery').length;
const setUp = async () => {
  okBody(await server.client.setUpTogglWebhook());
  await deliver();
};

describe('a knock', () => {
  it('of the recorded ping is answered with its code', async () => {
    const body = recorded('ping-validation.json');
    const { status, body: answered } = await knock(signed(body));
    expect(status).toBe(200);
    expect(JSON.parse(answered)).toEqual({ validation_code: '89627dd73f2044f2f73815d665bbce33' });
  });

  it.each([
    { reason: 'another secret signed it', by: 'another', change: (text: string) => text },
    { reason: 'a byte was changed', by: secret, change: (text: string) => `${text} ` },
  ])('is refused where $reason', async ({ by, change }) => {
    const { body, headers } = signed(recorded('ping-validation.json'), by);
    expect((await knock({ body: change(body), headers })).status).toBe(401);
  });

  it('without a signature, or with no event, is refused', async () => {
    const headers = { 'content-type': 'application/json' };
    expect((await knock({ body: '{}', headers })).status).toBe(401);
    expect((await knock(signed('{}'))).status).toBe(400);
    expect((await knock(signed('no JSON'))).status).toBe(400);
  });

  it('without a signature is refused before its body is read', async () => {
    const headers = { 'content-type': 'application/json' };
    const body = 'x'.repeat(2_000_000);
    expect((await knock({ body, headers })).status).toBe(401);
    expect((await knock({ body, headers: signed('{}').headers })).status).toBe(413);
  });

  it('of a subscription that is not ours is refused', async () => {
    await setUp();
    expect((await knock(signed(recorded('time_entry-created.json')))).status).toBe(404);
    expect((await knock(signed(recorded('ping-validation.json')))).status).toBe(404);
    expect(await kinds()).toEqual([]);
  });

  it("with another user's entry is taken and leaves nothing", async () => {
    await knock(signed(recorded('ping-validation.json')));
    const event = { ...JSON.parse(recorded('time_entry-created.json')), subscription_id: 10_710 };
    expect((await knock(signed(JSON.stringify(event)))).status).toBe(200);
    expect(await kinds()).toEqual([]);
  });
});

describe('setting it up', () => {
  it('tells its price and spends nothing, then costs that', async () => {
    const before = requests();
    const price = okBody(await server.client.setUpTogglWebhook({ dryRun: true }));
    expect(price).toMatchObject({ url: 'https://me.example/api/toggl/webhook', calls: 1 });
    expect(requests()).toBe(before);
    expect(okBody(await server.client.setUpTogglWebhook())).toMatchObject({ calls: 1 });
    expect(requests()).toBe(before + 1);
  });

  it('costs one call under one key, however often it is sent', async () => {
    const url = '/api/toggl/webhook/setup';
    const headers = { 'idempotency-key': 'set up' };
    const before = requests();
    const first = await server.request({ method: 'POST', url, headers });
    expect(first.status).toBe(200);
    expect((await server.request({ method: 'POST', url, headers })).body).toEqual(first.body);
    expect(requests()).toBe(before + 1);
    const [call] = okBody(await server.client.togglCalls({ limit: '1' }));
    expect(call).toMatchObject({ status: 200, reason: 'asked to set the webhook up' });
  });

  it.each([
    { url: 'https://tunnel.example', reason: 'the address of the server' },
    { url: 'https://tunnel.example/', reason: 'the same with a slash' },
    { url: 'https://tunnel.example/api/toggl/webhook', reason: 'the whole address' },
  ])('takes $reason, and the ping arrives at the door', async ({ url }) => {
    const told = okBody(await server.client.setUpTogglWebhook({ url }));
    expect(told.url).toBe('https://tunnel.example/api/toggl/webhook');
    expect((await held()).map((delivery) => delivery.url)).toEqual([told.url]);
  });

  it('keeps the path under which a proxy shows the server', async () => {
    const url = 'https://me.example/compass/';
    const told = okBody(await server.client.setUpTogglWebhook({ url, dryRun: true }));
    expect(told.url).toBe('https://me.example/compass/api/toggl/webhook');
  });

  it("tells Toggl's words where Toggl refuses, and what to do", async () => {
    await setUp();
    const refused = await server.client.setUpTogglWebhook();
    expect(refusedCode(refused)).toEqual([422, 'webhook_refused']);
    expect(JSON.stringify(refused)).toContain('Delete the one there');
  });
});

describe('setting it up again where Toggl allows one', () => {
  it('leaves the one that is there at work', async () => {
    await setUp();
    await server.client.setUpTogglWebhook();
    createHuman({ sandbox }).start('Phone call');
    await deliver();
    expect(await kinds()).toEqual(['started-in-timery']);
  });
});

describe('a timer started in Timery', () => {
  beforeEach(async () => {
    await setUp();
    await pass(60_000);
  });

  it('is an offer at once, for no call', async () => {
    const before = requests();
    createHuman({ sandbox }).start('Reading');
    await deliver();
    expect(await warnings()).toMatchObject([
      { kind: 'started-in-timery', actions: ['adopt', 'keep'], calls: { adopt: 1, keep: 0 } },
    ]);
    expect(requests()).toBe(before);
  });

  it('becomes PRIMARY when it is adopted, by one call', async () => {
    createHuman({ sandbox }).start('Reading');
    await deliver();
    const before = requests();
    const [offer] = await warnings();
    const answer = await server.client.answerWarning(offer?.id ?? '', { action: 'adopt' });
    await pass(60_000);
    const { primary } = okBody(await server.client.state());
    expect(primary).toMatchObject({ category: 'Reading', id: okBody(answer).sliceId });
    expect(requests()).toBe(before + 1);
    expect(sandbox.running()).toMatchObject({ description: 'Reading', tags: ['compass'] });
    await deliver();
    expect(await kinds()).toEqual([]);
  });

  it('becomes history when it is kept, once it has stopped, for no call', async () => {
    const before = requests();
    const human = createHuman({ sandbox });
    human.start('Reading');
    await deliver();
    const [offer] = await warnings();
    okBody(await server.client.answerWarning(offer?.id ?? '', { action: 'keep' }));
    await pass(600_000);
    human.stop();
    await deliver();
    expect(okBody(await server.client.slices())).toMatchObject([
      { source: 'TIMERY', note: 'Reading', end: new Date(time.now()).toISOString() },
    ]);
    expect(await kinds()).toEqual([]);
    expect(requests()).toBe(before);
  });

  it.each([
    { reason: 'twice', order: (all: WebhookDelivery[]) => all.flatMap((one) => [one, one]) },
    { reason: 'the other way round', order: (all: WebhookDelivery[]) => all.toReversed() },
    {
      reason: 'twice, the last first',
      order: (all: WebhookDelivery[]) => [...all.toReversed(), ...all],
    },
  ])('and stopped ends as one slice where events come $reason', async ({ order }) => {
    const human = createHuman({ sandbox });
    human.start('Reading');
    await pass(600_000);
    human.stop();
    for (const delivery of order(await held())) await knock(delivery);
    expect(okBody(await server.client.slices())).toMatchObject([{ source: 'TIMERY' }]);
    expect(okBody(await server.client.togglStatus()).notes).toEqual([]);
    expect(await kinds()).toEqual([]);
  });

  it.each([
    { told: 0, reason: 'its start' },
    { told: 1, reason: 'an edit in the second of its stop' },
  ])('and stopped does not run again where $reason is told after it was imported', async (row) => {
    const human = createHuman({ sandbox });
    const { entryId } = human.start('Reading');
    await pass(600_000);
    human.edit(entryId ?? 0, { description: 'Reading aloud' });
    const events = await held();
    human.stop();
    okBody(await server.client.importToggl());
    await knock(events[row.told] ?? expect.fail('it was told'));
    expect(await kinds()).toEqual([]);
    expect(okBody(await server.client.togglStatus()).notes).toEqual([]);
  });

  it('is offered once, whatever its human writes into it afterwards', async () => {
    const human = createHuman({ sandbox });
    const { entryId } = human.start('Reading');
    await deliver();
    const [offer] = await warnings();
    okBody(await server.client.answerWarning(offer?.id ?? '', { action: 'keep' }));
    human.edit(entryId ?? 0, { description: 'Reading aloud' });
    await deliver();
    expect(await kinds()).toEqual([]);
  });

  it('and stopped is changed by an edit in the second in which it was imported', async () => {
    const human = createHuman({ sandbox });
    const { entryId } = human.start('Reading');
    await pass(600_000);
    human.stop();
    await held();
    okBody(await server.client.importToggl());
    await server.whenProjected();
    human.edit(entryId ?? 0, { description: 'Reading aloud' });
    await knock((await held()).at(-1) ?? expect.fail('it was told'));
    expect(okBody(await server.client.slices())).toMatchObject([{ note: 'Reading aloud' }]);
  });

  it('is no offer where it was read before, and is edited afterwards', async () => {
    const human = createHuman({ sandbox });
    const { entryId } = human.start('Reading');
    await held();
    okBody(await server.client.importToggl());
    await pass(60_000);
    human.edit(entryId ?? 0, { description: 'Reading aloud' });
    await knock((await held()).at(-1) ?? expect.fail('it was told'));
    expect(await kinds()).toEqual([]);
  });

  it('is forgotten when it is deleted', async () => {
    const human = createHuman({ sandbox });
    const { entryId } = human.start('Reading');
    await deliver();
    await pass(60_000);
    human.delete(entryId ?? 0);
    await deliver();
    expect(await kinds()).toEqual([]);
    expect(okBody(await server.client.slices())).toEqual([]);
  });
});

describe('what the webhook tells of our own entries', () => {
  beforeEach(async () => {
    await setUp();
    await pass(60_000);
    okBody(await server.client.start({ dimension: 'PRIMARY', category: 'Coding' }));
    await pass(60_000);
  });

  it('is no news where we did it ourselves', async () => {
    await deliver();
    okBody(await server.client.stop({ dimension: 'PRIMARY' }));
    await pass(60_000);
    await deliver();
    expect(await kinds()).toEqual([]);
    expect(okBody(await server.client.togglStatus())).toMatchObject({ pending: 0, notes: [] });
    expect(okBody(await server.client.slices())).toHaveLength(1);
  });

  it('is no news where Toggl stopped it in the second in which we wrote its true end', async () => {
    await deliver();
    await pass(10 * 60_000);
    const late = { dimension: 'PRIMARY', category: 'Mail', at: '-2m' } as const;
    okBody(await server.client.start(late));
    await pass(60_000);
    await deliver();
    expect(await kinds()).toEqual([]);
    expect(okBody(await server.client.togglStatus())).toMatchObject({ pending: 0, held: 0 });
  });

  it('is told as a copy where a human continued it in Timery', async () => {
    await deliver();
    okBody(await server.client.stop({ dimension: 'PRIMARY' }));
    await pass(60_000);
    await deliver();
    createHuman({ sandbox }).continueEntry(sandbox.entries()[0]?.id ?? 0);
    await deliver();
    expect(await kinds()).toEqual(['copy-running']);
  });

  it('is a warning where a human edited what ended long ago', async () => {
    okBody(await server.client.stop({ dimension: 'PRIMARY' }));
    await pass(60_000);
    await deliver();
    const entry = sandbox.entries()[0] ?? expect.fail('it was sent');
    createHuman({ sandbox }).edit(entry.id, { startSecond: entry.startSecond - 600 });
    await deliver();
    expect(await kinds()).toEqual(['time-changed']);
  });

  it('is a warning also where another entry was written since and is told along', async () => {
    okBody(await server.client.start({ dimension: 'PRIMARY', category: 'Mail' }));
    await pass(60_000);
    okBody(await server.client.stop({ dimension: 'PRIMARY' }));
    await pass(60_000);
    await deliver();
    const [coding, mail] = sandbox.entries();
    const startSecond = (mail?.startSecond ?? 0) - 10;
    createHuman({ sandbox }).edit(mail?.id ?? 0, { startSecond });
    await pass(60_000);
    const slices = okBody(await server.client.slices());
    const id = slices.find(({ category }) => category === 'Coding')?.id ?? '';
    okBody(await server.client.editSlice(id, { category: 'Tea' }));
    await pass(60_000);
    expect(sandbox.entries().find((entry) => entry.id === coding?.id)?.description).toBe('Tea');
    await Promise.all((await held()).map(knock));
    expect(await kinds()).toEqual(['time-changed']);
  });

  it('is a warning where a human did, for no call', async () => {
    await deliver();
    await pass(60_000);
    const before = requests();
    createHuman({ sandbox }).stop();
    await deliver();
    expect(await kinds()).toEqual(['stopped-in-timery']);
    expect(requests()).toBe(before);
  });
});

/** Server-sent events over a real connection of this machine. */
import { get, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type Event, event } from '../../../contract/events.ts';
import { createVirtualTime } from '../../../simulation/virtualTime.ts';
import { createInProcessTransport } from '../../../toggl-sandbox/inProcessTransport.ts';
import { createSandbox } from '../../../toggl-sandbox/sandbox.ts';
import { morningAt, okBody, secret, startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;
let address: string;
const time = { current: createVirtualTime(morningAt) };
afterEach(() => server.close());

async function begin() {
  time.current = createVirtualTime(morningAt);
  const { now, timers } = time.current;
  const sandbox = createSandbox({ now, random: () => 0.5 });
  const transport = createInProcessTransport({ sandbox, timers });
  const settings = { TOGGL_API_TOKEN: sandbox.config().token, TOGGL_API_URL: 'http://sandbox' };
  server = await startTestServer(settings, { transport, timers });
  address = await server.start();
  await server.whenProjected();
  return sandbox;
}

type Heard = Readonly<{ id: string | null; event: Event }>;

type Listener = Readonly<{
  reply: IncomingMessage;
  text: () => string;
  heard: () => Heard[];
  /** Resolves once the text holds this. */
  until: (wanted: string | RegExp) => Promise<void>;
  ended: Promise<void>;
  close: () => void;
}>;

function listen(headers: Record<string, string> = {}): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const request = get(`${address}/api/events`, {
      headers: { 'x-api-secret': secret, ...headers },
    });
    request.once('error', reject);
    request.once('response', (reply) => {
      let text = '';
      const waiting = new Set<() => void>();
      reply.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        for (const look of waiting) look();
      });
      const until = (wanted: string | RegExp) =>
        new Promise<void>((found) => {
          const look = () => {
            if (text.search(wanted) < 0) return;
            waiting.delete(look);
            found();
          };
          waiting.add(look);
          look();
        });
      const ended = new Promise<void>((end) => reply.once('close', () => end()));
      reply.once('error', () => {});
      const close = () => void request.destroy();
      resolve({ reply, text: () => text, heard: () => heardIn(text), until, ended, close });
    });
  });
}

function heardIn(text: string): Heard[] {
  return text.split('\n\n').flatMap((block) => {
    const data = /^data: (.*)$/m.exec(block)?.[1];
    if (data === undefined) return [];
    const told = event.parse(JSON.parse(data));
    expect(/^event: (.*)$/m.exec(block)?.[1]).toBe(told.kind);
    return [{ id: /^id: (.*)$/m.exec(block)?.[1] ?? null, event: told }];
  });
}

const start = (category: string) =>
  server.client.start({ dimension: 'PRIMARY', category }).then(okBody);

describe('GET /api/events', () => {
  it('tells the state first, and each change of it', async () => {
    await begin();
    const listener = await listen();
    await listener.until(/event: state/);
    expect(listener.reply.headers['content-type']).toContain('text/event-stream');
    expect(listener.text()).toContain('retry: 3000');
    const { id: sliceId, changeId } = await start('Coding');
    await listener.until(/"category":"Coding"/);
    const slices = listener.heard().find(({ event: { kind } }) => kind === 'slices');
    expect(slices?.event).toEqual({ kind: 'slices', sliceIds: [sliceId], changeId });
    const states = listener.heard().filter(({ event: { kind } }) => kind === 'state');
    expect(states.map(({ id }) => id)).toEqual(['0', '1']);
    expect(states[1]?.event).toMatchObject({ revision: 1, state: { primary: { id: sliceId } } });
    listener.close();
  });

  it('tells a tap once, and nothing of its double', async () => {
    await begin();
    const listener = await listen();
    const tap = { category: 'Coding', source: 'NFC' } as const;
    const { changeId } = okBody(await server.client.toggle(tap));
    expect(okBody(await server.client.toggle(tap)).changeId).toBe(changeId);
    const stopped = okBody(await server.client.stop({ dimension: 'PRIMARY' }));
    await listener.until(`"changeId":"${stopped.changeId}"`);
    const told = listener.heard().flatMap(({ event: one }) => {
      return one.kind === 'slices' ? [one.changeId] : [];
    });
    expect(told).toEqual([changeId, stopped.changeId]);
    listener.close();
  });

  it('tells one state to a client that missed something, none to another', async () => {
    await begin();
    await start('Coding');
    await start('Mail');
    await server.whenProjected();
    const missed = await listen({ 'last-event-id': '1' });
    const current = await listen({ 'last-event-id': '2' });
    await missed.until(/event: state/);
    await start('Lunch');
    await current.until(/"category":"Lunch"/);
    await missed.until(/"category":"Lunch"/);
    const ids = (one: Listener) => one.heard().flatMap(({ id }) => (id === null ? [] : [id]));
    expect(ids(missed)).toEqual(['2', '3']);
    expect(ids(current)).toEqual(['3']);
    missed.close();
    current.close();
  });

  it('tells what is left of the quota after a call, and how far Toggl is', async () => {
    const sandbox = await begin();
    const listener = await listen();
    await start('Coding');
    await listener.until(/event: toggl/);
    const quota = listener.heard().find(({ event: { kind } }) => kind === 'quota');
    const { remaining } = sandbox.quota().organization;
    expect(quota?.event).toMatchObject({ organization: { remaining } });
    const toggl = listener.heard().find(({ event: { kind } }) => kind === 'toggl');
    expect(toggl?.event).toMatchObject({ connected: true, held: 0, warnings: 0, lastError: null });
    listener.close();
  });

  it('tells how far Toggl is only where that has changed', async () => {
    await begin();
    const listener = await listen();
    await start('Coding');
    await listener.until(/event: toggl/);
    await server.whenProjected();
    await time.current.advanceTo(morningAt + 600_000, server.whenProjected);
    okBody(await server.client.createCategory({ name: 'Chess' }));
    await listener.until(/event: categories/);
    const told = listener.heard().flatMap(({ event: one }) => (one.kind === 'toggl' ? [one] : []));
    for (const [index, one] of told.entries()) expect(one).not.toEqual(told[index + 1]);
    expect(told.at(-1)).toMatchObject({ pending: 0 });
    listener.close();
  });

  it('tells of categories', async () => {
    await begin();
    const listener = await listen();
    const { id } = okBody(await server.client.createCategory({ name: 'Chess' }));
    await listener.until(/event: categories/);
    const [told] = listener.heard().filter(({ event: { kind } }) => kind === 'categories');
    expect(told?.event).toEqual({ kind: 'categories', categoryIds: [id] });
    listener.close();
  });

  it('tells once when what runs passes its maximum, and again of what was kept', async () => {
    await begin();
    okBody(await server.client.createCategory({ name: 'Coding', maxMinutes: 30 }));
    const { id: sliceId, start: begun, updatedAt: asOf } = await start('Coding');
    const listener = await listen();
    await listener.until(/event: state/);
    const pass = async (minutes: number) => {
      server.clock.now = morningAt + minutes * 60_000;
      await time.current.advanceTo(server.clock.now, server.whenProjected);
      // A read of the state comes after what was announced before it.
      await server.client.state();
    };
    await pass(30);
    await pass(31);
    await listener.until(/event: overdue/);
    await pass(90);
    const overdue = () =>
      listener.heard().flatMap(({ event: one }) => (one.kind === 'overdue' ? [one] : []));
    const told = { kind: 'overdue', sliceId, category: 'Coding', start: begun, maxMinutes: 30 };
    expect(overdue()).toEqual([told]);
    okBody(
      await server.client.closeDay('2026-11-02', { answers: [{ do: 'keep', sliceId, asOf }] }),
    );
    await pass(121);
    await listener.until(/event: overdue[\s\S]*event: overdue/);
    expect(overdue()).toEqual([told, told]);
    listener.close();
  });

  it('beats every twenty-five seconds, so that nobody drops the line', async () => {
    await begin();
    const listener = await listen();
    await listener.until(/event: state/);
    expect(listener.text()).not.toContain(': still here');
    await time.current.advanceTo(morningAt + 25_000, async () => {});
    await listener.until(/: still here/);
    await time.current.advanceTo(morningAt + 50_000, async () => {});
    await listener.until(/: still here\s+: still here/);
    listener.close();
  });

  it('asks for the secret as every route does', async () => {
    await begin();
    const stranger = await listen({ 'x-api-secret': 'wrong' });
    expect(stranger.reply.statusCode).toBe(401);
    stranger.close();
  });

  const minuteMs = 60_000;
  const ends: readonly Readonly<{ reason: string; end: (tokenId: string) => Promise<unknown> }>[] =
    [
      {
        reason: 'is revoked',
        end: (tokenId) => server.client.revokeToken(tokenId),
      },
      {
        reason: 'may not read any more',
        end: (tokenId) => server.client.editToken(tokenId, { scope: 'track' }),
      },
      {
        reason: 'expires',
        end: async () => {
          server.clock.now += minuteMs;
        },
      },
    ];
  const listenWithToken = async () => {
    await begin();
    const expiresAt = new Date(morningAt + minuteMs).toISOString();
    const fields = { name: 'Kitchen', scope: 'read', expiresAt };
    const token = okBody(await server.client.createToken(fields));
    const listener = await listen({ 'x-api-secret': token.secret ?? '' });
    await listener.until(/event: state/);
    return { token, listener };
  };
  it.each(ends)('tells nothing more to a token that $reason', async ({ end }) => {
    const { token, listener } = await listenWithToken();
    await end(token.id);
    await start('Coding');
    await listener.ended;
    expect(listener.text()).not.toContain('Coding');
  });

  it.each(ends)('ends at the next heartbeat where a token $reason', async ({ end }) => {
    const { token, listener } = await listenWithToken();
    await end(token.id);
    await time.current.advanceTo(morningAt + 25_000, async () => {});
    await listener.ended;
    expect(listener.text()).not.toContain(': still here');
  });

  it('forgets a listener that hangs up', async () => {
    await begin();
    const listener = await listen();
    await listener.until(/event: state/);
    listener.close();
    await listener.ended;
    const other = await listen();
    await start('Coding');
    await other.until(/"category":"Coding"/);
    other.close();
  });

  it('ends with the server', async () => {
    await begin();
    const listener = await listen();
    await listener.until(/event: state/);
    await server.stop();
    await listener.ended;
    expect(listener.text().endsWith('\n\n')).toBe(true);
    server = await startTestServer();
  });
});

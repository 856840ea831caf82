import { describe, expect, it } from 'vitest';
import { createClient } from '../../../contract/client.ts';
import { Unreachable } from './api.ts';
import { createTapQueue } from './tapQueue.ts';

type Sent = Readonly<{ path: string; key: string | undefined; body: unknown }>;
type Answers = 'done' | 'away' | 'refused' | 'signed-out';

/** A browser with one store, and a server that answers as told and notes what it was sent. */
function createWorld() {
  const sent: Sent[] = [];
  const told: string[] = [];
  const timers: (() => void)[] = [];
  const stored = new Map<string, string>();
  const world = { answers: 'done' as Answers, at: Date.UTC(2026, 10, 2, 9), made: 0 };
  const api = createClient({
    baseUrl: '',
    send: async (path, { headers, body }) => {
      sent.push({ path, key: headers['idempotency-key'], body: JSON.parse(body ?? 'null') });
      if (world.answers === 'away') throw new Unreachable();
      return replyOf(world.answers);
    },
  });
  const open = () =>
    createTapQueue({
      outside: {
        newKey: () => `key-${++world.made}`,
        after: (_delayMs, run) => {
          timers.push(run);
          return () => void timers.splice(0, timers.length, ...timers.filter((one) => one !== run));
        },
        store: {
          read: (name) => stored.get(name) ?? null,
          write: (name, text) => void stored.set(name, text),
          remove: (name) => void stored.delete(name),
          whenChanged: () => () => {},
        },
      },
      now: () => world.at,
      api,
      tell: {
        done: (message, changeId) => void told.push(`${message} ${changeId}`),
        failed: (message) => void told.push(message),
      },
      settled: async () => {},
    });
  return { world, sent, told, timers, open };
}

const slice = {
  id: 'slice-1',
  dimension: 'PRIMARY',
  category: 'Coding',
  categoryId: 'c',
  start: '2026-11-02T09:00:00.000Z',
  end: '2026-11-02T09:10:00.000Z',
  source: 'MANUAL',
  isLocked: false,
  linkedTaskId: null,
  togglEntryId: null,
  note: null,
  createdAt: '2026-11-02T09:00:00.000Z',
  updatedAt: '2026-11-02T09:00:00.000Z',
  changeId: 'change-1',
  say: 'Stopped Coding.',
};
const refusal = { error: { code: 'nothing_running', message: 'Nothing runs.' } };

function replyOf(answers: Exclude<Answers, 'away'>) {
  const status = { done: 200, refused: 422, 'signed-out': 401 }[answers];
  const body = answers === 'done' ? slice : refusal;
  return { status, headers: new Headers(), text: async () => JSON.stringify(body) };
}

const stop = (at: string) => ({ kind: 'stop', body: { dimension: 'PRIMARY', at } }) as const;

describe('a tap', () => {
  it('is sent with the instant it was made at, and told with what undoes it', async () => {
    const { sent, told, open } = createWorld();
    const queue = open();
    queue.make(stop);
    await queue.send();
    await Promise.resolve();
    expect(sent).toEqual([
      {
        path: '/api/engine/stop',
        key: 'key-1',
        body: { dimension: 'PRIMARY', at: '2026-11-02T09:00:00.000Z' },
      },
    ]);
    await settle();
    expect([told, queue.waiting()]).toEqual([['Stopped Coding. change-1'], []]);
  });

  it('made while the server is away waits, and goes once it is back, as it was made', async () => {
    const { world, sent, timers, open } = createWorld();
    world.answers = 'away';
    const queue = open();
    queue.make(stop);
    await settle();
    world.at += 600_000;
    expect([queue.waiting().length, queue.isHeldUp(), timers.length]).toEqual([1, true, 1]);
    world.answers = 'done';
    timers[0]?.();
    await settle();
    expect(queue.waiting()).toEqual([]);
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
  });

  it('outlives a reload', async () => {
    const { world, sent, open } = createWorld();
    world.answers = 'away';
    open().make(stop);
    await settle();
    world.answers = 'done';
    const reopened = open();
    expect(reopened.waiting()).toHaveLength(1);
    await reopened.send();
    expect([reopened.waiting(), sent[1]?.key]).toEqual([[], 'key-1']);
  });

  it('waits for whoever signs in', async () => {
    const { world, open } = createWorld();
    world.answers = 'signed-out';
    const queue = open();
    queue.make(stop);
    await settle();
    expect(queue.waiting()).toHaveLength(1);
  });

  it('that is refused is gone and told, and the next one goes', async () => {
    const { world, told, sent, open } = createWorld();
    world.answers = 'refused';
    const queue = open();
    queue.make(stop);
    queue.make(stop);
    await settle();
    expect([queue.waiting(), told, sent.length]).toEqual([
      [],
      ['Nothing runs.', 'Nothing runs.'],
      2,
    ]);
  });
});

/** Lets everything that is already answered run to its end. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

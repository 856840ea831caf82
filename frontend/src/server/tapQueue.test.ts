import { describe, expect, it } from 'vitest';
import { createApi } from './api.ts';
import { createServerClock } from './serverClock.ts';
import { createTapQueue } from './tapQueue.ts';

type Sent = Readonly<{ path: string; key: string | undefined; body: unknown }>;
type Answers = 'done' | 'away' | 'refused' | 'signed-out' | 'fault' | 'other words' | 'too many';

/**
 * A browser whose tabs have one store, and a server that answers as told and notes what it was
 * sent.
 */
function createWorld() {
  const sent: Sent[] = [];
  const told: string[] = [];
  const timers: (() => void)[] = [];
  const stored = new Map<string, string>();
  const tabs: (() => void)[] = [];
  const tabOf = new Map<() => void, number>();
  const made: string[][] = [];
  const at = Date.UTC(2026, 10, 2, 9);
  const world = { answers: 'done' as Answers, at, made: 0, doReadsHang: false };
  const api = createApi({
    now: () => world.at,
    clock: createServerClock(() => world.at),
    send: async (path, { headers, body }) => {
      sent.push({ path, key: headers['idempotency-key'], body: JSON.parse(body ?? 'null') });
      if (world.answers === 'away') throw new TypeError('Failed to fetch');
      return replyOf(world.answers);
    },
  });
  const open = () => {
    const ownTab = tabs.length;
    tabs.push(() => {});
    return createTapQueue({
      outside: {
        newKey: () => `key-${++world.made}`,
        after: (_delayMs, run) => {
          timers.push(run);
          tabOf.set(run, ownTab);
          return () => void timers.splice(0, timers.length, ...timers.filter((one) => one !== run));
        },
        store: {
          read: (name) => stored.get(name) ?? null,
          write: (name, text) => {
            stored.set(name, text);
            for (const [tab, changed] of tabs.entries()) if (tab !== ownTab) changed();
          },
          remove: (name) => void stored.delete(name),
          whenChanged: (run) => {
            tabs[ownTab] = run;
            return () => {};
          },
        },
      },
      now: () => world.at,
      api,
      changes: { made: (change) => void made.push([...change]) },
      tell: {
        done: (message, change) => void told.push(`${message} ${change.join()}`),
        failed: (message) => void told.push(message),
      },
      settled: () => (world.doReadsHang ? new Promise(() => {}) : Promise.resolve()),
    });
  };
  const timersOf = (tab: number) => timers.filter((run) => tabOf.get(run) === tab);
  return { world, sent, told, made, timers, timersOf, open };
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
const replies: Readonly<Record<Exclude<Answers, 'away'>, { status: number; body: object }>> = {
  done: { status: 200, body: slice },
  refused: { status: 422, body: refusal },
  'signed-out': { status: 401, body: refusal },
  fault: { status: 500, body: { error: { code: 'internal', message: 'Internal error.' } } },
  'other words': { status: 200, body: { stopped: true } },
  'too many': { status: 429, body: { error: { code: 'too_many_requests', message: 'Wait.' } } },
};

function replyOf(answers: Exclude<Answers, 'away'>) {
  const { status, body } = replies[answers];
  return { status, headers: new Headers(), text: async () => JSON.stringify(body) };
}

const stop = (at: string) => ({ kind: 'stop', body: { dimension: 'PRIMARY', at } }) as const;

describe('a tap', () => {
  it('is sent with the instant it was made at, and told with what undoes it', async () => {
    const { sent, told, made, open } = createWorld();
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
    expect(made).toEqual([['change-1']]);
  });

  it('made while the server is away waits, and goes once it is back, as it was made', async () => {
    const { world, sent, timers, open } = createWorld();
    world.answers = 'away';
    const queue = open();
    queue.make(stop);
    await settle();
    world.at += 600_000;
    expect([queue.waiting().length, queue.heldUpBy(), timers.length]).toEqual([
      1,
      'The server cannot be reached.',
      1,
    ]);
    world.answers = 'done';
    timers[0]?.();
    await settle();
    expect(queue.waiting()).toEqual([]);
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
  });

  it.each<{ reason: string; answers: Answers; heldUpBy: string }>([
    { reason: 'the server is in trouble', answers: 'fault', heldUpBy: 'Internal error.' },
    { reason: 'too many came from here', answers: 'too many', heldUpBy: 'Wait.' },
    {
      reason: 'the answer is not one that this page knows',
      answers: 'other words',
      heldUpBy: 'This page cannot read what the server answers. Load it anew.',
    },
  ])('that nobody refused waits, says why, and goes as it was made: $reason', async (row) => {
    const { world, sent, told, timers, open } = createWorld();
    world.answers = row.answers;
    const queue = open();
    queue.make(stop);
    queue.make(stop);
    await settle();
    expect([queue.waiting().length, queue.heldUpBy(), told]).toEqual([2, row.heldUpBy, []]);
    world.answers = 'done';
    timers[0]?.();
    await settle();
    expect([queue.waiting(), queue.heldUpBy()]).toEqual([[], null]);
    expect(sent.map(({ key }) => key)).toEqual(['key-1', 'key-1', 'key-2']);
  });

  it('that is done does not wait for ever to be seen, and the next one goes', async () => {
    const { world, sent, told, timers, open } = createWorld();
    world.doReadsHang = true;
    const queue = open();
    queue.make(stop);
    queue.make(stop);
    await settle();
    expect([sent.length, queue.waiting().length]).toEqual([1, 2]);
    timers.shift()?.();
    await settle();
    expect([sent.length, queue.waiting().length, told.length]).toEqual([2, 1, 1]);
  });

  it('that the server cannot take is given up, and those behind it go', async () => {
    const { world, sent, open } = createWorld();
    world.answers = 'fault';
    const queue = open();
    queue.make(stop);
    queue.make(stop);
    await settle();
    world.answers = 'done';
    queue.giveUp();
    await settle();
    expect([queue.waiting(), queue.heldUpBy()]).toEqual([[], null]);
    expect(sent.map(({ key }) => key)).toEqual(['key-1', 'key-2']);
  });

  it('of a tab that was closed is sent by another one', async () => {
    const { world, sent, timersOf, open } = createWorld();
    world.answers = 'away';
    const closed = open();
    const other = open();
    closed.make(stop);
    await settle();
    world.answers = 'done';
    // The timers of the first go with it.
    for (const run of timersOf(1)) run();
    await settle();
    expect([other.waiting(), sent.at(-1)?.key]).toEqual([[], 'key-1']);
  });

  it('is waited for by whoever asks that all be sent', async () => {
    const { open } = createWorld();
    const queue = open();
    queue.make(stop);
    await queue.send();
    expect(queue.waiting()).toEqual([]);
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

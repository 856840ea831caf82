/**
 * Server-sent events: the one connection that stays open. Each listener has a queue of its own,
 * sent one by one; of events that tell what stands, only one waits at a time.
 *
 *   hub ──▶ queue (bounded) ──▶ read what it has to tell ──▶ socket
 *                └─ full, or nobody takes what was written: the connection is cut, and the client
 *                   comes back and is told the state
 *
 * Invariant: a slow or dead listener holds up nobody, and ending the server ends all of them.
 */
import type { ServerResponse } from 'node:http';
import type { z } from 'zod';
import { type Event, event } from '../../../contract/events.ts';
import { unreachable } from '../../../core/invariant.ts';
import { answer } from '../http/errors.ts';
import type { HttpApp } from '../http/httpApp.ts';
import { securityHeaders } from '../http/securityHeaders.ts';
import type { Announcement, EventHub } from '../services/events.ts';
import type { TimeEngine } from '../services/timeEngine.ts';
import { readSchema } from './routeSchema.ts';
import { formatState } from './stateFormat.ts';

type TogglEvent = Extract<Event, { kind: 'toggl' }>;

export type EventDoor = Readonly<{
  events: Pick<EventHub, 'subscribe'>;
  engine: Pick<TimeEngine, 'state' | 'revision'>;
  toggl: Readonly<{ summary(accountId: string): Promise<Omit<TogglEvent, 'kind'>> }>;
  timers: Readonly<{ after: (delayMs: number, run: () => void) => () => void }>;
}>;

/** Proxies and phones drop what is silent for half a minute. */
const heartbeatMs = 25_000;
const retryMs = 3_000;
/** More than any burst of commands; what waits longer is of no use to a listener. */
const mostWaiting = 256;
const mostUnsentBytes = 1_000_000;
const mostListeners = 100;

const tooMany = answer(
  503,
  'unavailable',
  `There are ${mostListeners} listeners already. Close one of them and try again.`,
);

export function addEventRoute(app: HttpApp, door: EventDoor): void {
  const listeners = new Set<() => void>();
  app.addHook('preClose', (done) => {
    for (const end of listeners) end();
    done();
  });
  const summary = 'Changes as they happen, as server-sent events';
  app.get(
    '/events',
    { schema: readSchema({ tag: 'engine', operationId: 'listenToEvents', summary }, event) },
    (request, reply) => {
      if (listeners.size >= mostListeners) {
        reply.code(tooMany.status).send(tooMany.body);
        return;
      }
      reply.hijack();
      const lastId = request.headers['last-event-id'];
      const { accountId } = request.caller;
      const seen = typeof lastId === 'string' ? lastId : null;
      const end = listen(reply.raw, door, { accountId, seen });
      listeners.add(end);
      reply.raw.once('close', () => {
        listeners.delete(end);
        end();
      });
    },
  );
}

type Listening = Readonly<{ accountId: string; seen: string | null }>;

function listen(socket: ServerResponse, door: EventDoor, { accountId, seen }: Listening) {
  const queue: Announcement[] = [];
  let isOver = false;
  let isSending = false;
  let lastToggl = '';
  let stopBeating = () => {};
  const end = () => {
    if (isOver) return;
    isOver = true;
    stopBeating();
    unsubscribe();
    socket.end();
  };
  const cut = () => {
    end();
    socket.destroy();
  };
  const write = (text: string) => {
    if (isOver) return;
    socket.write(text);
    if (socket.writableLength > mostUnsentBytes) cut();
  };
  const send = async (announcement: Announcement) => {
    const told = await readEvent(door, accountId, announcement);
    const text = JSON.stringify(told);
    if (told.kind === 'toggl') {
      if (text === lastToggl) return;
      lastToggl = text;
    }
    const id = told.kind === 'state' ? `id: ${told.revision}\n` : '';
    write(`${id}event: ${told.kind}\ndata: ${text}\n\n`);
  };
  const sendAll = async () => {
    isSending = true;
    for (let next = queue.shift(); next !== undefined && !isOver; next = queue.shift()) {
      await send(next);
    }
    isSending = false;
  };
  const take = (announcement: Announcement) => {
    const { kind } = announcement;
    const isRead = kind === 'state' || kind === 'toggl' || kind === 'quota';
    const waiting = isRead ? queue.findIndex((other) => other.kind === kind) : -1;
    if (waiting >= 0) queue.splice(waiting, 1);
    queue.push(announcement);
    if (queue.length > mostWaiting) return cut();
    // What cannot be read is not told: the client comes back and asks anew.
    if (!isSending) sendAll().catch(cut);
  };
  const beat = () => {
    write(': still here\n\n');
    if (!isOver) stopBeating = door.timers.after(heartbeatMs, beat);
  };
  const unsubscribe = door.events.subscribe(accountId, take);
  socket.writeHead(200, {
    ...securityHeaders,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Proxies such as nginx would collect events until a page is full.
    'x-accel-buffering': 'no',
  });
  write(`retry: ${retryMs}\n\n`);
  stopBeating = door.timers.after(heartbeatMs, beat);
  void tellMissed(door, { accountId, seen }, take).catch(cut);
  return end;
}

/** One state says all that a client has missed, however much that is. */
async function tellMissed(
  { engine }: EventDoor,
  { accountId, seen }: Listening,
  take: (announcement: Announcement) => void,
): Promise<void> {
  const revision = await engine.revision(accountId);
  if (seen !== String(revision)) take({ kind: 'state' });
}

async function readEvent(
  { engine, toggl }: EventDoor,
  accountId: string,
  announcement: Announcement,
): Promise<z.output<typeof event>> {
  switch (announcement.kind) {
    case 'state': {
      // Before the state: a change in between is then told once more, never lost.
      const revision = await engine.revision(accountId);
      const state = formatState(await engine.state(accountId));
      return { kind: 'state', revision, state };
    }
    case 'toggl':
      return { kind: 'toggl', ...(await toggl.summary(accountId)) };
    case 'slices':
    case 'quota':
    case 'import':
    case 'tasks':
    case 'categories':
      return announcement;
    default:
      return unreachable(announcement);
  }
}

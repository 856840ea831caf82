/**
 * Server-sent events: the one connection that stays open. Events that tell what stands are read
 * when they are sent (services/events.ts), so a burst of commands costs each listener one read.
 *
 * Invariant: ending the server ends all listeners. Nobody else does, but who calls by a token that
 * expired, was revoked or may not read any more is told nothing from then on, and ends by the next
 * heartbeat, whichever process took the token back.
 */
import type { ServerResponse } from 'node:http';
import { type Event, event } from '../../../contract/events.ts';
import { unreachable } from '../../../core/invariant.ts';
import { answer } from '../http/errors.ts';
import { createEventStream } from '../http/eventStream.ts';
import type { HttpApp } from '../http/httpApp.ts';
import { securityHeaders } from '../http/securityHeaders.ts';
import type { ApiTokens } from '../services/access/apiTokens.ts';
import type { TimeEngine } from '../services/engine/timeEngine.ts';
import type { Announcement, EventHub } from '../services/events.ts';
import { readSchema } from './routeSchema.ts';
import { formatState } from './stateFormat.ts';

type TogglEvent = Extract<Event, { kind: 'toggl' }>;

export type EventDoor = Readonly<{
  events: Pick<EventHub, 'subscribe'>;
  engine: Pick<TimeEngine, 'state' | 'revision'>;
  tokens: Pick<ApiTokens, 'mayStill'>;
  toggl: Readonly<{ summary(accountId: string): Promise<Omit<TogglEvent, 'kind'>> }>;
  timers: Readonly<{ after: (delayMs: number, run: () => void) => () => void }>;
}>;

const mostListeners = 100;

const tooMany = answer(
  503,
  'unavailable',
  `There are ${mostListeners} listeners already. Close one of them and try again.`,
);

/** On a connection that was open already: one that listened would hold the end up. */
const closing = answer(503, 'unavailable', 'The server is ending. Come back in a moment.');

export function addEventRoute(app: HttpApp, door: EventDoor): void {
  const listeners = new Set<() => void>();
  let isClosing = false;
  app.addHook('preClose', (done) => {
    isClosing = true;
    for (const end of listeners) end();
    done();
  });
  const summary = 'Changes as they happen, as server-sent events';
  app.get(
    '/events',
    {
      schema: readSchema({ tag: 'engine', operationId: 'listenToEvents', summary }, event),
      // A HEAD would listen to what it is never sent.
      exposeHeadRoute: false,
    },
    (request, reply) => {
      if (isClosing || listeners.size >= mostListeners) {
        const refusal = isClosing ? closing : tooMany;
        reply.code(refusal.status).send(refusal.body);
        return;
      }
      reply.hijack();
      const lastId = request.headers['last-event-id'];
      const { accountId, tokenId } = request.caller;
      const seen = typeof lastId === 'string' ? lastId : null;
      const end = listen(reply.raw, door, { accountId, tokenId, seen });
      listeners.add(end);
      reply.raw.once('close', () => {
        listeners.delete(end);
        end();
      });
    },
  );
}

type Listening = Readonly<{ accountId: string; tokenId: string; seen: string | null }>;

/** The returned function ends it. */
function listen(socket: ServerResponse, door: EventDoor, listening: Listening) {
  const { accountId, tokenId } = listening;
  socket.writeHead(200, {
    ...securityHeaders,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Proxies such as nginx would collect events until a page is full.
    'x-accel-buffering': 'no',
  });
  const { timers } = door;
  const textOf = createTextOf(door, accountId);
  const mayListen = () => door.tokens.mayStill(tokenId, 'read');
  const stream = createEventStream<Announcement>({ socket, timers, textOf, keyOf, mayListen });
  const unsubscribe = door.events.subscribe(accountId, stream.take);
  const end = () => {
    unsubscribe();
    stream.end();
  };
  void tellMissed(door, listening, stream.take).catch(end);
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

function keyOf({ kind }: Announcement): string | null {
  return kind === 'state' || kind === 'toggl' || kind === 'quota' ? kind : null;
}

/** A look of the projection that changed nothing is not told. */
function createTextOf(door: EventDoor, accountId: string) {
  let lastToggl = '';
  return async (announcement: Announcement): Promise<string | null> => {
    const told = await readEvent(door, accountId, announcement);
    const data = JSON.stringify(told);
    if (told.kind === 'toggl' && data === lastToggl) return null;
    if (told.kind === 'toggl') lastToggl = data;
    const id = told.kind === 'state' ? `id: ${told.revision}\n` : '';
    return `${id}event: ${told.kind}\ndata: ${data}\n\n`;
  };
}

async function readEvent(
  { engine, toggl }: EventDoor,
  accountId: string,
  announcement: Announcement,
): Promise<Event> {
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
    case 'rules':
    case 'overdue':
      return announcement;
    default:
      return unreachable(announcement);
  }
}

/**
 * Discord as far as a bot meets it, on this machine: its REST and its gateway, with one person in
 * some guilds.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Activity,
  applicationId,
  asDiscordKeeps,
  guildIds,
  guildOf,
  interactionOf,
  message,
  presenceIn,
  readyOf,
  userId,
  voiceIn,
} from './discordShapes.ts';
import { acceptSockets, type Socket } from './socketServer.ts';

export const token = 'MTIz.token-of-the-bot.abc';
export const strangerId = '100000000000000009';

type Request = Readonly<{ method: string; path: string; body: unknown }>;
type Packet = Readonly<{ op: number; d?: unknown; s?: number; t?: string }>;

type State = {
  activities: readonly Activity[];
  channelId: string | null;
  sessionId: string;
  guildIds: string[];
  commands: Map<string, unknown>;
  /** What the gateway says to an identify. */
  welcome: Readonly<{ kind: 'ready' }> | Readonly<{ kind: 'close'; code: number }>;
  /** `held`: not answered before `answerResume`. */
  resumes: 'accepted' | 'refused' | 'held';
  isTokenKnown: boolean;
  isDown: boolean;
};

function newState(): State {
  return {
    activities: [],
    channelId: null,
    sessionId: 'voice-1',
    guildIds: [...guildIds],
    commands: new Map(),
    welcome: { kind: 'ready' },
    resumes: 'accepted',
    isTokenKnown: true,
    isDown: false,
  };
}

export async function startDiscordServer() {
  const state = newState();
  const happenings = createHappenings();
  const server = createServer();
  const url = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const requests = serveRest(server, { state, url, happened: happenings.happened });
  const gateway = serveGateway(server, { state, url, happened: happenings.happened });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...gateway,
    ...signalsOf(state, gateway.dispatch),
    apiUrl: `http://${url()}/api`,
    state,
    requests,
    until: happenings.until,
    /** Resolves once the bot has read everything sent before. */
    roundTrip: async () => {
      const count = () => gateway.arrived.filter(({ op }) => op === 1).length;
      const before = count();
      gateway.send({ op: 1 });
      await happenings.until(() => count() > before);
    },
    stop: async () => {
      gateway.cut();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Tests wait for what arrives, not for time. */
function createHappenings() {
  const waiting = new Set<() => void>();
  return {
    happened: () => {
      for (const look of waiting) look();
    },
    until: (isThere: () => boolean): Promise<void> =>
      new Promise((resolve) => {
        const look = () => {
          if (!isThere()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

type Parts = Readonly<{ state: State; url: () => string; happened: () => void }>;

function serveRest(server: Server, { state, url, happened }: Parts): readonly Request[] {
  const requests: Request[] = [];
  server.on('request', async (request, response) => {
    const path = (request.url ?? '').replace('/api/v10', '').replace(/\?.*$/, '');
    const asked = { method: request.method ?? '', path, body: await bodyOf(request) };
    requests.push(asked);
    const isKnown = request.headers.authorization === `Bot ${token}` && state.isTokenKnown;
    const { status, body } = answerTo(asked, { state, isKnown, url: url() });
    const headers = body === null ? {} : { 'content-type': 'application/json' };
    response.writeHead(status, headers).end(body === null ? undefined : JSON.stringify(body));
    happened();
  });
  return requests;
}

type Asked = Readonly<{ state: State; isKnown: boolean; url: string }>;

function answerTo({ method, path, body }: Request, { state, isKnown, url }: Asked) {
  if (state.isDown) return { status: 500, body: {} };
  if (/^\/interactions\/.*\/callback$/.test(path)) return { status: 204, body: null };
  if (path.startsWith('/webhooks/')) return { status: 200, body: message };
  if (!isKnown) return { status: 401, body: { message: '401: Unauthorized', code: 0 } };
  if (path === '/gateway/bot') return { status: 200, body: gatewayAt(url) };
  const pattern = new RegExp(`^/applications/${applicationId}/guilds/(\\d+)/commands$`);
  const [, guildId = ''] = pattern.exec(path) ?? [];
  if (guildId === '') return { status: 404, body: { message: '404: Not Found', code: 0 } };
  if (method === 'PUT') state.commands.set(guildId, asDiscordKeeps(body));
  return { status: 200, body: state.commands.get(guildId) ?? [] };
}

function gatewayAt(url: string) {
  const limit = { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 };
  return { url: `ws://${url}`, shards: 1, session_start_limit: limit };
}

function serveGateway(server: Server, { state, url, happened }: Parts) {
  /** Operations as they arrive: identify, resume, … */
  const arrived: Packet[] = [];
  let socket: Socket | null = null;
  let sequence = 0;
  /** What happens while nobody listens: brought after a resume. */
  let missed: Packet[] = [];

  const send = (packet: Packet): void => socket?.send(JSON.stringify(packet));
  const numbered = (t: string, d: unknown): Packet => {
    sequence += 1;
    return { op: 0, t, d, s: sequence };
  };
  const dispatch = (t: string, d: unknown): void => {
    const isAway = socket === null || (state.resumes === 'held' && arrived.at(-1)?.op === 6);
    if (isAway) missed.push(numbered(t, d));
    else send(numbered(t, d));
  };
  const identified = (): void => {
    if (state.welcome.kind === 'close') {
      socket?.close(state.welcome.code);
      return;
    }
    missed = [];
    dispatch('READY', readyOf(state.guildIds, `session-${sequence}`, `ws://${url()}`));
    for (const id of state.guildIds) dispatch('GUILD_CREATE', guildOf(id, state));
  };
  const answerResume = (): void => {
    for (const packet of missed.splice(0)) send(packet);
    send(numbered('RESUMED', {}));
  };
  const take = (packet: Packet): void => {
    arrived.push(packet);
    if (packet.op === 1) send({ op: 11 });
    if (packet.op === 2) identified();
    if (packet.op === 6 && state.resumes === 'refused') send({ op: 9, d: false });
    if (packet.op === 6 && state.resumes === 'accepted') answerResume();
    happened();
  };
  acceptSockets(server, (accepted) => {
    socket = accepted;
    send({ op: 10, d: { heartbeat_interval: 45_000 } });
    const closed = () => {
      if (socket === accepted) socket = null;
    };
    return { text: (text) => take(JSON.parse(text)), closed };
  });
  const cut = (): void => {
    socket?.cut();
    socket = null;
  };
  return {
    arrived,
    send,
    dispatch,
    answerResume,
    cut,
    close: (code: number) => socket?.close(code),
  };
}

/** What the person does. */
function signalsOf(state: State, dispatch: (t: string, d: unknown) => void) {
  let interactions = 0;
  let last: object = {};
  return {
    /** Every guild tells of it. */
    plays: (...activities: Activity[]) => {
      state.activities = activities;
      for (const id of state.guildIds) dispatch('PRESENCE_UPDATE', presenceIn(id, state));
    },
    joins: (channelId: string | null) => {
      state.channelId = channelId;
      dispatch('VOICE_STATE_UPDATE', voiceIn(guildIds[0], state));
    },
    /** Throws the bot out of a server. */
    removesBot: (guildId: string) => {
      state.guildIds = state.guildIds.filter((id) => id !== guildId);
      dispatch('GUILD_DELETE', { id: guildId });
    },
    invitesBot: (guildId: string) => {
      state.guildIds.push(guildId);
      dispatch('GUILD_CREATE', guildOf(guildId, state));
    },
    /** Sends an interaction, and answers its id. */
    interacts: (data: object, { by = userId, type = 2 } = {}): string => {
      interactions += 1;
      const id = `50000000000000${String(interactions).padStart(4, '0')}`;
      last = interactionOf({ id, by, type, data });
      dispatch('INTERACTION_CREATE', last);
      return id;
    },
    /** The last one a second time. */
    interactsAgain: () => dispatch('INTERACTION_CREATE', last),
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? null : JSON.parse(text);
}

/**
 * Discord as far as a bot meets it, on this machine: its REST and its gateway, with one person in
 * some guilds. What is written here follows the developer documentation of API v10.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { acceptSockets, type Socket } from './socketServer.ts';

export const token = 'MTIz.token-of-the-bot.abc';
export const userId = '100000000000000001';
export const strangerId = '100000000000000009';
export const guildIds = ['200000000000000001', '200000000000000002'] as const;
export const afkChannelId = '300000000000000009';
const applicationId = '400000000000000001';

export type Activity = Readonly<{
  name: string;
  type?: number;
  application_id?: string;
  created_at?: number;
}>;

export type Request = Readonly<{ method: string; path: string; body: unknown }>;

type Packet = Readonly<{ op: number; d?: unknown; s?: number; t?: string }>;

/** What the gateway says to an identify: welcome, or a code it closes with. */
type Welcome = Readonly<{ kind: 'ready' }> | Readonly<{ kind: 'close'; code: number }>;

export type DiscordServer = Awaited<ReturnType<typeof startDiscordServer>>;

export async function startDiscordServer() {
  const requests: Request[] = [];
  /** Operations as they arrive: identify, resume, … */
  const arrived: Packet[] = [];
  const waiting = new Set<() => void>();
  const happened = () => {
    for (const look of waiting) look();
  };
  const state = {
    activities: [] as readonly Activity[],
    channelId: null as string | null,
    sessionId: 'voice-1',
    guildIds: [...guildIds] as string[],
    commands: new Map<string, unknown>(),
    welcome: { kind: 'ready' } as Welcome,
    /** `held`: not answered before `answerResume`. */
    resumes: 'accepted' as 'accepted' | 'refused' | 'held',
    isTokenKnown: true,
    isDown: false,
  };
  let sequence = 0;
  let socket: Socket | null = null;
  /** Sent while nobody was connected: brought after a resume. */
  let missed: Packet[] = [];
  let sockets = 0;
  const isResuming = () => state.resumes === 'held' && arrived.at(-1)?.op === 6;

  const until = (isThere: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = () => {
        if (!isThere()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  const send = (packet: Packet): void => socket?.send(JSON.stringify(packet));
  const dispatch = (t: string, d: unknown): void => {
    sequence += 1;
    const packet = { op: 0, t, d, s: sequence };
    if (socket === null || isResuming()) missed.push(packet);
    else send(packet);
  };
  const server = createServer(async (request, response) => {
    const { method = '', url = '' } = request;
    const body = await bodyOf(request);
    const path = url.replace('/api/v10', '').replace(/\?.*$/, '');
    requests.push({ method, path, body });
    const isKnown = request.headers.authorization === `Bot ${token}` && state.isTokenKnown;
    const answer = state.isDown
      ? { status: 500, body: {} }
      : answerTo({ method, path, body }, isKnown);
    if (answer.body === null) response.writeHead(answer.status).end();
    else {
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    }
    happened();
  });
  const answerTo = ({ method, path, body }: Request, isKnown: boolean) => {
    if (/^\/interactions\/.*\/callback$/.test(path)) return { status: 204, body: null };
    if (/^\/webhooks\//.test(path)) return { status: 200, body: message };
    if (!isKnown) return { status: 401, body: { message: '401: Unauthorized', code: 0 } };
    if (path === '/gateway/bot') return { status: 200, body: gatewayInformation() };
    const [, guildId = ''] = /^\/applications\/\d+\/guilds\/(\d+)\/commands$/.exec(path) ?? [];
    if (guildId === '') return { status: 404, body: { message: '404: Not Found', code: 0 } };
    if (method === 'PUT') state.commands.set(guildId, asDiscordKeeps(body));
    return { status: 200, body: state.commands.get(guildId) ?? [] };
  };
  const gatewayInformation = () => ({
    url: `ws://127.0.0.1:${portOf()}`,
    shards: 1,
    session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 },
  });
  const portOf = () => (server.address() as AddressInfo).port;

  const welcome = (): void => {
    if (state.welcome.kind === 'close') {
      socket?.close(state.welcome.code);
      return;
    }
    missed = [];
    const guilds = state.guildIds.map((id) => ({ id, unavailable: true }));
    const user = { id: applicationId, username: 'compass', discriminator: '0', bot: true };
    dispatch('READY', {
      v: 10,
      user,
      guilds,
      session_id: `session-${sockets}`,
      resume_gateway_url: `ws://127.0.0.1:${portOf()}`,
      shard: [0, 1],
      application: { id: applicationId, flags: 0 },
    });
    for (const id of state.guildIds) dispatch('GUILD_CREATE', guildOf(id));
  };
  const resume = (): void => {
    const replayed = missed;
    missed = [];
    for (const packet of replayed) send(packet);
    sequence += 1;
    send({ op: 0, t: 'RESUMED', d: {}, s: sequence });
  };
  const take = (packet: Packet): void => {
    arrived.push(packet);
    if (packet.op === 1) send({ op: 11 });
    if (packet.op === 2) welcome();
    if (packet.op === 6 && state.resumes === 'refused') send({ op: 9, d: false });
    if (packet.op === 6 && state.resumes === 'accepted') resume();
    happened();
  };
  acceptSockets(server, (accepted) => {
    socket = accepted;
    sockets += 1;
    send({ op: 10, d: { heartbeat_interval: 45_000 } });
    return {
      text: (text) => take(JSON.parse(text)),
      closed: () => {
        if (socket === accepted) socket = null;
        happened();
      },
    };
  });
  const presenceIn = (guildId: string) => ({
    user: { id: userId },
    guild_id: guildId,
    status: 'online',
    activities: state.activities.map((activity) => ({ type: 0, created_at: 1, ...activity })),
    client_status: { desktop: 'online' },
  });
  const voiceIn = (guildId: string) => ({
    user_id: userId,
    guild_id: guildId,
    channel_id: state.channelId,
    session_id: state.sessionId,
    deaf: false,
    mute: false,
    self_deaf: false,
    self_mute: false,
    self_video: false,
    suppress: false,
  });
  const guildOf = (id: string) => ({
    ...emptyGuild(id),
    presences: state.activities.length === 0 ? [] : [presenceIn(id)],
    voice_states: id === guildIds[0] && state.channelId !== null ? [voiceIn(id)] : [],
  });
  let interactions = 0;
  let lastInteraction: object = {};

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    apiUrl: `http://127.0.0.1:${portOf()}/api`,
    state,
    requests,
    arrived,
    until,
    dispatch,
    /** Every guild tells of it. */
    plays: (...activities: Activity[]) => {
      state.activities = activities;
      for (const id of guildIds) dispatch('PRESENCE_UPDATE', presenceIn(id));
    },
    joins: (channelId: string | null) => {
      state.channelId = channelId;
      dispatch('VOICE_STATE_UPDATE', voiceIn(guildIds[0]));
    },
    /** Sends an interaction, and answers its id. */
    interacts: (data: object, { by = userId, type = 2 } = {}): string => {
      interactions += 1;
      const id = `50000000000000${String(interactions).padStart(4, '0')}`;
      lastInteraction = interactionOf({ id, by, type, data });
      dispatch('INTERACTION_CREATE', lastInteraction);
      return id;
    },
    /** The last one a second time. */
    interactsAgain: () => dispatch('INTERACTION_CREATE', lastInteraction),
    /** Resolves once the bot has read everything sent before. */
    roundTrip: async () => {
      const before = arrived.filter(({ op }) => op === 1).length;
      send({ op: 1 });
      await until(() => arrived.filter(({ op }) => op === 1).length > before);
    },
    send,
    close: (code: number) => socket?.close(code),
    cut: () => {
      const cutOff = socket;
      socket = null;
      cutOff?.cut();
    },
    answerResume: resume,
    isConnected: () => socket !== null,
    stop: async () => {
      socket?.cut();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? null : JSON.parse(text);
}

/** Discord adds ids and leaves out what is the default. */
function asDiscordKeeps(body: unknown): unknown {
  type Option = Record<string, unknown>;
  type Command = Option & { options?: Option[] };
  return (body as Command[]).map((command, index) => ({
    ...command,
    id: `60000000000000000${index}`,
    application_id: applicationId,
    version: '1',
    dm_permission: true,
    options: command.options?.map(({ required, ...option }) =>
      required === true ? { ...option, required } : option,
    ),
  }));
}

function emptyGuild(id: string) {
  return {
    id,
    name: `guild ${id}`,
    owner_id: userId,
    afk_channel_id: afkChannelId,
    unavailable: false,
    member_count: 2,
    joined_at: '2026-01-01T00:00:00.000Z',
    roles: [],
    emojis: [],
    stickers: [],
    features: [],
    channels: [],
    threads: [],
    members: [],
    stage_instances: [],
    guild_scheduled_events: [],
  };
}

type Interaction = Readonly<{ id: string; by: string; type: number; data: object }>;

function interactionOf({ id, by, type, data }: Interaction) {
  const user = {
    id: by,
    username: 'somebody',
    discriminator: '0',
    global_name: null,
    avatar: null,
  };
  return {
    id,
    application_id: applicationId,
    type,
    data: { id: '600000000000000000', type: 1, ...data },
    guild_id: guildIds[0],
    channel_id: '300000000000000001',
    channel: { id: '300000000000000001', type: 0 },
    member: { user, roles: [], permissions: '0', joined_at: '2026-01-01T00:00:00.000Z' },
    token: `token-of-${id}`,
    version: 1,
    locale: 'en-GB',
    entitlements: [],
    authorizing_integration_owners: {},
    attachment_size_limit: 1,
  };
}

const message = {
  id: '700000000000000001',
  channel_id: '300000000000000001',
  content: '',
  type: 0,
  author: { id: applicationId, username: 'compass', discriminator: '0', bot: true },
  timestamp: '2026-11-02T08:00:00.000Z',
  edited_timestamp: null,
  tts: false,
  mention_everyone: false,
  mentions: [],
  mention_roles: [],
  attachments: [],
  embeds: [],
  pinned: false,
};

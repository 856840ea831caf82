/**
 * One bot at the gateway. discord.js keeps the connection, resumes and identifies again by itself;
 * here is what it leaves open: to begin again when the beginning failed, and to give up, with one
 * line, where only a person can help.
 *
 * Invariant: one client at a time, and none after `stop`. No token stands in a line.
 */
import {
  Client,
  type ClientOptions,
  Events,
  GatewayCloseCodes,
  GatewayDispatchEvents,
  GatewayIntentBits,
  type Interaction,
  Options,
} from 'discord.js';
import type { Timers } from '../projection/wakeup.ts';
import { type Bot, offLine, wrongToken } from './settings.ts';

export type BuildIdentifyThrottler = NonNullable<ClientOptions['ws']>['buildIdentifyThrottler'];

export type ConnectionLog = Readonly<{
  info(message: string): void;
  warn(message: string): void;
  error(facts: object, message: string): void;
}>;

/** `ready` begins anew, `resumed` has told what was missed. */
type Returned = Readonly<{ kind: 'ready'; client: Client }> | Readonly<{ kind: 'resumed' }>;

type Listeners = Readonly<{
  packet: (type: string, data: unknown) => void;
  lost: () => void;
  returned: (how: Returned) => void;
  interaction: (interaction: Interaction) => void;
  gaveUp: () => void;
}>;

export type ConnectionParts = Readonly<{
  bot: Bot;
  listeners: Listeners;
  timers: Timers;
  log: ConnectionLog;
  /** None: as Discord asks, five seconds between two identifies. */
  buildIdentifyThrottler: BuildIdentifyThrottler;
}>;

/** The way to Discord, as compose.ts is given it. */
export type Connect = (parts: ConnectionParts) => Connection;

export type Connection = Readonly<{
  start: () => void;
  /** When the gateway last answered, in any unit that changes. */
  lastAnswer: () => number;
  stop: () => Promise<void>;
}>;

/** Those that tell all that is watched: sight.ts reads them. */
const watchedPackets = [
  GatewayDispatchEvents.Ready,
  GatewayDispatchEvents.GuildCreate,
  GatewayDispatchEvents.GuildUpdate,
  GatewayDispatchEvents.GuildDelete,
  GatewayDispatchEvents.PresenceUpdate,
  GatewayDispatchEvents.VoiceStateUpdate,
];

const firstRetryMs = 5_000;
const slowestRetryMs = 300_000;
/** A gateway that does not say goodbye is not waited for longer. */
const goodbyeMs = 3_000;

export function createConnection(parts: ConnectionParts): Connection {
  const { bot, listeners, timers, log } = parts;
  let client: Client | null = null;
  let isOver = false;
  let isToldAway = false;
  let retryMs = firstRetryMs;
  let cancelRetry = () => {};

  const giveUp = (why: string): void => {
    if (isOver) return;
    isOver = true;
    log.warn(offLine(why));
    listeners.lost();
    listeners.gaveUp();
    void client?.destroy();
  };
  const away = (why: string): void => {
    if (isOver || isToldAway) return;
    isToldAway = true;
    log.warn(`Discord cannot be reached (${why}). It is tried again until it answers.`);
  };
  const returned = (how: Returned): void => {
    if (isOver) return;
    retryMs = firstRetryMs;
    if (isToldAway) log.info('Discord answers again.');
    isToldAway = false;
    listeners.returned(how);
  };
  const listen = (to: Client): void => {
    for (const type of watchedPackets) {
      to.ws.on(type, (data: unknown) => listeners.packet(type, data));
    }
    to.on(Events.ShardReady, () => returned({ kind: 'ready', client: to }));
    to.on(Events.ShardResume, () => returned({ kind: 'resumed' }));
    to.on(Events.ShardReconnecting, () => listeners.lost());
    to.on(Events.ShardDisconnect, ({ code }) => {
      listeners.lost();
      giveUp(whyClosed(code));
    });
    to.on(Events.ShardError, ({ message }) => away(message));
    to.on(Events.Error, ({ message }) => away(message));
    to.on(Events.InteractionCreate, (interaction) => listeners.interaction(interaction));
  };
  const connect = async (): Promise<void> => {
    client = makeClient(parts);
    listen(client);
    await client.login(bot.token).catch((error: unknown) => {
      if (isOver) return;
      if (isWrongToken(error)) return giveUp(wrongToken);
      away(error instanceof Error ? error.message : String(error));
      cancelRetry = timers.after(retryMs, () => void connect());
      retryMs = Math.min(retryMs * 2, slowestRetryMs);
    });
  };
  return {
    start: () => void connect(),
    lastAnswer: () => client?.ws.shards.first()?.lastPingTimestamp ?? -1,
    stop: async () => {
      isOver = true;
      cancelRetry();
      let cutOff = () => {};
      const goodbye = new Promise<void>((resolve) => {
        cutOff = timers.after(goodbyeMs, resolve);
      });
      await Promise.race([client?.destroy(), goodbye]);
      cutOff();
    },
  };
}

function makeClient({ bot, buildIdentifyThrottler }: ConnectionParts): Client {
  return new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildPresences,
      GatewayIntentBits.GuildVoiceStates,
    ],
    rest: { api: bot.apiUrl },
    // What others do is not kept: sight.ts keeps what is asked for.
    makeCache: Options.cacheWithLimits({ MessageManager: 0, PresenceManager: 0 }),
    ws: buildIdentifyThrottler === undefined ? {} : { buildIdentifyThrottler },
  });
}

function isWrongToken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'TokenInvalid';
}

/** Closes that discord.js does not try again after. */
function whyClosed(code: number): string {
  switch (code) {
    case GatewayCloseCodes.AuthenticationFailed:
      return wrongToken;
    case GatewayCloseCodes.DisallowedIntents:
      return (
        'the bot may not see presences. Switch on Presence Intent in the Discord developer ' +
        'portal (Bot, Privileged Gateway Intents) and start Compass again'
      );
    default:
      return `the gateway closed for good with code ${code}. Start Compass again, or update it`;
  }
}

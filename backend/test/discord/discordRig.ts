/**
 * The whole server beside a Discord of this machine, with a clock that tests turn by hand. What
 * stands between is the real discord.js.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '../../../contract/client.ts';
import type { Dimension } from '../../../core/engine/slice.ts';
import { placeMigratedFile } from '../../../simulation/migratedFile.ts';
import { createVirtualTime } from '../../../simulation/virtualTime.ts';
import { type Composition, compose } from '../../src/compose.ts';
import { type Config, readConfig } from '../../src/config.ts';
import type { HttpApp } from '../../src/http/httpApp.ts';
import { realWorld } from '../../src/outerWorld.ts';
import { minuteMs, morning } from '../support/engineWorld.ts';
import { startDiscordServer, token } from './discordServer.ts';
import { guildIds, userId } from './discordShapes.ts';

const secret = 'secret-of-the-tests';

export type DiscordRig = Awaited<ReturnType<typeof startDiscordRig>>;

export async function startDiscordRig(settings: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'compass-discord-'));
  const path = join(folder, 'compass.db');
  await placeMigratedFile(path);
  const discord = await startDiscordServer();
  const time = createVirtualTime(morning);
  const { logged, log, told } = createLog();
  let made = 0;
  const config = configFor({
    DATABASE_URL: `file:${path}`,
    DISCORD_API_URL: discord.apiUrl,
    ...settings,
  });
  const begin = () =>
    compose({
      ...realWorld,
      config,
      logger: { info: log, warn: log, error: (facts, message) => log(`${message} ${why(facts)}`) },
      now: time.now,
      timers: time.timers,
      newId: () => `id-${String(++made).padStart(6, '0')}`,
      buildIdentifyThrottler: () => ({ waitForIdentify: async () => {} }),
    });
  let composition: Composition = await begin();
  const app = () => composition.app;
  const settle = () => composition.whenDiscordIsTakenIn();
  const takenIn = async () => {
    await discord.roundTrip();
    await settle();
  };
  return {
    discord,
    client: createClient({ baseUrl: '', secret, send: sentTo(app) }),
    logged,
    told,
    time,
    takenIn,
    app,
    /** Resolves once the bot has the commands of each guild and has looked. */
    start: async () => {
      const before = commandReads(discord.requests);
      await composition.start();
      await discord.until(() => commandReads(discord.requests) >= before + guildIds.length);
      await takenIn();
    },
    /** Starts where no bot will come up. */
    startOnly: () => composition.start(),
    /** To a minute after the morning, with everything that falls due on the way. */
    until: (minute: number) => time.advanceTo(morning + minute * minuteMs, settle),
    stop: () => composition.stop(),
    /** A new process over the same database. */
    again: async () => {
      composition = await begin();
    },
    /** `category start-end` of a dimension, in minutes after the morning. */
    drawn: (dimension: Dimension) => drawnFrom(app(), dimension),
    remove: async () => {
      await composition.stop();
      await discord.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function createLog() {
  const logged: string[] = [];
  const listening = new Set<() => void>();
  return {
    logged,
    log: (message: string): void => {
      logged.push(message);
      for (const look of listening) look();
    },
    /** Resolves once a line with this text is logged. */
    told: (text: string): Promise<void> =>
      new Promise((resolve) => {
        const look = () => {
          if (logged.some((line) => line.includes(text))) resolve();
        };
        listening.add(look);
        look();
      }),
  };
}

function configFor(settings: Record<string, string>): Config {
  const bot = {
    DISCORD_TOKEN: token,
    DISCORD_USER_ID: userId,
    DISCORD_GUILD_IDS: guildIds.join(','),
  };
  const environment = { API_SECRET: secret, PORT: '0', ...bot, ...settings };
  const read = readConfig(environment, 'Europe/Berlin');
  if (read.kind === 'ok') return read.config;
  throw new Error(read.line);
}

async function drawnFrom(app: HttpApp, dimension: Dimension): Promise<string[]> {
  const range = 'startDate=2026-11-01T00:00:00Z&endDate=2026-11-09T00:00:00Z';
  const url = `/api/engine/slices?${range}&dimension=${dimension}`;
  const reply = await app.inject({ url, headers: { 'x-api-secret': secret } });
  const slices: { category: string; start: string; end: string | null }[] = reply.json();
  const minuteOf = (at: string) => (Date.parse(at) - morning) / minuteMs;
  return slices.toReversed().map(({ category, start, end }) => {
    return `${category} ${minuteOf(start)}-${end === null ? '…' : minuteOf(end)}`;
  });
}

type Sent = Readonly<{ method: string; headers: Record<string, string>; body?: string }>;

function sentTo(app: () => HttpApp) {
  return async (url: string, { method, headers, body }: Sent) => {
    const payload = body === undefined ? {} : { payload: body };
    const reply = await app().inject({ method: method as 'GET', url, headers, ...payload });
    return {
      status: reply.statusCode,
      headers: { get: (name: string) => reply.headers[name]?.toString() ?? null },
      text: async () => reply.payload,
    };
  };
}

function commandReads(requests: readonly { method: string; path: string }[]): number {
  return requests.filter(({ method, path }) => method === 'GET' && path.endsWith('/commands'))
    .length;
}

function why(facts: object): string {
  if ('fault' in facts && facts.fault instanceof Error) return facts.fault.message;
  return JSON.stringify(facts);
}

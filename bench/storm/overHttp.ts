/**
 * The storm against the real server: a process of its own on loopback, a SQLite file, a Discord of
 * this machine that the real bot is connected to. An hour is sent as fast as one request follows
 * the other, then once more by ten callers at once. Each request is followed by one of the same
 * kind to a bare server, so that a machine that is busy slows both down.
 */
import { Agent, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { startDiscordServer, token } from '../../backend/test/discord/discordServer.ts';
import { guildIds, userId } from '../../backend/test/discord/discordShapes.ts';
import { type Figures, figuresOf } from '../figures.ts';
import type { Processes } from '../processes.ts';
import { arriving, requestOf, type Scenario, type StormRequest, type Tap } from './scenario.ts';

export type Round = Readonly<{
  engine: Figures;
  bare: Figures;
  /** Ten callers who never pause: each waits for nine others. */
  burst: Figures;
}>;

type Place = Readonly<{ folder: string; processes: Processes; number: number }>;
type DiscordServer = Awaited<ReturnType<typeof startDiscordServer>>;

const secret = 'secret-of-the-storm';
const headers = { 'x-api-secret': secret, 'content-type': 'application/json' };
const callers = 10;
const hourMs = 3_600_000;

export async function measureRound(scenario: Scenario, place: Place): Promise<Round> {
  const { folder, processes, number } = place;
  const discord = await startDiscordServer();
  const bare = await processes.startServer({
    program: 'bench/bareServer.ts',
    arguments: [join(folder, `bare-${number}.db`)],
  });
  const engine = await processes.startServer({
    program: 'backend/src/main.ts',
    settings: {
      PORT: '0',
      API_SECRET: secret,
      DATABASE_URL: `file:${join(folder, `storm-${number}.db`)}`,
      DISCORD_TOKEN: token,
      DISCORD_USER_ID: userId,
      DISCORD_GUILD_IDS: guildIds.join(','),
      DISCORD_API_URL: discord.apiUrl,
    },
  });
  await discord.until(() => discord.arrived.some(({ op }) => op === 2));
  for (const body of scenario.triggers) {
    await sent(engine.url, { path: '/api/triggers', body });
  }
  const stage: Stage = { engine: engine.url, bare: bare.url, discord };
  // Two hours, so that all of both lies in the past. The first is the warm-up.
  const beginsAt = Date.now() - 4 * hourMs;
  await oneByOne(scenario, stage, beginsAt);
  const single = await oneByOne(scenario, stage, beginsAt + hourMs);
  const burst = await atOnce(scenario, stage, beginsAt + 2 * hourMs);
  await engine.stop();
  await bare.stop();
  await discord.stop();
  return { ...single, burst };
}

type Stage = Readonly<{ engine: string; bare: string; discord: DiscordServer }>;

async function oneByOne(scenario: Scenario, stage: Stage, beginsAt: number) {
  const engine = createStopwatch();
  const bare = createStopwatch();
  for (const tap of arriving(scenario)) {
    const request = requestOf(tap, beginsAt);
    if (request === null) show(stage.discord, tap);
    else {
      await engine.time(() => sent(stage.engine, request));
      await bare.time(() => sent(stage.bare, bareRequest));
    }
  }
  return { engine: engine.figures(), bare: bare.figures() };
}

async function atOnce(scenario: Scenario, stage: Stage, beginsAt: number): Promise<Figures> {
  const watch = createStopwatch();
  const waiting = [...arriving(scenario)];
  const call = async () => {
    for (let tap = waiting.shift(); tap !== undefined; tap = waiting.shift()) {
      const request = requestOf(tap, beginsAt);
      if (request === null) show(stage.discord, tap);
      else await watch.time(() => sent(stage.engine, request));
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return watch.figures();
}

/** All that the bare server looks at. */
const bareRequest: StormRequest = {
  path: '/api/engine/start',
  body: { dimension: 'PRIMARY', category: 'Coding', at: new Date(0).toISOString() },
};

function show(discord: DiscordServer, tap: Tap): void {
  if ('plays' in tap) discord.plays(...(tap.plays === null ? [] : [{ name: tap.plays }]));
  if ('joins' in tap) discord.joins(tap.joins);
}

/** Of an answer: anything that is not said to be wrong. */
type Answered = 'well' | 'badly';

function createStopwatch() {
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  let failures = 0;
  return {
    time: async (send: () => Promise<Answered>) => {
      const sentAt = performance.now();
      const answered = await send();
      latenciesMs.push(performance.now() - sentAt);
      if (answered === 'badly') failures += 1;
    },
    figures: (): Figures => {
      const elapsedMs = performance.now() - startedAt;
      return figuresOf({ latenciesMs: Float64Array.from(latenciesMs), elapsedMs, failures });
    },
  };
}

const agent = new Agent({ keepAlive: true });

function sent(url: string, { path, body }: StormRequest): Promise<Answered> {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const length = { 'content-length': Buffer.byteLength(text) };
    const options = { method: 'POST', agent, headers: { ...headers, ...length } };
    const request = httpRequest(`${url}${path}`, options, (reply) => {
      reply.resume();
      const isWell = (reply.statusCode ?? 500) < 300;
      reply.on('end', () => resolve(isWell ? 'well' : 'badly'));
    });
    request.on('error', reject);
    request.end(text);
  });
}

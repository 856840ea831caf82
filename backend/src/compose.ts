/**
 * Puts the program together. Clock, chance, timers, network and environment enter here and
 * nowhere else; tests give their own in place of `realWorld`.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { startsOnlyWhereNothingRuns } from '../../core/automations/hold.ts';
import { createTogglClient } from '../../toggl/client.ts';
import { createFetchTransport } from '../../toggl/fetchTransport.ts';
import type { Transport } from '../../toggl/transport.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { type Database, openDatabase } from './db/database.ts';
import type { BuildIdentifyThrottler } from './discord/connection.ts';
import { createDiscord, type DiscordParts } from './discord/discord.ts';
import { hashSecret } from './http/auth.ts';
import type { FaultLog } from './http/errors.ts';
import type { HttpApp } from './http/httpApp.ts';
import { defaultRequestsPerMinute } from './http/rateLimit.ts';
import { createAccountProjection } from './projection/accountProjection.ts';
import { createGovernor } from './projection/governor.ts';
import { createWakeup, type Timers } from './projection/wakeup.ts';
import { createCategories } from './services/categories.ts';
import { createCauses } from './services/causes.ts';
import { createCommandThenNudge } from './services/commandThenNudge.ts';
import { ensureInnerCaller } from './services/innerCaller.ts';
import { ensureOwner } from './services/owner.ts';
import { createTimeEngine } from './services/timeEngine.ts';
import { createTimeryEdits } from './services/timeryEdits.ts';
import { createTogglProjection } from './services/togglProjection.ts';
import { createTogglRefresh } from './services/togglRefresh.ts';
import { createTogglWarnings } from './services/togglWarnings.ts';

export type OuterWorld = Readonly<{
  now: () => number;
  /** In [0, 1). */
  random: () => number;
  timers: Timers;
  newId: () => string;
  newSecret: () => string;
  /** The way to Toggl. */
  transport: Transport;
  openDatabase: (url: string) => Promise<Database>;
  /** How long a bot waits between two identifies; none: as long as Discord asks. */
  buildIdentifyThrottler?: BuildIdentifyThrottler;
}>;

export const realWorld: OuterWorld = {
  now: () => Date.now(),
  random: () => Math.random(),
  timers: {
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
  },
  newId: () => timeOrderedId(Date.now(), randomUUID()),
  newSecret: () => randomBytes(32).toString('base64url'),
  transport: createFetchTransport({ fetch }),
  openDatabase,
};

/**
 * A UUID of version 7: it begins with its time, so that rows written together lie together in
 * every index. With random ids alone each command touches a page of its own in five indexes, and
 * costs a quarter more.
 */
function timeOrderedId(now: number, random: string): string {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`;
}

export type Composition = Readonly<{
  app: HttpApp;
  /** Made because there was none; null at every later start. Shown once, stored nowhere. */
  madeSecret: string | null;
  /** Listens, then begins to project. Answers the address it listens on. */
  start(): Promise<string>;
  /** Begins to project without a door: for those who call the app in this process. */
  beginProjecting(): void;
  /** Resolves once the projection has nothing to do before its next timer. */
  whenProjected(): Promise<void>;
  /** Resolves once everything that Discord has shown is recorded. */
  whenDiscordIsTakenIn(): Promise<void>;
  /** Finishes the calls in flight, then lets go of the database. */
  stop(): Promise<void>;
}>;

/**
 * Node stops timing out half requests once a server closes, so a connection that never finishes
 * one, like those that browsers open in advance, would hold the end up for ever.
 */
const closingGraceMs = 5_000;

type Log = FaultLog & Readonly<{ warn(message: string): void; info(message: string): void }>;

type ComposeOptions = OuterWorld & Readonly<{ config: Config; logger: Log }>;

export async function compose(options: ComposeOptions): Promise<Composition> {
  const { config, logger, now, newId, newSecret } = options;
  const database = await options.openDatabase(config.databaseUrl);
  const freshSecret = newSecret();
  const days = { timeZone: config.timeZone, dayStartMinutes: config.dayStartMinutes };
  const owner = await ensureOwner(database, {
    ...days,
    secretHash: config.apiSecret === null ? null : hashSecret(config.apiSecret),
    freshSecretHash: hashSecret(freshSecret),
    now: now(),
  });
  const engine = createTimeEngine({ database, now, newId });
  const categories = createCategories({ database, now, newId });
  const live = projectToToggl(options, { database, accountId: owner.accountId });
  const debounceMs = config.workModeDebounceMs;
  const projection = createTogglProjection({ database, now, debounceMs, live });
  const warnings = createTogglWarnings({ database, now, newId });
  const refresh = createTogglRefresh({ database, now, newId, price: projection.refreshPrice });
  const mayStart = startsOnlyWhereNothingRuns;
  const causes = createCauses({ database, now, newId, mayStart });
  const commands = createCommandThenNudge({
    engine,
    categories,
    warnings,
    refresh,
    causes,
    projection,
  });
  const app = await createApp({
    commands,
    engine,
    categories,
    toggl: projection,
    warnings,
    days,
    tokens: [owner],
    log: logger,
    settings: { ...config, requestsPerMinute: defaultRequestsPerMinute },
  });
  const { accountId } = owner;
  const discord = await openDiscord(options, database, {
    accountId,
    commands,
    engine,
    categories,
    causes,
  });
  const beginProjecting = () => live?.wakeup.nudge(0);
  return {
    app,
    madeSecret: owner.secretHash === hashSecret(freshSecret) ? freshSecret : null,
    start: async () => {
      const address = await app.listen({ port: config.port, host: config.host });
      beginProjecting();
      await discord.start();
      return address;
    },
    beginProjecting,
    whenProjected: async () => live?.wakeup.whenIdle(),
    whenDiscordIsTakenIn: () => discord.whenIdle(),
    stop: async () => {
      await discord.stop();
      const cutOff = options.timers.after(closingGraceMs, () => app.server.closeAllConnections());
      await app.close();
      cutOff();
      await live?.wakeup.stop();
      await database.close();
    },
  };
}

type DiscordDoor = Pick<DiscordParts, 'commands' | 'engine' | 'categories' | 'causes'> &
  Readonly<{ accountId: string }>;

async function openDiscord(
  { config, logger, now, timers, buildIdentifyThrottler }: ComposeOptions,
  database: Database,
  { accountId, ...door }: DiscordDoor,
) {
  const caller = await ensureInnerCaller(database, { accountId, name: 'Discord', now: now() });
  const settings = config.discord;
  const log = logger;
  return createDiscord({ ...door, settings, caller, now, timers, log, buildIdentifyThrottler });
}

type Projected = Readonly<{ database: Database; accountId: string }>;

/** null without a token: the engine then runs alone. */
function projectToToggl(options: ComposeOptions, { database, accountId }: Projected) {
  const { config, logger, now, random, newId, timers, transport } = options;
  const { apiToken: token, apiUrl: baseUrl, reserve, workspaceId } = config.toggl;
  if (token === null) return null;
  const client = createTogglClient({ baseUrl, token, transport, now });
  const governor = createGovernor({ client, reserve, now, random, log: logger });
  const projection = createAccountProjection({
    accountId,
    database,
    governor,
    now,
    newId,
    reserve,
    debounceMs: config.workModeDebounceMs,
    workspaceId,
    tokenHash: hashSecret(token),
  });
  const onFault = (fault: unknown) =>
    logger.error({ fault }, 'The projection failed; it tries again.');
  const edits = createTimeryEdits({ database, now, newId, policy: config.toggl.timeryEdits });
  const look = async () => {
    const looked = await projection.look();
    return (await edits.takeIn(accountId)) ? { kind: 'again' as const } : looked;
  };
  const wakeup = createWakeup({ look, timers, now, onFault });
  return { projection, wakeup };
}

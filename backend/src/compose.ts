/**
 * Puts the program together, and starts and ends it. What is outside comes as an argument; how
 * services and projections are made: composeServices.ts, composeLive.ts.
 */
import { createApp } from './app.ts';
import { type Log, liveProjections } from './composeLive.ts';
import { composeServices } from './composeServices.ts';
import type { Config } from './config.ts';
import { type Database, databaseFile } from './db/database.ts';
import {
  type BuildIdentifyThrottler,
  type Connect,
  createConnection,
} from './discord/connection.ts';
import { createDiscord, type DiscordParts } from './discord/discord.ts';
import { hashSecret } from './http/auth.ts';
import type { HttpApp } from './http/httpApp.ts';
import { defaultRequestsPerMinute } from './http/rateLimit.ts';
import type { OuterWorld } from './outerWorld.ts';
import type { LiveProjections } from './projection/liveProjection.ts';
import type { ApiTokens } from './services/access/apiTokens.ts';
import { ensureOwner } from './services/access/owner.ts';
import { makeSignInLink } from './services/access/sessions.ts';
import { takeTriggersFile } from './services/automations/triggersFile.ts';
import { createMaximumWatch } from './services/closing/maximumWatch.ts';
import type { Commands } from './services/commandThenNudge.ts';
import { createTimeEngine } from './services/engine/timeEngine.ts';
import { createEventHub, type EventHub } from './services/events.ts';
import { createNightlyImport } from './services/history/nightlyImport.ts';
import { endUndoneImport } from './services/history/togglImports.ts';
import { ensureInnerCaller } from './services/innerCaller.ts';
import { readSealKey, type SealKey } from './services/toggl/sealKey.ts';
import { timeryCaller } from './services/toggl/timeryCaller.ts';
import { readStoredToken, type StoredToken } from './services/toggl/togglConnection.ts';
import { findTogglConnection } from './store/togglConnections.ts';

export type Composition = Readonly<{
  app: HttpApp;
  /** Made because there was none; null at every later start. Shown once, stored nowhere. */
  madeSecret: string | null;
  /** Listens, then begins to project. Answers the address it listens on. */
  start(): Promise<string>;
  /** Signs a browser in, once and within a quarter of an hour unless told otherwise. */
  signInLink(address: string, validMs?: number): Promise<string>;
  /** Begins to project without a door: for those who call the app in this process. */
  beginProjecting(): void;
  /** Begins to watch Discord, without a door as well. */
  beginWatching(): Promise<void>;
  /** Resolves once the projection has nothing to do before its next timer. */
  whenProjected(): Promise<void>;
  /** Resolves once nothing that a rule held back is free and not begun. */
  whenHeldIsTakenUp(): Promise<void>;
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

type ComposeOptions = OuterWorld &
  Readonly<{
    config: Config;
    logger: Log;
    /** How long a bot waits between two identifies; none: as long as Discord asks. */
    buildIdentifyThrottler?: BuildIdentifyThrottler;
    /** The way to Discord; none: discord.js. */
    connectDiscord?: Connect;
  }>;

export async function compose(options: ComposeOptions): Promise<Composition> {
  const { config, logger, now } = options;
  const database = await options.openDatabase(config.databaseUrl);
  const { owner, madeSecret } = await knownOwner(options, database);
  const { accountId } = owner;
  const events = createEventHub();
  const engine = createTimeEngine({
    database,
    now,
    newId: options.newId,
    groupUndone: endUndoneImport,
  });
  const { announce } = events;
  const live = liveProjections(options, { database, accountId, announce });
  const sealKey = sealKeyOf(options);
  const trouble = await beginFromToken(live, config.toggl, () =>
    readStoredToken(database, accountId, sealKey),
  );
  const composed = { database, engine, live, sealKey, events, trouble, accountId };
  const services = composeServices(options, composed);
  const { account, triggers, tokens, sessions, commands } = services;
  await takeTriggersFile(triggers, { accountId, path: config.triggersFile, log: logger });
  const { timeZone } = await account.daysOf(accountId);
  const unasked = workUnasked(options, { database, accountId, timeZone, commands, events });
  const app = await createApp({
    ...services,
    now,
    largestFileBytes: config.largestFileBytes,
    daysOf: account.daysOf,
    daysChanged: (days) => unasked.moveTo(days.timeZone),
    events,
    timers: options.timers,
    access: { ...accessBy(tokens), owner, now, publicUrl: config.publicUrl },
    log: logger,
    webAppFolder: options.webAppFolder,
    settings: { ...config, requestsPerMinute: defaultRequestsPerMinute },
  });
  const discord = await openDiscord(options, database, { ...services, accountId });
  const beginProjecting = () => {
    live.current()?.wakeup.nudge(0);
    services.heldStartsWakeup.nudge(0);
    unasked.start();
  };
  return {
    app,
    madeSecret,
    start: async () => {
      const address = await app.listen({ port: config.port, host: config.host });
      beginProjecting();
      await discord.start();
      return address;
    },
    signInLink: (address, validMs) =>
      makeSignInLink(sessions, config.publicUrl ?? address, validMs),
    beginProjecting,
    beginWatching: () => discord.start(),
    whenProjected: async () => live.current()?.wakeup.whenIdle(),
    whenHeldIsTakenUp: () => services.heldStartsWakeup.whenIdle(),
    whenDiscordIsTakenIn: () => discord.whenIdle(),
    stop: async () => {
      await discord.stop();
      await closeApp(app, options.timers);
      await unasked.stop();
      await services.heldStartsWakeup.stop();
      await live.end();
      await database.close();
    },
  };
}

async function knownOwner({ config, now, newSecret }: ComposeOptions, database: Database) {
  const { apiSecret, days } = config;
  const freshSecret = newSecret();
  const owner = await ensureOwner(database, {
    ...days,
    secretHash: apiSecret === null ? null : hashSecret(apiSecret),
    freshSecretHash: hashSecret(freshSecret),
    now: now(),
  });
  const isFresh = owner.secretHash === hashSecret(freshSecret);
  return { owner, madeSecret: isFresh ? freshSecret : null };
}

async function closeApp(app: HttpApp, timers: OuterWorld['timers']): Promise<void> {
  const cutOff = timers.after(closingGraceMs, () => app.server.closeAllConnections());
  await app.close();
  cutOff();
}

function accessBy({ findByHash, used }: Pick<ApiTokens, 'findByHash' | 'used'>) {
  return { findByHash, used };
}

type DiscordDoor = Pick<DiscordParts, 'commands' | 'engine' | 'categories' | 'causes'> &
  Readonly<{ accountId: string }>;

async function openDiscord(
  { config, logger, now, timers, buildIdentifyThrottler, connectDiscord }: ComposeOptions,
  database: Database,
  { accountId, ...door }: DiscordDoor,
) {
  const caller = await ensureInnerCaller(database, { accountId, name: 'Discord', now: now() });
  const settings = config.discord;
  const log = logger;
  const outside = { now, timers, log, buildIdentifyThrottler };
  const connect = connectDiscord ?? createConnection;
  return createDiscord({ ...door, ...outside, settings, caller, connect });
}

/** Else in the folder that the database would lie in by default. */
function sealKeyOf({
  config,
  randomBytes,
}: ComposeOptions): (need: 'open' | 'make') => Promise<SealKey> {
  const path = `${databaseFile(config.databaseUrl) ?? './data/compass'}.key`;
  return (need) => readSealKey({ setting: config.sealKey, path, randomBytes }, need);
}

/** Answers why what was connected once is not now; null where nothing is wrong. */
async function beginFromToken(
  live: LiveProjections,
  { apiToken, workspaceId }: Config['toggl'],
  readStored: () => Promise<StoredToken>,
): Promise<string | null> {
  if (apiToken !== null) {
    live.begin(apiToken, workspaceId);
    return null;
  }
  const stored = await readStored();
  if (stored.kind === 'unusable') return stored.reason;
  if (stored.kind === 'token') live.begin(stored.token, stored.workspaceId);
  return null;
}

type Unasked = Nightly & Readonly<{ events: EventHub }>;

/** What is done at its time, whether or not anybody calls. */
function workUnasked(options: ComposeOptions, { events, ...given }: Unasked) {
  const nightly = importNightly(options, given);
  const onFault = (fault: unknown) =>
    options.logger.error({ fault }, 'What runs could not be looked at.');
  const maximumWatch = createMaximumWatch({ ...options, ...given, events, onFault });
  return {
    moveTo: (timeZone: string) => nightly?.moveTo(timeZone),
    start: () => {
      nightly?.start();
      maximumWatch.start();
    },
    stop: async () => {
      nightly?.stop();
      await maximumWatch.stop();
    },
  };
}

type Nightly = Readonly<{
  database: Database;
  commands: Commands;
  accountId: string;
  timeZone: string;
}>;

/** null where the settings say off. */
function importNightly(
  { config, now, timers, logger }: ComposeOptions,
  { database, commands, accountId, timeZone }: Nightly,
) {
  const { importAtMinutes: minutes } = config.toggl;
  if (minutes === 'off') return null;
  return createNightlyImport({
    minutes,
    timeZone,
    now,
    timers,
    request: async () => {
      await commands.importToggl(timeryCaller(accountId), { dryRun: false });
    },
    lastImportAt: async () =>
      (await findTogglConnection(database.reader, accountId))?.lastImportAt ?? null,
    onFault: (fault) => logger.error({ fault }, 'The nightly import could not be asked for.'),
  });
}

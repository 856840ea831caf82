/**
 * Puts the program together. Clock, chance, timers, network and environment enter here and
 * nowhere else; tests give their own in place of `realWorld`.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { createTogglClient } from '../../toggl/client.ts';
import { createFetchTransport } from '../../toggl/fetchTransport.ts';
import type { Transport } from '../../toggl/transport.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { type Database, databaseFile, openDatabase } from './db/database.ts';
import { hashSecret } from './http/auth.ts';
import type { FaultLog } from './http/errors.ts';
import type { HttpApp } from './http/httpApp.ts';
import { defaultRequestsPerMinute } from './http/rateLimit.ts';
import { createGovernor } from './projection/governor.ts';
import { createLiveProjections, type LiveProjections } from './projection/liveProjection.ts';
import type { Timers } from './projection/wakeup.ts';
import { createCategories } from './services/categories.ts';
import { createCommandThenNudge } from './services/commandThenNudge.ts';
import { type Announce, createEventHub, type EventHub } from './services/events.ts';
import { ensureOwner } from './services/owner.ts';
import { readSealKey, type SealKey } from './services/sealKey.ts';
import { createTimeEngine } from './services/timeEngine.ts';
import { createTimeryEdits } from './services/timeryEdits.ts';
import {
  createTogglConnecting,
  readStoredToken,
  type StoredToken,
} from './services/togglConnection.ts';
import { createTogglProjection, quotaOf } from './services/togglProjection.ts';
import { createTogglProjects } from './services/togglProjects.ts';
import { createTogglRefresh } from './services/togglRefresh.ts';
import { createTogglWarnings } from './services/togglWarnings.ts';
import type { Buckets } from './store/togglBuckets.ts';

export type OuterWorld = Readonly<{
  now: () => number;
  /** In [0, 1). */
  random: () => number;
  timers: Timers;
  newId: () => string;
  newSecret: () => string;
  /** For keys, and for what must never repeat under one. */
  randomBytes: (count: number) => Uint8Array;
  /** The way to Toggl. */
  transport: Transport;
  openDatabase: (url: string) => Promise<Database>;
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
  randomBytes,
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
  const { config, logger, now, newSecret } = options;
  const database = await options.openDatabase(config.databaseUrl);
  const freshSecret = newSecret();
  const days = { timeZone: config.timeZone, dayStartMinutes: config.dayStartMinutes };
  const owner = await ensureOwner(database, {
    ...days,
    secretHash: config.apiSecret === null ? null : hashSecret(config.apiSecret),
    freshSecretHash: hashSecret(freshSecret),
    now: now(),
  });
  const { accountId } = owner;
  const events = createEventHub();
  const live = liveProjections(options, { database, accountId, announce: events.announce });
  const sealKey = sealKeyOf(options);
  const trouble = await beginFromToken(live, config.toggl, () =>
    readStoredToken(database, accountId, sealKey),
  );
  const services = composeServices(options, { database, live, sealKey, events, trouble });
  const app = await createApp({
    ...services,
    days,
    events,
    timers: options.timers,
    tokens: [owner],
    log: logger,
    settings: { ...config, requestsPerMinute: defaultRequestsPerMinute },
  });
  const beginProjecting = () => live.current()?.wakeup.nudge(0);
  return {
    app,
    madeSecret: owner.secretHash === hashSecret(freshSecret) ? freshSecret : null,
    start: async () => {
      const address = await app.listen({ port: config.port, host: config.host });
      beginProjecting();
      return address;
    },
    beginProjecting,
    whenProjected: async () => live.current()?.wakeup.whenIdle(),
    stop: async () => {
      const cutOff = options.timers.after(closingGraceMs, () => app.server.closeAllConnections());
      await app.close();
      cutOff();
      await live.end();
      await database.close();
    },
  };
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

type Composed = Readonly<{
  database: Database;
  live: LiveProjections;
  sealKey: (need: 'open' | 'make') => Promise<SealKey>;
  events: EventHub;
  trouble: string | null;
}>;

function composeServices(options: ComposeOptions, composed: Composed) {
  const { config, now, newId, randomBytes } = options;
  const { database, live, sealKey, events, trouble } = composed;
  const parts = { database, now, newId };
  const debounceMs = config.workModeDebounceMs;
  const projection = createTogglProjection({
    database,
    now,
    debounceMs,
    live: live.current,
    trouble: () => trouble,
  });
  const { mergePrice, readProjects, createProject } = projection;
  const engine = createTimeEngine(parts);
  const categories = createCategories({ ...parts, mergePrice, categoryUsers: [] });
  const warnings = createTogglWarnings(parts);
  const refresh = createTogglRefresh({ ...parts, price: projection.refreshPrice });
  const isTokenInSettings = config.toggl.apiToken !== null;
  const connecting = createTogglConnecting({
    ...parts,
    isTokenInSettings,
    sealKey,
    randomBytes,
    live,
  });
  const projects = createTogglProjects({ ...parts, categories, readProjects, createProject });
  const { announce } = events;
  const commands = createCommandThenNudge({
    engine,
    categories,
    warnings,
    refresh,
    connecting,
    projects,
    projection,
    announce,
  });
  return { commands, engine, categories, toggl: projection, warnings, projects };
}

type Projected = Readonly<{ database: Database; accountId: string; announce: Announce }>;

function liveProjections(
  options: ComposeOptions,
  { database, accountId, announce }: Projected,
): LiveProjections {
  const { config, logger, now, random, newId, timers, transport } = options;
  const { apiUrl: baseUrl, reserve, timeryEdits: policy, projectMaking } = config.toggl;
  const edits = createTimeryEdits({ database, now, newId, policy });
  return createLiveProjections({
    accountId,
    database,
    now,
    newId,
    timers,
    reserve,
    projectMaking,
    debounceMs: config.workModeDebounceMs,
    hashToken: hashSecret,
    openGovernor: (token) => {
      const client = createTogglClient({ baseUrl, token, transport, now });
      const onSpent = (buckets: Buckets) =>
        announce(accountId, { kind: 'quota', ...quotaOf(buckets, now()) });
      return createGovernor({ client, reserve, now, random, log: logger, onSpent });
    },
    takeEdits: async () => {
      const hasEdits = await edits.takeIn(accountId);
      if (hasEdits) announce(accountId, { kind: 'state' });
      return hasEdits;
    },
    onRest: () => announce(accountId, { kind: 'toggl' }),
    onFault: (fault) => logger.error({ fault }, 'The projection failed; it tries again.'),
  });
}

/**
 * The whole program as compose.ts puts it together, over a world that is not real. It is the same
 * code that people run; only clock, chance, timers, ids and the wire are given to it here.
 */
import { type Composition, compose } from '../backend/src/compose.ts';
import { type Config, readConfig } from '../backend/src/config.ts';
import { type Database, openDatabase } from '../backend/src/db/database.ts';
import type { Connect } from '../backend/src/discord/connection.ts';
import type { OuterWorld } from '../backend/src/outerWorld.ts';
import type { Transport } from '../toggl/transport.ts';
import type { HistoryOptions } from './historyOptions.ts';
import { createLife, type Life } from './life.ts';

export type Program = Readonly<{
  app: Composition['app'];
  /** For the checkers, which read what the program has stored. */
  database: Database;
  life: Life;
  whenProjected(): Promise<void>;
  /** Ends it in good order; calls in flight are finished, so the clock has to go on. */
  stop(): Promise<void>;
  /** Lets go of the file after a death. */
  bury(): Promise<void>;
}>;

/** What a test of the checkers breaks: the program is then wrong, and they have to say so. */
export type Breakage = Readonly<{
  transport?: (toggl: Transport) => Transport;
  database?: (database: Database) => Database;
}>;

/** A Discord that one person is seen in. */
export type DiscordSide = Readonly<{
  settings: Readonly<Record<string, string>>;
  connect: Connect;
}>;

export const apiSecret = 'secret-of-the-simulation';

type ProgramOptions = Readonly<{
  world: Omit<OuterWorld, 'openDatabase' | 'newSecret' | 'randomBytes' | 'webAppFolder'>;
  databaseUrl: string;
  togglToken: string;
  reserve: number;
  history: HistoryOptions | null;
  breakage: Breakage;
  /** null: no Discord. */
  discord: DiscordSide | null;
  /** Beside those that all of them have. */
  settings: Readonly<Record<string, string>>;
  onEnd: () => void;
  /** The program logged a fault of its own: a right run has none. */
  onFault: (text: string) => void;
}>;

export async function startProgram(options: ProgramOptions): Promise<Program> {
  const { world, onFault, breakage } = options;
  const { transport: brokenWire = same, database: brokenFile = same } = breakage;
  const life = createLife(options.onEnd);
  const database = await openDatabase(options.databaseUrl);
  const composition = await compose({
    ...world,
    timers: life.mortalTimers(world.timers),
    transport: life.mortalTransport(brokenWire(world.transport)),
    newSecret: () => apiSecret,
    // Nothing is sealed: the token is in the settings.
    randomBytes: (count) => new Uint8Array(count),
    // Nobody looks at pages.
    webAppFolder: import.meta.dirname,
    openDatabase: async () => life.mortalDatabase(brokenFile(database)),
    config: configOf(options),
    ...(options.discord !== null && { connectDiscord: options.discord.connect }),
    logger: {
      error: (facts: object, message: string) => {
        if (!life.isOver()) onFault(`${message} ${Object.values(facts).map(told).join(' ')}`);
      },
      warn: () => {},
      info: () => {},
    },
  });
  composition.beginProjecting();
  if (options.discord !== null) await composition.beginWatching();
  return {
    app: composition.app,
    database,
    life,
    whenProjected: async () => {
      await composition.whenProjected();
      await composition.whenDiscordIsTakenIn();
    },
    stop: composition.stop,
    bury: () => database.close(),
  };
}

function same<Part>(part: Part): Part {
  return part;
}

function told(fact: unknown): string {
  return fact instanceof Error ? (fact.stack ?? fact.message) : String(fact);
}

/** Of the zone below. */
const nightlyImportAt = '03:30';

function configOf(options: ProgramOptions): Config {
  const { databaseUrl, togglToken, reserve, history, discord } = options;
  const settings = {
    ...options.settings,
    API_SECRET: apiSecret,
    DATABASE_URL: databaseUrl,
    TOGGL_API_TOKEN: togglToken,
    TOGGL_API_URL: 'http://sandbox',
    TOGGL_RESERVE: String(reserve),
    TOGGL_IMPORT_AT: history?.nightly === 'on' ? nightlyImportAt : 'off',
    TOGGL_IMPORT_OVERRIDES: history?.overrides ?? 'on',
    COMPASS_TIMEZONE: 'Europe/Berlin',
    ...discord?.settings,
  };
  const read = readConfig(settings, 'UTC');
  if (read.kind === 'ok') return read.config;
  throw new Error(read.line);
}

/**
 * What the demo plays on: the sandbox and the real server, each on a free port of loopback, with
 * the real client between them. Only the clock is not real; both share it. The database is a
 * temporary file, gone at the end.
 *
 * A broken connection cuts every call, by turns before and after Toggl has carried it out: the
 * server cannot tell which, and that is the point.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Composition, compose } from '../backend/src/compose.ts';
import { type Config, readConfig } from '../backend/src/config.ts';
import { realWorld } from '../backend/src/outerWorld.ts';
import { createClient } from '../contract/client.ts';
import type { VirtualTime } from '../simulation/virtualTime.ts';
import type { FaultPlan } from '../toggl-sandbox/faults.ts';
import { createHuman } from '../toggl-sandbox/human.ts';
import { createSandbox, type Sandbox } from '../toggl-sandbox/sandbox.ts';
import { startSandboxServer } from '../toggl-sandbox/server.ts';
import type { ConnectionState } from './event.ts';

export type Stage = Readonly<{
  time: VirtualTime;
  timeZone: string;
  sandbox: Sandbox;
  human: ReturnType<typeof createHuman>;
  client: ReturnType<typeof createClient>;
  wire: Wire;
  /** Entries that a person changed in Timery. */
  changedByHand: Set<number>;
  debounceMs: number;
  projectIds: ReadonlyMap<string, number>;
  /** `signIn` opens the web app. */
  addresses: Readonly<{ server: string; signIn: string; sandbox: string; secret: string }>;
  /** Faults of the program, each kind once; a right run has none. */
  faults: ReadonlySet<string>;
  settle: () => Promise<void>;
  close: () => Promise<void>;
}>;

/** The wire between the server and the sandbox. */
type Wire = {
  connection: ConnectionState;
  /** Calls that the server has made so far, those that were cut too. */
  calls: number;
};

type StageOptions = Readonly<{
  time: VirtualTime;
  timeZone: string;
  togglProjects: readonly string[];
  tell: (line: string) => void;
}>;

/** Three weeks of the demo's clock pass while a person still reads the addresses. */
const aYearMs = 365 * 24 * 3_600_000;

/** A run of the demo repeats: no chance is in it. */
const random = () => 0.5;

export async function setUpStage(options: StageOptions): Promise<Stage> {
  const { time, timeZone, togglProjects } = options;
  const sandbox = createSandbox({ now: time.now, random, account: { timeZone } });
  const seeded = sandbox.seed({ projects: togglProjects.map((name) => ({ name })) });
  const wire: Wire = { connection: 'works', calls: 0 };
  const sandboxServer = await startSandboxServer({ sandbox, faults: faultsOf(wire) });
  const folder = mkdtempSync(join(tmpdir(), 'compass-demo-'));
  const secret = realWorld.newSecret();
  const config = configFor({
    API_SECRET: secret,
    PORT: '0',
    DATABASE_URL: `file:${join(folder, 'compass.db')}`,
    TOGGL_API_TOKEN: sandbox.config().token,
    TOGGL_API_URL: sandboxServer.url,
    COMPASS_TIMEZONE: timeZone,
  });
  const faults = new Set<string>();
  const server = await startServer(config, { time, faults, tell: options.tell });
  return {
    time,
    timeZone,
    sandbox,
    human: createHuman({ sandbox }),
    client: createClient({ baseUrl: server.address, secret, send: fetch }),
    wire,
    changedByHand: new Set(),
    debounceMs: config.workModeDebounceMs,
    projectIds: new Map(togglProjects.map((name, index) => [name, seeded.projects[index] ?? 0])),
    addresses: {
      server: server.address,
      signIn: await server.composition.signInLink(server.address, aYearMs),
      sandbox: sandboxServer.url,
      secret,
    },
    faults,
    settle: server.composition.whenProjected,
    close: async () => {
      await server.composition.stop();
      await sandboxServer.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configFor(settings: Record<string, string>): Config {
  const read = readConfig(settings, 'UTC');
  if (read.kind === 'ok') return read.config;
  throw new Error(read.line);
}

type ServerOptions = Readonly<{
  time: VirtualTime;
  faults: Set<string>;
  tell: (line: string) => void;
}>;

type Server = Readonly<{ composition: Composition; address: string }>;

async function startServer(config: Config, options: ServerOptions): Promise<Server> {
  const { time, faults, tell } = options;
  const composition = await compose({
    ...realWorld,
    now: time.now,
    random,
    timers: time.timers,
    config,
    logger: {
      error: (facts: object, message: string) => {
        faults.add(
          `The server had a fault: ${message} ${Object.values(facts).map(String).join(' ')}`,
        );
      },
      warn: tell,
      info: tell,
    },
  });
  const address = await composition.start();
  await composition.whenProjected();
  return { composition, address };
}

function faultsOf(wire: Wire): FaultPlan {
  return {
    next: () => {
      wire.calls += 1;
      if (wire.connection === 'works') return null;
      return wire.calls % 2 === 0 ? 'lost-before' : 'lost-after';
    },
  };
}

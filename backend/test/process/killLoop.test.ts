/**
 * The real program, killed again and again on one file while clients write and Toggl fails: under
 * load, between a call and its reply, and while it starts. After each kill the file holds what was
 * answered; after the last one Toggl comes to show it.
 *
 *   COMPASS_KILL_ROUNDS  how many kills; 50 when absent
 *   COMPASS_KILL_SEED    draws commands, faults and moments; from the clock when absent
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRandom, type Random } from '../../../simulation/random.ts';
import { type Fault, type FaultPlan, seededFaults } from '../../../toggl-sandbox/faults.ts';
import { createSandbox } from '../../../toggl-sandbox/sandbox.ts';
import { type SandboxServer, startSandboxServer } from '../../../toggl-sandbox/server.ts';
import {
  type ServerProcess,
  type WarmServer,
  warmServerProcess,
} from '../support/serverProcess.ts';
import { findingsIn, storedSlices } from './killedDatabase.fixture.ts';
import { emptyHistory, repeatUnanswered, sendUntilKilled } from './randomClients.fixture.ts';
import { togglFindings } from './togglShows.fixture.ts';

const rounds = Number(process.env.COMPASS_KILL_ROUNDS ?? 50);
const seed = process.env.COMPASS_KILL_SEED ?? String(Date.now());

/** When a server is killed, and how often of a hundred. */
const moments = {
  /** Clients write, and so many were answered. */
  'under load': 30,
  /** Clients write, and a call to Toggl has no reply yet. */
  'between a call and its reply': 35,
  /** It opens the database or puts itself together. */
  'while it starts': 20,
  /** It listens and looks for what the one before it left behind. */
  'while it recovers': 15,
};
type Moment = keyof typeof moments;

const clients = 4;
const mostAnswers = 40;
const mostTogglCalls = 8;
/** Where no such call comes: Toggl may be left alone for seconds after a fault. */
const mostAnswersBesideCalls = 120;
const startingMs = 200;
const pollMs = 100;
/** Looks after lost creates take seconds; a minute without an end is a failure. */
const convergingMs = 60_000;
/** Whether a repeated create has a twin is looked up a minute later: only long runs wait for it. */
const settlingMs = process.env.COMPASS_KILL_ROUNDS === undefined ? 0 : 300_000;
const timeoutMs = 2 * convergingMs + settlingMs + rounds * 5_000;

/** Chance of each for one call to Toggl, beside those that the kills cut off. */
const chances: Partial<Record<Fault, number>> = {
  'lost-before': 0.02,
  'lost-after': 0.03,
  'hang-after': 0.01,
  'server-error-before': 0.01,
  'server-error-after': 0.03,
};

const plan = { organization: 1_000_000, user: 1_000_000, premium: true };
const sandbox = createSandbox({ now: () => Date.now(), random: () => 0.5, plan });
const history = emptyHistory();
const random = createRandom(seed);
const toggl = { faults: { next: () => null } as FaultPlan };

let folder: string;
let database: string;
let togglServer: SandboxServer;
let spare: Promise<WarmServer>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'compass-kill-loop-'));
  database = join(folder, 'compass.db');
  togglServer = await startSandboxServer({
    sandbox,
    faults: { next: (request) => toggl.faults.next(request) },
  });
  spare = warm();
});
afterAll(async () => {
  await (await spare).kill();
  await togglServer.close();
  rmSync(folder, { recursive: true });
});

it(
  `loses nothing and doubles nothing in ${rounds} kills (seed ${seed})`,
  async () => {
    await connectOnce();
    for (let round = 1; round <= rounds; round += 1) {
      const chance = random.fork(`round ${round}`);
      const moment = chance.weighted(moments);
      history.round = round;
      await killOne(moment, chance);
      const where = `round ${round} of seed ${seed}, killed ${moment}`;
      expect(findingsIn(database, history), where).toEqual([]);
      expect(history.wrongAnswers, where).toEqual([]);
    }
    await convergeWithoutFaults();
  },
  timeoutMs,
);

function warm(): Promise<WarmServer> {
  return warmServerProcess({
    DATABASE_URL: `file:${database}`,
    TOGGL_API_TOKEN: 'sandbox-token',
    TOGGL_API_URL: togglServer.url,
    WORK_MODE_DEBOUNCE_SECONDS: '0',
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
  });
}

/** The next server, and behind it one more that loads while this one works. */
async function nextServer(): Promise<WarmServer> {
  const next = await spare;
  spare = warm();
  return next;
}

/** What is closed before Toggl is connected stays out of it: the clients begin after that. */
async function connectOnce(): Promise<void> {
  const server = await (await nextServer()).start();
  await until(async () => (await statusOf(server)).connected === true, convergingMs);
  await server.kill();
}

async function killOne(moment: Moment, chance: Random): Promise<void> {
  const server = await nextServer();
  toggl.faults = seededFaults({ random: chance.next, chances });
  switch (moment) {
    case 'under load':
      return killUnderLoad(await server.start(), chance, countdown(chance.between(1, mostAnswers)));
    case 'between a call and its reply': {
      const answered = countdown(mostAnswersBesideCalls);
      cutCall(chance, answered.now);
      return killUnderLoad(await server.start(), chance, answered);
    }
    case 'while it starts':
      void server.start();
      await delay(chance.between(0, startingMs));
      return server.kill();
    case 'while it recovers':
      await server.start();
      await delay(chance.between(0, startingMs));
      return server.kill();
  }
}

/** One of the next calls gets no reply, carried out or not, and `onCut` hears of it. */
function cutCall(chance: Random, onCut: () => void): void {
  const others = toggl.faults;
  const fault = chance.pick<Fault>(['hang-before', 'hang-after']);
  let callsLeft = chance.between(1, mostTogglCalls);
  toggl.faults = {
    next: (request) => {
      callsLeft -= 1;
      if (callsLeft > 0) return others.next(request);
      onCut();
      return fault;
    },
  };
}

type Countdown = Readonly<{ reached: Promise<void>; count: () => void; now: () => void }>;

function countdown(from: number): Countdown {
  const { promise, resolve } = Promise.withResolvers<void>();
  let left = from;
  const count = () => {
    left -= 1;
    if (left <= 0) resolve();
  };
  return { reached: promise, count, now: resolve };
}

async function killUnderLoad(
  server: ServerProcess,
  chance: Random,
  answered: Countdown,
): Promise<void> {
  const sending = Array.from({ length: clients }, (_, number) =>
    sendUntilKilled({
      server,
      history,
      random: chance.fork(`client ${number}`),
      now: () => Date.now(),
      onAnswer: answered.count,
    }),
  );
  await answered.reached;
  await server.kill();
  await Promise.all(sending);
}

async function convergeWithoutFaults(): Promise<void> {
  toggl.faults = { next: () => null };
  const where = `the end of seed ${seed}`;
  const repeating = await (await nextServer()).start();
  await repeatUnanswered({ server: repeating, history, onAnswer: () => {} });
  await repeating.kill();
  expect(history.toRepeat, where).toEqual([]);
  expect(findingsIn(database, history), where).toEqual([]);
  const slices = storedSlices(database);
  const server = await (await nextServer()).start();
  const findings = () => togglFindings(slices, sandbox.entries());
  await until(async () => findings().length === 0, convergingMs);
  expect(findings(), where).toEqual([]);
  await until(async () => (await statusOf(server)).pending === 0, settlingMs);
  const pending = settlingMs === 0 ? expect.any(Number) : 0;
  expect(await statusOf(server), where).toMatchObject({ pending, held: 0, parked: 0 });
  expect(findings(), where).toEqual([]);
  await server.kill();
}

async function statusOf(server: ServerProcess): Promise<Readonly<Record<string, unknown>>> {
  return (await server.request('GET', '/api/toggl/status')).body;
}

/** Or until so long has passed: what then is not so, the caller sees. */
async function until(isReached: () => Promise<boolean>, mostMs: number): Promise<void> {
  const giveUpAt = Date.now() + mostMs;
  while (!(await isReached()) && Date.now() < giveUpAt) await delay(pollMs);
}

/**
 * One simulated world: the whole program on a SQLite file, a sandbox Toggl, a human with Timery,
 * and a clock that only the simulation moves. It can be killed and comes back by itself.
 *
 *   client ──HTTP in process──▶ program ──▶ file
 *                                  │ wire (faults, latency)
 *                                  ▼
 *                   human ──▶ sandbox Toggl
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { createHuman } from '../toggl-sandbox/human.ts';
import { createSandbox, type Sandbox } from '../toggl-sandbox/sandbox.ts';
import { answered, answeredInTime, type Command, type Reply } from './answered.ts';
import { createKeeper } from './keeper.ts';
import { makeFastFolder, placeMigratedFile } from './migratedFile.ts';
import { type Observer, openObserver } from './observer.ts';
import { type Options, projectNames } from './options.ts';
import { type Breakage, type DiscordSide, type Program, startProgram } from './program.ts';
import { createRandom, type Random } from './random.ts';
import { createTrace, type Trace, wireLine } from './trace.ts';
import { createVirtualTime, type VirtualTime } from './virtualTime.ts';
import { createWebhookPost, type WebhookPost } from './webhookPost.ts';
import { createWire, type Wire, type WireEvent } from './wire.ts';

export type World = Readonly<{
  options: Options;
  time: VirtualTime;
  sandbox: Sandbox;
  human: ReturnType<typeof createHuman>;
  wire: Wire;
  /** The program's clock; it may be wrong. */
  programNow(): number;
  stepClock(ms: number): void;
  program(): Program;
  observer: Observer;
  /** null: the program died before it answered. */
  send(command: Command): Promise<Reply | null>;
  /** For a command that waits for Toggl: the clock goes on until it is answered. */
  ask(command: Command): Promise<Reply | null>;
  post: WebhookPost;
  advance(ms: number): Promise<void>;
  restart(): Promise<void>;
  /** Entries that the human has touched. */
  touched: Map<number, Set<string>>;
  random: Random;
  trace(line: string): void;
  traceHash(): string;
  close(): Promise<void>;
}>;

type Watch = Readonly<{
  onWire: (event: WireEvent) => void;
  onRestart: () => void;
  find: (checker: string, text: string) => void;
  /** Every event, a line each, with its virtual time. */
  onTrace: (line: string) => void;
  breakage?: Breakage;
  /** None: the person has no Discord. */
  discord?: (time: VirtualTime) => DiscordSide;
  /** Of the program, beside those that every world gives it. */
  settings?: Readonly<Record<string, string>>;
}>;

/** 2026-11-02T05:00:00Z, a Monday. */
export const beginning = Date.UTC(2026, 10, 2, 5);

/** When the world begins, and the Toggl account that is there. */
export type Place = Readonly<{
  beginsAt: number;
  projectNames: readonly string[];
  plan: Readonly<{ organization: number; user: number; premium: boolean }>;
}>;

const usualPlace: Place = {
  beginsAt: beginning,
  projectNames,
  plan: { organization: 30, user: 30, premium: false },
};

const togglToken = 'token-of-the-simulation';
const longestDowntimeMs = 60_000;
export async function createWorld(
  options: Options,
  watch: Watch,
  place: Place = usualPlace,
): Promise<World> {
  const random = createRandom(options.seed);
  const time = createVirtualTime(place.beginsAt);
  const trace = createTrace(time.now, watch.onTrace);
  const sandbox = createToggl(options, { time, random, place });
  const clock = { wrongByMs: 0 };
  const programNow = () => time.now() + clock.wrongByMs;
  const wire = createWire({
    sandbox,
    timers: time.timers,
    outside: time.outside,
    random: random.fork('wire'),
    options,
    tell: (event) => {
      trace.note(wireLine(event));
      watch.onWire(event);
      if (event.kind === 'applied') post.collect();
    },
  });
  const post: WebhookPost = createWebhookPost({
    sandbox,
    timers: time.timers,
    random: random.fork('webhook'),
    webhook: options.webhook,
    program: () => keeper.program(),
    turn,
    note: trace.note,
    find: watch.find,
  });
  const keeper = await keepProgram({ options, watch, time, random, wire, trace, programNow });
  const settle = async () => {
    await keeper.settle();
    await post.settle();
    await keeper.settle();
  };
  const advance = (ms: number) => time.advanceTo(time.now() + ms, settle);
  const asking = () => ({ program: keeper.program(), find: watch.find, trace });
  return {
    options,
    time,
    sandbox,
    human: createHuman({ sandbox }),
    wire,
    programNow,
    stepClock: (ms) => {
      clock.wrongByMs += ms;
      trace.note(`the clock stepped by ${ms}`);
    },
    program: keeper.program,
    observer: keeper.observer,
    send: (command) => answered(command, asking()),
    ask: (command) => answeredInTime(command, { ...asking(), advance }),
    post,
    advance,
    restart: keeper.restart,
    touched: new Map(),
    random,
    trace: trace.note,
    traceHash: trace.hash,
    close: keeper.close,
  };
}

type Keeping = Readonly<{
  options: Options;
  watch: Watch;
  time: VirtualTime;
  random: Random;
  wire: Wire;
  trace: Trace;
  programNow: () => number;
}>;

async function keepProgram(keeping: Keeping) {
  const { options, watch, time, random, wire, trace, programNow } = keeping;
  const folder = makeFastFolder('compass-simulation-');
  const path = join(folder, 'compass.db');
  await placeMigratedFile(path);
  const ids = idsFrom(random.fork('ids'));
  const chance = random.fork('program').next;
  const downtime = random.fork('downtime');
  const discord = watch.discord?.(time) ?? null;
  const world = {
    now: programNow,
    random: chance,
    timers: time.timers,
    newId: () => ids(programNow()),
    transport: wire.transport,
  };
  const keeper = await createKeeper({
    time,
    wire,
    note: trace.note,
    onRestart: watch.onRestart,
    find: watch.find,
    downtimeMs: () => downtime.between(0, longestDowntimeMs),
    start: (onEnd) =>
      startProgram({
        world,
        databaseUrl: `file:${path}`,
        togglToken,
        reserve: options.reserve,
        history: options.history,
        breakage: watch.breakage ?? {},
        discord,
        settings: watch.settings ?? {},
        onEnd,
        onFault: (text) => watch.find('faults', `The program logged a fault: ${text}`),
      }),
  });
  const observer = openObserver(path);
  return {
    ...keeper,
    observer,
    close: async () => {
      observer.close();
      await keeper.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type ToldTo = Readonly<{ time: VirtualTime; random: Random; place: Place }>;

function createToggl(options: Options, { time, random, place }: ToldTo): Sandbox {
  const sandbox = createSandbox({
    now: time.now,
    token: togglToken,
    random: random.fork('toggl').next,
    switches: options.switches,
    clockOffsetMs: options.clockOffsetMs,
    readLagMs: options.stalenessMs,
    plan: place.plan,
  });
  sandbox.seed({ projects: place.projectNames.map((name) => ({ name })) });
  return sandbox;
}

/** Ids as the real ones are, in order of time; chance only tells those of one millisecond apart. */
function idsFrom(random: Random): (now: number) => string {
  let made = 0;
  return (now) => {
    made += 1;
    const count = made.toString(16).padStart(8, '0');
    const tail = random.between(0, 0xffffff).toString(16).padStart(6, '0');
    return `${now.toString(16).padStart(12, '0')}-${count}-${tail}`;
  };
}

/**
 * Runs one seed: days of actions and mishaps with every checker on (safety), then heals the world
 * and demands that Toggl comes to show what is wanted (liveness).
 *
 *   ├── day 1 ── day 2 ── … ──┤ heal ├── time to catch up ──┤ compare
 */
import { invariant } from '../core/invariant.ts';
import { createAnswers } from './answers.ts';
import { createCallBound } from './checkers/calls.ts';
import { createClosedBefore } from './checkers/closedBefore.ts';
import { differences } from './checkers/converged.ts';
import { createDuplicatesChecker } from './checkers/duplicates.ts';
import type { Find, Finding } from './checkers/finding.ts';
import { createForeignChecker } from './checkers/foreign.ts';
import { createHeldChecker } from './checkers/held.ts';
import { createParkedChecker } from './checkers/parked.ts';
import { createQuotaChecker } from './checkers/quota.ts';
import { createRepeatsChecker } from './checkers/repeats.ts';
import { createSlicesChecker, type Sent } from './checkers/slices.ts';
import { createTagsChecker } from './checkers/tags.ts';
import { createTasksChecker } from './checkers/tasks.ts';
import { createWantedTracker } from './checkers/wanted.ts';
import { createImports } from './imports.ts';
import { createNemesis } from './nemesis.ts';
import type { StoredSlice } from './observer.ts';
import type { Action, Fault, Options } from './options.ts';
import type { Breakage } from './program.ts';
import { type Burst, commandsFor, type Memory, remember } from './workload.ts';
import { beginning, createWorld, type World } from './world.ts';

export type Outcome = Readonly<{
  options: Options;
  findings: readonly Finding[];
  traceHash: string;
  /** Calls that the program sent, whether they arrived or not. */
  calls: number;
  leastCalls: number;
  commands: number;
  faults: ReadonlyMap<Fault, number>;
  /** The longest time for which two entries stood for one slice. */
  longestDoubleMs: number;
}>;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const wakingMs = 16 * 60 * minuteMs;
/** Longer than the debounce and than a slow call: what is wanted has stood still. */
const leastGapMs = 25_000;
const debounceMs = 10_000;
const mostOfEach = 5;
/** Of a machine that sleeps: before and after each sleep. */
const longestAwakeMs = 2 * minuteMs;

export async function simulate(
  options: Options,
  onTrace: (line: string) => void = () => {},
  breakage: Breakage = {},
): Promise<Outcome> {
  const findings: Finding[] = [];
  const run = await createRun(options, { findings, onTrace, breakage });
  for (let day = 0; day < options.days; day += 1) await playDay(run, day);
  await heal(run);
  await demandConvergence(run);
  await run.imports.demand();
  const { world, nemesis, duplicates, callBound, imports } = run;
  const faults = new Map<Fault, number>([
    ...world.wire.faultCounts(),
    ...nemesis.counts(),
    ...world.post.counts(),
  ]);
  const outcome: Outcome = {
    options,
    findings,
    traceHash: world.traceHash(),
    calls: run.counts.calls,
    leastCalls: callBound.total() + imports.leastCalls(),
    commands: run.counts.commands,
    faults,
    longestDoubleMs: duplicates.longestMs(),
  };
  await world.close();
  return outcome;
}

type Run = Awaited<ReturnType<typeof createRun>>;

type Setting = Readonly<{
  findings: Finding[];
  onTrace: (line: string) => void;
  breakage: Breakage;
}>;

async function createRun(options: Options, { findings, onTrace, breakage }: Setting) {
  const counts = { calls: 0, commands: 0 };
  const late: { world: World | null } = { world: null };
  const worldNow = () => late.world?.time.now() ?? beginning;
  const find = (checker: string, text: string) => {
    // So many of each that none hides another.
    const told = findings.filter((one) => one.checker === checker).length;
    if (told < mostOfEach) findings.push({ checker, at: worldNow(), text });
  };
  const entries = () => late.world?.sandbox.entries() ?? [];
  const quota = createQuotaChecker({
    programNow: () => late.world?.programNow() ?? beginning,
    reserve: options.reserve,
    find,
  });
  const duplicates = createDuplicatesChecker({
    now: worldNow,
    entries,
    sliceStartingAt: (second) => late.world?.observer.sliceStartingAt(second) ?? null,
    find,
  });
  const answers = createAnswers();
  const isMade = (id: number) => duplicates.sliceOf(id) !== null;
  const foreign = createForeignChecker((id) => isMade(id) || answers.isAdopted(id), find);
  const tags = createTagsChecker(find);
  const repeats = createRepeatsChecker(find);
  const parked = parkedChecker({ late, duplicates, find });
  const held = createHeldChecker((id) => late.world?.observer.heldIn(id) ?? [], find);
  const world = await createWorld(options, {
    find,
    onTrace,
    breakage,
    onWire: (event) => {
      if (event.kind === 'sent') counts.calls += 1;
      quota.onWire(event);
      foreign(event);
      held(event);
      repeats(event);
      parked.onWire(event);
      tags.onWire(event);
      duplicates.onWire(event);
    },
    onRestart: () => {
      quota.onRestart(late.world?.observer.buckets() ?? []);
      tags.onRestart();
    },
  });
  late.world = world;
  return {
    world,
    counts,
    find,
    duplicates,
    parked,
    random: world.random.fork('workload'),
    nemesis: createNemesis(world),
    slicesChecker: createSlicesChecker(find),
    tasksChecker: createTasksChecker(find),
    sight: { sinceAt: beginning },
    answers,
    imports: createImports({ world, find, isMade }),
    wanted: createWantedTracker(),
    closedBefore: createClosedBefore(),
    callBound: createCallBound(options.switches),
    memory: { recent: [], warnings: [], tasks: [] } as Memory,
  };
}

type Parking = Readonly<{
  late: Readonly<{ world: World | null }>;
  duplicates: ReturnType<typeof createDuplicatesChecker>;
  find: Find;
}>;

function parkedChecker({ late, duplicates, find }: Parking) {
  return createParkedChecker({
    sliceOf: ({ path, body }) => {
      const entryId = /\/time_entries\/(\d+)/.exec(path)?.[1];
      if (entryId !== undefined) return duplicates.sliceOf(Number(entryId));
      const startSecond = Math.floor(Date.parse(String(body?.start)) / 1000);
      return late.world?.observer.sliceStartingAt(startSecond) ?? null;
    },
    isTouched: (sliceId) => {
      const ids = [...(late.world?.touched.keys() ?? [])];
      return hasCopies(late.world) || ids.some((id) => duplicates.sliceOf(id) === sliceId);
    },
    find,
  });
}

async function playDay(run: Run, day: number): Promise<void> {
  const { world, random, nemesis } = run;
  const { actionsPerDay, actions } = world.options;
  const morningAt = beginning + day * dayMs;
  await passUntil(run, morningAt);
  await run.imports.setUpWebhook();
  for (let count = 0; count < actionsPerDay; count += 1) {
    const meanMs = wakingMs / actionsPerDay;
    await pass(run, Math.max(leastGapMs, Math.round(-Math.log(1 - random.next()) * meanMs)));
    await nemesis.strike();
    await act(run, random.weighted<Action>(actions));
  }
}

/**
 * Lets time pass. A machine that sleeps misses the middle of a long pause: its timers fire late,
 * all at once, when it wakes. What is on its way arrives meanwhile.
 */
async function pass({ world }: Run, ms: number): Promise<void> {
  const awakeMs = Math.min(ms, longestAwakeMs);
  const sleepMs = world.options.machine === 'sleeps' ? ms - 2 * awakeMs : 0;
  if (sleepMs <= 0) return world.advance(ms);
  await world.advance(awakeMs);
  world.time.sleepTo(world.time.now() + sleepMs);
  await world.advance(awakeMs);
}

async function passUntil(run: Run, at: number): Promise<void> {
  const leftMs = at - run.world.time.now();
  if (leftMs > 0) await pass(run, leftMs);
}

async function act(run: Run, action: Action): Promise<void> {
  const { world, random, memory } = run;
  await demandWhatIsClaimed(run);
  const sample = takeSample(run, lookBackTo(world));
  if (run.sight.sinceAt !== lookBackTo(world)) run.slicesChecker.forget();
  run.sight.sinceAt = lookBackTo(world);
  run.slicesChecker.beforeCommands(sample);
  run.tasksChecker.beforeCommands(world.observer.tasks());
  run.imports.onSlices(sample);
  if (action === 'import') return run.imports.askFor();
  if (action === 'answer-warning') memory.warnings = await run.answers.listOpen(world);
  const planning = { random, memory, now: world.programNow() };
  for (const [index, burst] of commandsFor(action, planning).entries()) {
    if (index > 0) await world.advance(random.between(0, 1500));
    if (index > 0) run.slicesChecker.beforeCommands(world.observer.slicesSince(lookBackTo(world)));
    await command(run, burst);
  }
}

function takeSample(run: Run, sinceAt: number): readonly StoredSlice[] {
  const { world, wanted, callBound } = run;
  const slices = readSlices(run, sinceAt);
  wanted.take({ slices, sinceAt, debounceMs });
  callBound.take(wanted.now(), world.time.now());
  return slices;
}

function readSlices({ world, closedBefore }: Run, sinceAt: number): readonly StoredSlice[] {
  const slices = world.observer.slicesSince(sinceAt);
  closedBefore.take(slices, { isConnected: world.observer.isConnected() });
  return slices;
}

/** Nothing that a person does in the simulation reaches back further. */
const lookBackMs = 2 * dayMs;

/** The same instant all day, so that no slice drops out of sight between two looks. */
function lookBackTo(world: World): number {
  return Math.floor((world.time.now() - beginning) / dayMs) * dayMs + beginning - lookBackMs;
}

async function command(run: Run, burst: Burst): Promise<void> {
  const { world, slicesChecker, answers, memory, counts } = run;
  counts.commands += burst.length;
  const before = world.observer.history();
  const replies = await Promise.all(burst.map((one) => answers.send(world, one)));
  const sent: Sent[] = burst.map((one, index) => ({ command: one, reply: replies[index] ?? null }));
  await world.advance(0);
  const slices = readSlices(run, lookBackTo(world));
  slicesChecker.afterCommands(sent, slices);
  run.imports.afterCommands(before, world.observer.history());
  run.tasksChecker.afterCommands(sent, { tasks: world.observer.tasks(), slices });
  for (const reply of replies) remember(memory, reply);
}

async function heal({ world }: Run): Promise<void> {
  world.wire.setOutage(false);
  world.wire.heal();
  world.program().life.spare();
  world.post.heal();
  await world.advance(2 * minuteMs);
}

/**
 * Where the program says that nothing is pending, Toggl shows it: not only in the end. What waits
 * for an answer of a person is not counted as pending, whatever else of it differs.
 */
async function demandWhatIsClaimed(run: Run): Promise<void> {
  const { world } = run;
  const isQuiet = world.wire.onTheWay() === 0 && world.wire.inFlight() === 0;
  if (!isQuiet) return;
  const status = await togglStatus(world);
  // Even a question writes when its token was last used, so the program may die of it.
  if (status === null || !isSettled(status)) return;
  compareAll(run, { status, leftAlone: new Set(world.observer.heldSlices()) });
}

/** A full hour's bucket is spent in an hour, so a backlog needs that many. */
const hoursToCatchUp = 48;

/** First as it is, then with every warning answered. */
async function demandConvergence(run: Run): Promise<void> {
  await compareCaughtUp(run);
  await run.answers.answerAll(run.world, run.random);
  await compareCaughtUp(run);
  run.duplicates.atEnd();
}

async function compareCaughtUp(run: Run): Promise<void> {
  await catchUp(run);
  const status = await togglStatus(run.world);
  invariant(status, 'nothing strikes the program once all is healed');
  compareAll(run, { status, leftAlone: new Set() });
}

async function catchUp({ world, find }: Run): Promise<void> {
  for (let hour = 0; hour < hoursToCatchUp; hour += 1) {
    await world.advance(60 * minuteMs);
    if (isSettled(await togglStatus(world))) return;
  }
  const status = await togglStatus(world);
  find('liveness', `Not settled ${hoursToCatchUp} h after healing: ${JSON.stringify(status)}`);
}

type Comparing = Readonly<{ status: TogglStatus; leftAlone: ReadonlySet<string> }>;

function compareAll(run: Run, { status, leftAlone }: Comparing): void {
  const { world, wanted, duplicates, find } = run;
  // An undo may have reached back further than any look since.
  const slices = takeSample(run, beginning - dayMs);
  const entryOf = new Map(
    slices.flatMap(({ id, entryId }) => (entryId === null ? [] : [[id, entryId] as const])),
  );
  const { sliceOf } = duplicates;
  const { touched } = world;
  const entries = world.sandbox.entries();
  const parked = new Set(status.parkedSlices.map(({ sliceId }) => sliceId));
  const leftOut = new Set([...parked, ...leftAlone, ...run.closedBefore.sliceIds()]);
  const comparing = { wanted: wanted.now(), entries, entryOf, sliceOf, leftOut, touched };
  for (const text of differences(comparing)) find('converged', text);
  run.parked.judge(parked);
}

/** Entries by the human that carry our mark: nobody can tell them from lost ones of ours. */
function hasCopies(world: World | null): boolean {
  const entries = world?.sandbox.entries() ?? [];
  return entries.some(
    ({ createdWith, tags }) => createdWith === 'Timery' && tags.includes('compass'),
  );
}

type TogglStatus = Readonly<{
  connected: boolean;
  pending: number;
  parkedSlices: readonly Readonly<{ sliceId: string }>[];
}>;

/** null where the question met the death of the program. */
async function togglStatus(world: World): Promise<TogglStatus | null> {
  const reply = await world.send({ method: 'GET', path: '/api/toggl/status' });
  return reply?.status === 200 ? (reply.body as TogglStatus) : null;
}

function isSettled(status: TogglStatus | null): boolean {
  return status?.connected === true && status.pending === 0;
}

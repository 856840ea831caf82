/**
 * Runs one seed: days of actions and mishaps with every checker on (safety), then heals the world
 * and demands that Toggl comes to show what is wanted (liveness).
 *
 *   ├── day 1 ── day 2 ── … ──┤ heal ├── time to catch up ──┤ compare
 */
import { ownerAccountId } from '../backend/src/services/owner.ts';
import { listCategories } from '../backend/src/store/categories.ts';
import { listSliceViews, type SliceView } from '../backend/src/store/sliceViews.ts';
import { findBuckets } from '../backend/src/store/togglBuckets.ts';
import { unsettledLinks } from '../backend/src/store/togglLinks.ts';
import { listTogglProjects } from '../backend/src/store/togglProjects.ts';
import { createCallBound } from './checkers/calls.ts';
import { differences } from './checkers/converged.ts';
import { createDuplicatesChecker } from './checkers/duplicates.ts';
import type { Finding } from './checkers/finding.ts';
import { createForeignChecker } from './checkers/foreign.ts';
import { createQuotaChecker } from './checkers/quota.ts';
import { createSlicesChecker, type Sent } from './checkers/slices.ts';
import { createWantedTracker } from './checkers/wanted.ts';
import { createNemesis } from './nemesis.ts';
import type { Action, Mishap, Options, WireFault } from './options.ts';
import { type Burst, commandsFor, type Memory, remember, type WarningSeen } from './workload.ts';
import { beginning, createWorld, type World } from './world.ts';

export type Outcome = Readonly<{
  options: Options;
  findings: readonly Finding[];
  traceHash: string;
  /** Calls that the program sent, whether they arrived or not. */
  calls: number;
  leastCalls: number;
  commands: number;
  faults: ReadonlyMap<WireFault | Mishap, number>;
  /** The longest time for which two entries stood for one slice. */
  longestDoubleMs: number;
}>;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const wakingMs = 16 * 60 * minuteMs;
/** Longer than the debounce and than a slow call: what is wanted has stood still. */
const leastGapMs = 25_000;
const debounceMs = 10_000;
/** Of a machine that sleeps: before and after each sleep. */
const longestAwakeMs = 2 * minuteMs;

export async function simulate(
  options: Options,
  onTrace: (line: string) => void = () => {},
): Promise<Outcome> {
  const findings: Finding[] = [];
  const run = await createRun(options, { findings, onTrace });
  for (let day = 0; day < options.days; day += 1) await playDay(run, day);
  await heal(run);
  await demandConvergence(run);
  const { world, nemesis, duplicates, callBound } = run;
  const faults = new Map([...world.wire.faultCounts(), ...nemesis.counts()]);
  const outcome: Outcome = {
    options,
    findings,
    traceHash: world.traceHash(),
    calls: run.counts.calls,
    leastCalls: callBound.total(),
    commands: run.counts.commands,
    faults,
    longestDoubleMs: duplicates.longestMs(),
  };
  await world.close();
  return outcome;
}

type Run = Awaited<ReturnType<typeof createRun>>;

type Listeners = Readonly<{ findings: Finding[]; onTrace: (line: string) => void }>;

async function createRun(options: Options, { findings, onTrace }: Listeners) {
  const counts = { calls: 0, commands: 0 };
  const late: { world: World | null } = { world: null };
  const worldNow = () => late.world?.time.now() ?? beginning;
  const find = (checker: string, text: string) => {
    if (findings.length < 20) findings.push({ checker, at: worldNow(), text });
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
    sliceStartingAt: (second) => sliceStartingAt(late.world, second),
    find,
  });
  const foreign = createForeignChecker((id) => duplicates.sliceOf(id) !== null, find);
  const world = await createWorld(options, {
    find,
    onTrace,
    onWire: async (event) => {
      if (event.kind === 'sent') counts.calls += 1;
      quota.onWire(event);
      foreign(event);
      await duplicates.onWire(event);
    },
    onRestart: async () => quota.onRestart(await storedBuckets(late.world)),
  });
  late.world = world;
  return {
    world,
    counts,
    find,
    duplicates,
    random: world.random.fork('workload'),
    nemesis: createNemesis(world),
    slicesChecker: createSlicesChecker(find),
    sight: { sinceAt: beginning },
    wanted: createWantedTracker(),
    callBound: createCallBound(),
    memory: { recent: [], warnings: [] } as Memory,
  };
}

async function sliceStartingAt(world: World | null, second: number): Promise<string | null> {
  if (world === null) return null;
  const links = await unsettledLinks(world.program().database.reader, ownerAccountId);
  const pending = links.find(
    ({ state }) => state.kind === 'pending' && state.attempt.fields.startSecond === second,
  );
  return pending?.sliceId ?? null;
}

async function storedBuckets(world: World | null) {
  if (world === null) return { organization: null, user: null };
  const { userId } = world.sandbox.config().account;
  return findBuckets(world.program().database.reader, userId);
}

async function playDay(run: Run, day: number): Promise<void> {
  const { world, random, nemesis } = run;
  const { actionsPerDay, actions } = world.options;
  const morningAt = beginning + day * dayMs;
  await passUntil(run, morningAt);
  for (let count = 0; count < actionsPerDay; count += 1) {
    const meanMs = wakingMs / actionsPerDay;
    await pass(run, Math.max(leastGapMs, Math.round(-Math.log(1 - random.next()) * meanMs)));
    await nemesis.strike();
    await act(run, random.weighted<Action>(actions));
  }
}

/**
 * Lets time pass. A machine that sleeps misses the middle of a long pause: its timers fire late,
 * all at once, when it wakes.
 */
async function pass({ world }: Run, ms: number): Promise<void> {
  const awakeMs = Math.min(ms, longestAwakeMs);
  const sleepMs = world.options.machine === 'sleeps' ? ms - 2 * awakeMs : 0;
  if (sleepMs <= 0) return world.advance(ms);
  await world.advance(awakeMs);
  world.time.stepTo(world.time.now() + sleepMs);
  await world.advance(awakeMs);
}

async function passUntil(run: Run, at: number): Promise<void> {
  const leftMs = at - run.world.time.now();
  if (leftMs > 0) await pass(run, leftMs);
}

async function act(run: Run, action: Action): Promise<void> {
  const { world, random, memory } = run;
  const sample = await takeSample(run);
  if (run.sight.sinceAt !== lookBackTo(world)) run.slicesChecker.forget();
  run.sight.sinceAt = lookBackTo(world);
  run.slicesChecker.beforeCommands(sample);
  if (action === 'answer-warning') memory.warnings = await openWarnings(run);
  const planning = { random, memory, now: world.programNow() };
  for (const [index, burst] of commandsFor(action, planning).entries()) {
    if (index > 0) await world.advance(random.between(0, 1500));
    if (index > 0) run.slicesChecker.beforeCommands(await slicesSince(world, lookBackTo(world)));
    await command(run, burst);
  }
}

async function takeSample(run: Run): Promise<readonly SliceView[]> {
  const { world } = run;
  const reader = world.program().database.reader;
  const slices = await slicesSince(world, lookBackTo(world));
  const sample = {
    slices,
    sinceAt: lookBackTo(world),
    categories: await listCategories(reader, ownerAccountId),
    projects: await listTogglProjects(reader, ownerAccountId),
    debounceMs,
  };
  run.wanted.take(sample);
  run.callBound.take(run.wanted.now(), run.world.time.now());
  return slices;
}

/** Nothing that a person does in the simulation reaches back further. */
const lookBackMs = dayMs;

/** The same instant all day, so that no slice drops out of sight between two looks. */
function lookBackTo(world: World): number {
  return Math.floor((world.time.now() - beginning) / dayMs) * dayMs + beginning - lookBackMs;
}

function slicesSince(world: World, startAt: number): Promise<SliceView[]> {
  const range = { startAt, endAt: world.time.now() + dayMs };
  const filter = { accountId: ownerAccountId, ...range };
  return listSliceViews(world.program().database.reader, filter, {});
}

async function command(run: Run, burst: Burst): Promise<void> {
  const { world, slicesChecker, memory, counts } = run;
  counts.commands += burst.length;
  const replies = await Promise.all(burst.map((one) => world.send(one)));
  const sent: Sent[] = burst.map((one, index) => ({ command: one, reply: replies[index] ?? null }));
  await world.advance(0);
  slicesChecker.afterCommands(sent, await slicesSince(world, lookBackTo(world)));
  for (const reply of replies) remember(memory, reply);
}

async function openWarnings({ world }: Run): Promise<readonly WarningSeen[]> {
  const reply = await world.send({ method: 'GET', path: '/api/toggl/warnings' });
  return reply?.status === 200 ? (reply.body as readonly WarningSeen[]) : [];
}

/** A full hour's bucket is spent in an hour, so a backlog needs that many. */
const hoursToCatchUp = 48;

async function heal({ world }: Run): Promise<void> {
  world.wire.setOutage(false);
  world.wire.heal();
  await world.advance(2 * minuteMs);
}

async function demandConvergence(run: Run): Promise<void> {
  const { world, find } = run;
  for (let hour = 0; hour < hoursToCatchUp; hour += 1) {
    await world.advance(60 * minuteMs);
    if (await isSettled(world)) break;
  }
  const status = await world.send({ method: 'GET', path: '/api/toggl/status' });
  if (!(await isSettled(world))) {
    find('liveness', `Not settled ${hoursToCatchUp} h after healing: ${JSON.stringify(status)}`);
  }
  await takeSample(run);
  const slices = await slicesSince(world, beginning - dayMs);
  run.duplicates.atEnd();
  const entryOf = new Map(
    slices.flatMap(({ id, togglEntryId }) =>
      togglEntryId === null ? [] : [[id, Number(togglEntryId)] as const],
    ),
  );
  const entries = world.sandbox.entries();
  const { sliceOf } = run.duplicates;
  const comparing = { wanted: run.wanted.now(), entries, entryOf, sliceOf, touched: world.touched };
  for (const text of differences(comparing)) find('converged', text);
}

async function isSettled(world: World): Promise<boolean> {
  const reply = await world.send({ method: 'GET', path: '/api/toggl/status' });
  const status = reply?.body as { connected?: boolean; pending?: number } | undefined;
  return status?.connected === true && status.pending === 0;
}

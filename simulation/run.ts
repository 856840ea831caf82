/**
 * One seed while it runs: the world with every checker listening to it, and what they were shown
 * last. simulate.ts lets its days pass.
 */
import { createAnswers } from './answers.ts';
import { createCallBound } from './checkers/calls.ts';
import { createClosedBefore } from './checkers/closedBefore.ts';
import { createDuplicatesChecker } from './checkers/duplicates.ts';
import type { Find, Finding } from './checkers/finding.ts';
import { createForeignChecker } from './checkers/foreign.ts';
import { createHeldChecker } from './checkers/held.ts';
import { createParkedChecker } from './checkers/parked.ts';
import { createQuotaChecker } from './checkers/quota.ts';
import { createRepeatsChecker } from './checkers/repeats.ts';
import { createSlicesChecker } from './checkers/slices.ts';
import { createTagsChecker } from './checkers/tags.ts';
import { createTasksChecker } from './checkers/tasks.ts';
import { createWantedTracker } from './checkers/wanted.ts';
import { createImports } from './imports.ts';
import { createNemesis } from './nemesis.ts';
import type { StoredSlice } from './observer.ts';
import type { Options } from './options.ts';
import type { Breakage } from './program.ts';
import type { Memory } from './workload.ts';
import { beginning, createWorld, type World } from './world.ts';

export const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;
const debounceMs = 10_000;
const mostOfEach = 5;

export type Run = Awaited<ReturnType<typeof createRun>>;

type Setting = Readonly<{
  findings: Finding[];
  onTrace: (line: string) => void;
  breakage: Breakage;
}>;

export async function createRun(options: Options, { findings, onTrace, breakage }: Setting) {
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

/** Entries by the human that carry our mark: nobody can tell them from lost ones of ours. */
function hasCopies(world: World | null): boolean {
  const entries = world?.sandbox.entries() ?? [];
  return entries.some(
    ({ createdWith, tags }) => createdWith === 'Timery' && tags.includes('compass'),
  );
}

export function takeSample(run: Run, sinceAt: number): readonly StoredSlice[] {
  const { world, wanted, callBound } = run;
  const slices = readSlices(run, sinceAt);
  wanted.take({ slices, sinceAt, debounceMs });
  callBound.take(wanted.now(), world.time.now());
  return slices;
}

export function readSlices({ world, closedBefore }: Run, sinceAt: number): readonly StoredSlice[] {
  const slices = world.observer.slicesSince(sinceAt);
  closedBefore.take(slices, { isConnected: world.observer.isConnected() });
  return slices;
}

/** Nothing that a person does in the simulation reaches back further. */
const lookBackMs = 2 * dayMs;

/** The same instant all day, so that no slice drops out of sight between two looks. */
export function lookBackTo(world: World): number {
  return Math.floor((world.time.now() - beginning) / dayMs) * dayMs + beginning - lookBackMs;
}

/**
 * Runs one seed: days of actions and mishaps with every checker on (safety), then heals the world
 * and demands that Toggl comes to show what is wanted (liveness).
 *
 *   ├── day 1 ── day 2 ── … ──┤ heal ├── time to catch up ──┤ compare
 */
import type { Finding } from './checkers/finding.ts';
import type { Sent } from './checkers/slices.ts';
import { demandConvergence, demandWhatIsClaimed, heal } from './convergence.ts';
import type { Action, Fault, Options } from './options.ts';
import type { Breakage } from './program.ts';
import { createRun, dayMs, lookBackTo, minuteMs, type Run, readSlices, takeSample } from './run.ts';
import { type Burst, commandsFor, remember } from './workload.ts';
import { beginning } from './world.ts';

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

const wakingMs = 16 * 60 * minuteMs;
/** Longer than the debounce and than a slow call: what is wanted has stood still. */
const leastGapMs = 25_000;
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

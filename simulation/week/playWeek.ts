/**
 * Plays one week: what happened is drawn, delivered with every mishap on the way, and in the end
 * the program's history is laid beside the one of the perfect observer, and Toggl beside both.
 *
 *     true week ─▶ deliveries ─▶ program ─▶ its history ─┐
 *         └────────▶ what was taken ─▶ perfect observer ─┴▶ compare
 */
import { invariant } from '../../core/invariant.ts';
import type { Finding } from '../checkers/finding.ts';
import type { Mishap, WireFault } from '../options.ts';
import type { World } from '../world.ts';
import type { ClockStep } from './clock.ts';
import { closeDay } from './closeDay.ts';
import { compareHistory, compareToggl, undoLast } from './compareWeek.ts';
import { compareReasons } from './corrections.ts';
import { type Delivery, longestDelayMs } from './delivery.ts';
import type { HealthTelling } from './healthSyncs.ts';
import { deliver } from './phone.ts';
import { playEvening } from './playEvening.ts';
import { setUpCommands } from './signals.ts';
import { tellHealth } from './tellHealth.ts';
import { createWeek, type Watching, type Week } from './week.ts';
import type { WeekOptions } from './weekOptions.ts';
import { type EveningPlan, setUpMs } from './weekPlan.ts';

export type WeekOutcome = Readonly<{
  options: WeekOptions;
  findings: readonly Finding[];
  traceHash: string;
  happenings: number;
  /** Requests that told of them. */
  deliveries: number;
  /** Of them, those that arrived after a later one. */
  overtaken: number;
  slices: number;
  /** That were listed when days were closed. */
  doubts: number;
  /** Games and calls in Discord. */
  sessions: number;
  /** Nights, naps and workouts. */
  measured: number;
  /** Syncs that told of them. */
  tellings: number;
  /** Slices that nobody stopped in the evening, and sleep did. */
  corrections: number;
  calls: number;
  faults: ReadonlyMap<WireFault | Mishap, number>;
  clockSteps: number;
}>;

/** No telling changes anything older. */
const healthReachMs = 4 * 86_400_000;
/** Of a machine that sleeps: before and after each sleep. */
const awakeMs = 120_000;

export async function playWeek(
  options: WeekOptions,
  { onTrace = () => {}, breakage = {} }: Watching = {},
): Promise<WeekOutcome> {
  const week = await createWeek(options, { onTrace, breakage });
  await setUp(week);
  await live(week);
  await heal(week);
  const slices = compareHistory(week);
  const corrections = await compareReasons(slices, week.plan.measured, week);
  await compareToggl(week);
  await undoLast(week);
  const { world, toggl, findings, plan, counts } = week;
  const outcome: WeekOutcome = {
    options,
    findings,
    traceHash: world.traceHash(),
    happenings: plan.happenings.length,
    ...counts,
    slices: slices.length,
    measured: plan.measured.length,
    tellings: plan.tellings.length,
    corrections,
    sessions: plan.evenings.flatMap(({ sessions }) => sessions).length,
    calls: toggl.calls(),
    faults: new Map([...world.wire.faultCounts(), ...week.nemesis.counts()]),
    clockSteps: plan.steps.length,
  };
  await world.close();
  return outcome;
}

/** Until Toggl is connected, and with what the person has set up. */
async function setUp({ world }: Week): Promise<void> {
  for (const command of setUpCommands()) {
    const reply = await world.send(command);
    invariant(reply?.status === 201, `a trigger can be made: ${JSON.stringify(reply)}`);
  }
  await world.advance(setUpMs);
}

async function live(week: Week): Promise<void> {
  const { world, plan, nemesis } = week;
  const acts = actsOf(week);
  const queue = [...plan.deliveries];
  let newestAt = 0;
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (let [act] = acts; act !== undefined && act.at <= next.sendAt; [act] = acts) {
      await act.play();
      acts.shift();
    }
    const behind = behindUnanswered(week, next);
    if (behind !== null) {
      insertInto(queue, behind);
      continue;
    }
    await passUntil(world, next.sendAt);
    await nemesis.strike();
    const again = await send(week, next);
    if (again !== null) insertInto(queue, again);
    if (next.happening.at < newestAt) week.counts.overtaken += 1;
    newestAt = Math.max(newestAt, next.happening.at);
  }
  for (const { play } of acts) await play();
}

type Act = Readonly<{ at: number; play: () => Promise<void> }>;

/** All that comes at its time, whatever phones have to tell. */
function actsOf(week: Week): Act[] {
  const { steps, evenings, tellings } = week.plan;
  return [
    ...evenings.map((evening) => ({ at: evening.fromAt, play: () => spend(week, evening) })),
    ...steps.map((step) => ({ at: step.at, play: () => stepClock(week, step) })),
    ...tellings.map((one) => ({ at: one.sendAt, play: () => measure(week, one) })),
  ].sort((a, b) => a.at - b.at);
}

async function stepClock({ world }: Week, { at, byMs }: ClockStep): Promise<void> {
  await passUntil(world, at);
  world.stepClock(byMs);
}

async function measure(week: Week, telling: HealthTelling): Promise<void> {
  const { world, toggl, nemesis, last } = week;
  await passUntil(world, telling.sendAt);
  await nemesis.strike();
  const reachAt = telling.sendAt - healthReachMs;
  toggl.sample(world, reachAt);
  last.correction = (await tellHealth(telling, week)) ?? last.correction;
  await world.advance(0);
  toggl.sample(world, reachAt);
}

/** The day is closed, and then the person is seen in Discord. */
async function spend(week: Week, evening: EveningPlan): Promise<void> {
  const { world, discord, random, toggl, taken, find, counts } = week;
  const { fromAt, lost } = evening;
  await passUntil(world, fromAt);
  toggl.sample(world);
  counts.doubts += await closeDay(fromAt, { world, lost, find });
  if (lost !== null) taken.set(lost.number, lost.at);
  toggl.sample(world);
  if (discord === null) return;
  await playEvening(evening, { world, discord, random });
  toggl.sample(world);
}

function insertInto(queue: Delivery[], delivery: Delivery): void {
  const place = queue.findIndex(({ sendAt }) => sendAt > delivery.sendAt);
  queue.splice(place === -1 ? queue.length : place, 0, delivery);
}

/**
 * A second firing of one tap waits for the answer to the first: where the server died over that
 * one, nobody could tell which of the two instants stands. null: it need not wait.
 */
function behindUnanswered({ unanswered }: Week, delivery: Delivery): Delivery | null {
  const before = unanswered.get(delivery.happening.number);
  if (before === undefined || before.madeAt === delivery.madeAt) return null;
  return { ...delivery, sendAt: before.sendAt };
}

/** Answers what is to be sent once more. */
async function send(week: Week, delivery: Delivery): Promise<Delivery | null> {
  const { world, toggl, taken, unanswered, find, counts } = week;
  const { number } = delivery.happening;
  counts.deliveries += 1;
  toggl.sample(world);
  const delivered = await deliver(world, delivery);
  await world.advance(0);
  toggl.sample(world);
  if (delivered.kind === 'again') {
    const again = { ...delivery, sendAt: delivered.sendAt };
    unanswered.set(number, again);
    return again;
  }
  unanswered.delete(number);
  switch (delivered.kind) {
    case 'refused':
      find(
        'answers',
        `${describe(delivery)} was refused with ${delivered.status}: ${delivered.text}`,
      );
      return null;
    case 'nothing':
      return null;
    case 'taken':
      if (!taken.has(number)) taken.set(number, delivered.at);
      return null;
  }
}

function describe({ happening: { at, signal } }: Delivery): string {
  return `${JSON.stringify(signal)} of ${new Date(at).toISOString()}`;
}

/** A machine that sleeps misses the middle of a long pause. */
async function passUntil(world: World, at: number): Promise<void> {
  const leftMs = at - world.time.now();
  if (leftMs <= 0) return;
  if (leftMs <= 2 * awakeMs) return world.advance(leftMs);
  await world.advance(awakeMs);
  world.time.sleepTo(at - awakeMs);
  await world.advance(at - world.time.now());
}

/** Nothing fails any more, and everything that is on its way arrives. */
async function heal({ world }: Week): Promise<void> {
  world.wire.setOutage(false);
  world.wire.heal();
  await world.advance(longestDelayMs);
}

/**
 * Plays taps on a quiet world, with Timery spending beside, until Toggl has caught up. While
 * nothing is under way the clock jumps, so that weeks take seconds: the program has nothing to do
 * in between, and only Timery's requests are made, each at its time.
 *
 *   tap ─ awake ─ sample ─ awake … until Toggl is right ─ jump ─ tap
 */

import type { Command } from '../answered.ts';
import type { World } from '../world.ts';
import { type PlanName, plans } from './plans.ts';
import { createQuietWorld } from './quietWorld.ts';
import { createRecorder } from './recorder.ts';
import type { Recording } from './recording.ts';
import type { Tap } from './taps.ts';

type Playing = Readonly<{
  taps: readonly Tap[];
  projects: readonly string[];
  plan: PlanName;
  /** Requests an hour that Timery makes in each bucket. */
  timeryPerHour: number;
}>;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** The connection is made, and its hour over, before the first tap. */
const leadMs = 65 * minuteMs;
/** Long enough for a change to be sent by itself: a mode has to stand still before it is. */
const sentWithinMs = { plain: 3_000, mode: 25_000 };
/** A look that follows a start comes within. */
const awakeMs = 2 * minuteMs;
/** What is not in Toggl by then is told as it is. */
const catchUpMs = 48 * hourMs;

export async function play({ taps, projects, plan, timeryPerHour }: Playing): Promise<Recording> {
  const late: { world: World | null } = { world: null };
  const firstAt = taps[0]?.at ?? 0;
  const beginsAt = firstAt - leadMs;
  const recorder = createRecorder({
    // Half a reply's time may be half a millisecond.
    now: () => Math.floor(late.world?.time.now() ?? beginsAt),
    shown: () => late.world?.sandbox.running() ?? null,
    slicesSince: (at) => late.world?.observer.slicesSince(at) ?? [],
  });
  const world = await createQuietWorld({
    place: { beginsAt, projectNames: projects, plan: plans[plan] },
    switches: {},
    onWire: recorder.onWire,
  });
  late.world = world;
  const stage: Stage = { world, recorder, timery: createTimery(world, { timeryPerHour, firstAt }) };
  // Until it is connected: jumping would leave the reply on its way.
  await awakeTo(stage, beginsAt + awakeMs);
  for (const [index, tap] of taps.entries()) {
    await passTo(stage, tap.at);
    for (const command of commandsOf(tap)) await send(stage, command);
    recorder.tapped();
    await settle(stage, tap, taps[index + 1]?.at ?? tap.at + catchUpMs);
  }
  const recording = recorder.recording();
  await world.close();
  return recording;
}

type Stage = Readonly<{
  world: World;
  recorder: ReturnType<typeof createRecorder>;
  timery: ReturnType<typeof createTimery>;
}>;

/** Until Toggl is right and nothing more is to come of the tap, or the next tap. */
async function settle(stage: Stage, tap: Tap, nextAt: number): Promise<void> {
  const { world, recorder } = stage;
  const sentAt = tap.at + sentWithinMs[changesModeAlone(tap) ? 'mode' : 'plain'];
  await awakeTo(stage, Math.min(sentAt, nextAt));
  if (world.time.now() < sentAt) return;
  recorder.sample();
  while (world.time.now() < nextAt) {
    const state = await look(stage);
    if (state === 'settled' && world.time.now() >= tap.at + awakeMs) return;
    await awakeTo(stage, Math.min(world.time.now() + minuteMs, nextAt));
  }
}

/** A mode that changes beside an activity waits out the debounce; one that changes with it not. */
function changesModeAlone(tap: Tap): boolean {
  const dimensions = tap.kind === 'stop' ? tap.dimensions : tap.starts.map((one) => one.dimension);
  return dimensions.includes('WORK_MODE') && !dimensions.includes('PRIMARY');
}

async function look({ world, recorder }: Stage): Promise<'settled' | 'behind'> {
  const reply = await world.send({ method: 'GET', path: '/api/toggl/status' });
  const status = reply?.body as Readonly<{ pending: number }> | undefined;
  const state = status?.pending === 0 ? 'settled' : 'behind';
  recorder.caughtUp(state);
  return state;
}

/** Every timer fires at its time. */
async function awakeTo({ world, timery }: Stage, at: number): Promise<void> {
  for (let spendAt = timery.nextAt(); spendAt <= at; spendAt = timery.nextAt()) {
    await world.advance(Math.max(0, spendAt - world.time.now()));
    timery.spend();
  }
  await world.advance(at - world.time.now());
}

/** Jumps where nothing is under way. */
async function passTo(stage: Stage, at: number): Promise<void> {
  const { world, timery } = stage;
  for (let spendAt = timery.nextAt(); spendAt <= at; spendAt = timery.nextAt()) {
    world.time.stepTo(Math.max(world.time.now(), spendAt));
    timery.spend();
  }
  world.time.stepTo(at);
  await world.advance(0);
}

/**
 * Timery reads, and a person's other apps with it, as regularly as a clock. From the first tap on,
 * so that the first hour of the buckets is the person's.
 */
function createTimery(
  { human }: World,
  { timeryPerHour, firstAt }: Pick<Playing, 'timeryPerHour'> & Readonly<{ firstAt: number }>,
) {
  const everyMs = hourMs / timeryPerHour;
  let nextAt = firstAt + everyMs;
  return {
    /** Infinity where it makes none. */
    nextAt: () => nextAt,
    spend: () => {
      human.spend('user', 1);
      human.spend('organization', 1);
      nextAt += everyMs;
    },
  };
}

function commandsOf(tap: Tap): readonly Command[] {
  const path = `/api/engine/${tap.kind}`;
  if (tap.kind === 'stop') {
    return tap.dimensions.map((dimension) => ({ method: 'POST', path, body: { dimension } }));
  }
  const [first, ...also] = tap.starts;
  return [{ method: 'POST', path, body: { ...first, source: 'NFC', also } }];
}

async function send({ world }: Stage, command: Command): Promise<void> {
  const reply = await world.send(command);
  if (reply !== null && (reply.status < 400 || reply.status === 404)) return;
  const answer = JSON.stringify(reply?.body ?? null);
  throw new Error(`A tap was refused: ${JSON.stringify(command.body)} was answered ${answer}.`);
}

/**
 * The storm as Toggl sees it: the whole program with a clock that jumps and a Toggl of the free
 * plan, thirty requests an hour in each bucket. Each tap arrives at its own instant.
 *
 * What is held against it: no request beyond what the headers allowed, none of the reserve for
 * anything but the running timer, and nothing else is sent while the visible timer is wrong and
 * could be made right.
 */
import { createQuotaChecker } from '../../simulation/checkers/quota.ts';
import { createQuietWorld } from '../../simulation/fit/quietWorld.ts';
import type { WireEvent } from '../../simulation/wire.ts';
import type { World } from '../../simulation/world.ts';
import { arriving, requestOf, type Scenario } from './scenario.ts';

export type OnToggl = Readonly<{
  calls: number;
  /** In the hour of the storm alone. */
  callsInTheHour: number;
  /** Requests that met an empty bucket. */
  refused: number;
  /** What the checker of the quota has to say. */
  findings: readonly string[];
  /** The visible timer was right so much of the storm. */
  rightShare: number;
  /** After the last tap, until the visible timer was right. */
  untilRightMs: number;
  /** After the last tap, until everything was in Toggl. */
  untilAllMs: number;
}>;

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const reserve = 5;
const freePlan = { organization: 30, user: 30, premium: false };
const beginsAt = Date.UTC(2026, 10, 2, 8);
/** The connection is made, and its hour over, before the storm. */
const leadMs = 65 * minuteMs;
const hoursToCatchUp = 48;

export async function playOnToggl(scenario: Scenario): Promise<OnToggl> {
  const late: { world: World | null } = { world: null };
  const tally = createTally(() => late.world);
  const world = await createQuietWorld({
    place: { beginsAt: beginsAt - leadMs, projectNames: ['Coding', 'Reading'], plan: freePlan },
    switches: {},
    onWire: tally.onWire,
  });
  late.world = world;
  for (const body of scenario.triggers) {
    await world.send({ method: 'POST', path: '/api/triggers', body });
  }
  await world.advance(2 * minuteMs);
  for (const tap of arriving(scenario)) {
    const request = requestOf(tap, beginsAt);
    const at = beginsAt + (tap.second + tap.lateSeconds) * secondMs;
    await tally.passTo(world, at);
    if (request !== null) await world.send({ method: 'POST', ...request });
  }
  const lastAt = world.time.now();
  const untilRightMs = (await untilIt(world, isTimerRight)) - lastAt;
  const untilAllMs = (await untilIt(world, isAllThere)) - lastAt;
  await world.close();
  return { ...tally.sums(), untilRightMs, untilAllMs };
}

function createTally(world: () => World | null) {
  const findings: string[] = [];
  const counts = { calls: 0, callsInTheHour: 0, refused: 0, right: 0, looks: 0 };
  const quota = createQuotaChecker({
    programNow: () => world()?.programNow() ?? 0,
    reserve,
    find: (_, text) => void findings.push(text),
  });
  return {
    onWire: (event: WireEvent) => {
      quota.onWire(event);
      const now = world()?.time.now() ?? 0;
      if (event.kind === 'sent') counts.calls += 1;
      if (event.kind === 'sent' && now >= beginsAt && now < beginsAt + hourMs) {
        counts.callsInTheHour += 1;
      }
      if (event.kind === 'applied' && event.reply?.status === 402) counts.refused += 1;
    },
    /** Looks at the timer once a second on the way. */
    passTo: async (playing: World, at: number) => {
      while (playing.time.now() < at) {
        await playing.advance(Math.min(secondMs, at - playing.time.now()));
        if (playing.time.now() < beginsAt) continue;
        counts.looks += 1;
        if (isTimerRight(playing)) counts.right += 1;
      }
    },
    sums: () => ({
      calls: counts.calls,
      callsInTheHour: counts.callsInTheHour,
      refused: counts.refused,
      findings,
      rightShare: counts.right / counts.looks,
    }),
  };
}

/** What runs in Toggl is what runs here, from the same second. */
function isTimerRight({ observer, sandbox, time }: World): boolean {
  const own = observer
    .slicesSince(time.now())
    .find(({ dimension, endAt }) => dimension === 'PRIMARY' && endAt === null);
  const shown = sandbox.running();
  if (own === undefined || shown === null) return own === undefined && shown === null;
  return (
    shown.description === own.category && shown.startSecond === Math.floor(own.startAt / secondMs)
  );
}

async function isAllThere(world: World): Promise<boolean> {
  const reply = await world.send({ method: 'GET', path: '/api/toggl/status' });
  return (reply?.body as Readonly<{ pending: number }> | undefined)?.pending === 0;
}

async function untilIt(
  world: World,
  isIt: (world: World) => boolean | Promise<boolean>,
): Promise<number> {
  const latestAt = world.time.now() + hoursToCatchUp * hourMs;
  while (world.time.now() < latestAt) {
    if (await isIt(world)) return world.time.now();
    await world.advance(5 * secondMs);
  }
  return Number.POSITIVE_INFINITY;
}

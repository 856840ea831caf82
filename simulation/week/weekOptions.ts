/**
 * One seed becomes one whole week: how busy the person is, how bad the network, what strikes the
 * server and Toggl. Swarm testing, as in ../options.ts: each seed leaves some of it out.
 */
import { type Options, optionsOf } from '../options.ts';
import { createRandom, type Random } from '../random.ts';
import type { Network } from './delivery.ts';
import type { Rhythm } from './trueWeek.ts';

export type WeekOptions = Readonly<{
  /** Of the world: Toggl, the wire, what happens to the program. */
  world: Options;
  days: number;
  busyness: number;
  instants: Rhythm['instants'];
  network: Network;
  /** Whether the person is seen in Discord in the evenings, when phones are silent. */
  evenings: 'in-discord' | 'alone';
  /** Whether a watch measures sleep and workouts, and whether Toggl is told. */
  health: 'none' | 'measured' | 'sent-to-toggl';
  /** Whether samples are told with ids of their own. */
  sampleIds: 'sent' | 'left-out';
  /** Whether the end of a meeting is now and then never told. */
  losses: 'none' | 'meetings';
  /** How often the server's clock is wrong for a while. */
  clockSteps: number;
  /** The longest that clock is behind; more is refused until it is right again. */
  stepsMs: readonly number[];
}>;

const daysOfWeek = 7;

export function weekOptionsOf(seed: string): WeekOptions {
  const random = createRandom(seed).fork('week');
  const world = worldOptions(seed);
  const hasDeaths = world.mishaps['crash-now'] > 0 || world.mishaps['crash-at-commit'] > 0;
  const evenings = createRandom(seed).fork('evenings').chance(0.4) ? 'in-discord' : 'alone';
  const clockSteps = random.pick([0, 0, 3, 10]);
  return {
    world,
    days: daysOfWeek,
    busyness: random.pick([0.5, 1, 2, 4]),
    instants: random.pick(['seconds', 'milliseconds']),
    network: random.pick(['prompt', 'patchy', 'patchy', 'offline']),
    evenings,
    health: createRandom(seed)
      .fork('health')
      .pick(['none', 'measured', 'measured', 'sent-to-toggl']),
    sampleIds: createRandom(seed).fork('sample ids').pick(['sent', 'left-out']),
    losses: createRandom(seed).fork('losses').chance(0.4) ? 'meetings' : 'none',
    // What is seen says no instant of its own: with a wrong clock it is wrong by as much.
    clockSteps: evenings === 'in-discord' ? 0 : clockSteps,
    stepsMs: stepsOf(random, hasDeaths),
  };
}

/**
 * A clock that is behind and a program that dies at the same time leave open which of two attempts
 * was the one that counted, and so what the clock said: such weeks have one of the two.
 */
function stepsOf(random: Random, hasDeaths: boolean): readonly number[] {
  const ahead = [2_000, 30_000, 600_000];
  return hasDeaths || random.chance(0.3) ? ahead : [-90_000, -45_000, -3_000, ...ahead];
}

/** Nobody writes in Timery: what a person changes there is another simulation's matter. */
function worldOptions(seed: string): Options {
  const options = optionsOf(seed, daysOfWeek);
  const { mishaps } = options;
  return {
    ...options,
    // Nobody tracks in Timery, so there is no history to be read.
    history: null,
    mishaps: {
      ...mishaps,
      'human-start': 0,
      'human-stop': 0,
      'human-edit': 0,
      'human-delete': 0,
      'human-continue': 0,
      'human-past': 0,
      'clock-step': 0,
    },
  };
}

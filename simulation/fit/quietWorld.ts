/**
 * A world in which nothing fails: the whole program, a Toggl with the quotas of a plan, replies as
 * prompt as the real one's. What a day costs is counted here, not what mishaps add to it.
 */
import type { Switches } from '../../toggl-sandbox/config.ts';
import { type Options, optionsOf } from '../options.ts';
import type { WireEvent } from '../wire.ts';
import { createWorld, type Place, type World } from '../world.ts';

type QuietOptions = Readonly<{
  place: Place;
  switches: Partial<Switches>;
  onWire: (event: WireEvent) => void;
}>;

/** There and back. */
const latencyMs = { least: 100, most: 400 };

/** As the program has it by default. */
const reserve = 5;

export async function createQuietWorld(options: QuietOptions): Promise<World> {
  const { place, switches, onWire } = options;
  const faults: string[] = [];
  const world = await createWorld(
    quietOptions(switches),
    { find: (_, text) => faults.push(text), onWire, onRestart: () => {}, onTrace: () => {} },
    place,
  );
  const stopAtFault = () => {
    const [fault] = faults;
    if (fault !== undefined) throw new Error(`Nothing fails in this world, yet: ${fault}`);
  };
  return {
    ...world,
    send: async (command) => {
      const reply = await world.send(command);
      stopAtFault();
      return reply;
    },
    advance: async (ms) => {
      await world.advance(ms);
      stopAtFault();
    },
  };
}

/** The seed only draws how long each reply takes. */
function quietOptions(switches: Partial<Switches>): Options {
  const options = optionsOf('quiet', 1);
  return {
    ...options,
    weather: 'calm',
    wireFaults: none(options.wireFaults),
    mishaps: none(options.mishaps),
    latencyMs,
    stalenessMs: 0,
    reserve,
    clockOffsetMs: 0,
    switches,
  };
}

function none<Key extends string>(chances: Readonly<Record<Key, number>>): Record<Key, number> {
  return Object.fromEntries(Object.keys(chances).map((key) => [key, 0])) as Record<Key, number>;
}

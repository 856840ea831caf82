/** An engine with the health service beside it, on one account and one clock. */
import { rankBy } from '../../../core/health/sample.ts';
import type { Database } from '../../src/db/database.ts';
import type { CommandResult } from '../../src/services/engineCommand.ts';
import {
  createHealthSync,
  type HealthSynced,
  type HealthSyncInput,
} from '../../src/services/health/healthSync.ts';
import {
  done,
  drawn,
  type EngineWorld,
  makeEngineWorld,
  minuteMs,
  morning,
  newTestId,
} from '../support/engineWorld.ts';

export type HealthWorld = EngineWorld &
  Readonly<{
    syncAnswer(input: HealthSyncInput): Promise<CommandResult<HealthSynced>>;
    /** Fails the test where it is refused. */
    sync(input: HealthSyncInput): Promise<HealthSynced>;
    /** `category start-end` in minutes after the morning. */
    drawn(): Promise<string[]>;
  }>;

export async function makeHealthWorld(
  database: Database,
  bestFirst: readonly string[] = [],
): Promise<HealthWorld> {
  const world = await makeEngineWorld(database);
  const syncHealth = createHealthSync({
    database,
    now: () => world.clock.now,
    newId: newTestId,
    rankOf: rankBy(bestFirst),
    categoryNames: { sleep: 'Sleep', workout: 'Workout' },
  });
  return {
    ...world,
    syncAnswer: (input) => syncHealth(world.caller, input),
    sync: async (input) => done(await syncHealth(world.caller, input)),
    drawn: async () => drawn(await world.slices()),
  };
}

type Rest = Readonly<{ id?: string; sourceName?: string }>;

/** From and to in minutes after the morning. */
export function sample(from: number, to: number, rest: Rest = {}) {
  const startAt = morning + from * minuteMs;
  return { startAt, endAt: morning + to * minuteMs, note: null, ...rest };
}

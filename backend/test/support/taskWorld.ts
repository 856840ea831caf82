/** An engine with tasks and favourites: one account, one clock that tests turn by hand. */
import type { Database } from '../../src/db/database.ts';
import { createFavorites } from '../../src/services/engine/favorites.ts';
import { createTasks } from '../../src/services/tasks/tasks.ts';
import type { TaskView } from '../../src/services/tasks/taskView.ts';
import { done, makeEngineWorld, minuteMs, morning, newTestId } from './engineWorld.ts';

export async function makeTaskWorld(database: Database) {
  const world = await makeEngineWorld(database);
  const parts = { database, now: () => world.clock.now, newId: newTestId };
  const tasks = createTasks(parts);
  const { caller, clock } = world;
  return {
    ...world,
    tasks,
    favorites: createFavorites(parts),
    /** So many minutes after the morning. */
    atMinute: (minute: number) => {
      clock.now = morning + minute * minuteMs;
    },
    task: async (
      name: string,
      fields: Readonly<{ workMode?: string; estimateMinutes?: number }> = {},
    ) => done(await tasks.createTask(caller, { name, category: 'Writing', ...fields })).task,
    /** The tasks and their states, oldest first. */
    states: async () => {
      const { tasks: found } = await tasks.list(caller.accountId, { limit: 100 });
      return found.toReversed().map(({ name, state }: TaskView) => `${name} ${state}`);
    },
  };
}

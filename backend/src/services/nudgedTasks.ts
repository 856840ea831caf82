/** The commands over tasks and favourites, each followed by a nudge: see commandThenNudge.ts. */

import type { Favorites } from './engine/favorites.ts';
import type { Caller } from './engineCommand.ts';
import { after, type Changed, type Followers, follow } from './nudge.ts';
import type { TaskCommands } from './tasks/tasks.ts';

export type FavoriteCommands = Readonly<{
  createFavorite: Favorites['create'];
  patchFavorite: Favorites['patch'];
  removeFavorite: Favorites['remove'];
  startFavorite: Favorites['start'];
}>;

type TaskParts = Readonly<{ tasks: TaskCommands }> & Followers;
type FavoriteParts = Readonly<{ favorites: Omit<Favorites, 'list'> }> & Followers;

/** The running entry carries the task's name; a new, reopened or deleted task changes none. */
export function taskCommands({ tasks, ...followers }: TaskParts): TaskCommands {
  const look = (caller: Caller, changed: Changed) => follow(followers, caller.accountId, changed);
  return {
    createTask: tasks.createTask,
    reopenTask: tasks.reopenTask,
    deleteTask: tasks.deleteTask,
    writeLog: tasks.writeLog,
    editLog: tasks.editLog,
    editTask: async (caller, input, idempotency) =>
      after(await tasks.editTask(caller, input, idempotency), ({ changeId }) => {
        if (changeId !== null) followers.projection.syncWorkModeTags(caller.accountId, null, null);
      }),
    activateTask: async (caller, input, idempotency) =>
      after(await tasks.activateTask(caller, input, idempotency), (activated) =>
        look(caller, { ...activated, slices: [activated.slice, ...activated.also] }),
      ),
    completeTask: async (caller, input, idempotency) =>
      after(await tasks.completeTask(caller, input, idempotency), (completed) =>
        look(caller, completed),
      ),
  };
}

/** A saved timer is nothing that Toggl shows until it starts. */
export function favoriteCommands({ favorites, ...followers }: FavoriteParts): FavoriteCommands {
  return {
    createFavorite: favorites.create,
    patchFavorite: favorites.patch,
    removeFavorite: favorites.remove,
    startFavorite: async (caller, input, idempotency) =>
      after(await favorites.start(caller, input, idempotency), (started) => {
        const slices = [started.slice, ...started.also];
        follow(followers, caller.accountId, { ...started, slices });
      }),
  };
}

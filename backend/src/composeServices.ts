/** Makes every service once, and the commands that the doors are given. */

import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import type { OuterWorld } from './outerWorld.ts';
import type { LiveProjections } from './projection/liveProjection.ts';
import { createCategories } from './services/categories.ts';
import { categoryUsers } from './services/categoryUsers.ts';
import { createCommandThenNudge } from './services/commandThenNudge.ts';
import type { EventHub } from './services/events.ts';
import { createFavorites } from './services/favorites.ts';
import { createFileImport } from './services/fileImport.ts';
import { createGoals } from './services/goals.ts';
import { createReviewMetrics } from './services/reviewMetrics.ts';
import { createReviews } from './services/reviews.ts';
import type { SealKey } from './services/sealKey.ts';
import { createSliceExport } from './services/sliceExport.ts';
import { createTasks } from './services/tasks.ts';
import { taskTimes } from './services/taskTimes.ts';
import { createTimeEngine } from './services/timeEngine.ts';
import { createTogglConnecting } from './services/togglConnection.ts';
import { createTogglProjection } from './services/togglProjection.ts';
import { createTogglProjects } from './services/togglProjects.ts';
import { createTogglRefresh } from './services/togglRefresh.ts';
import { createTogglWarnings } from './services/togglWarnings.ts';

type Given = OuterWorld & Readonly<{ config: Config }>;

type Composed = Readonly<{
  database: Database;
  live: LiveProjections;
  sealKey: (need: 'open' | 'make') => Promise<SealKey>;
  events: EventHub;
  trouble: string | null;
}>;

export function composeServices(options: Given, composed: Composed) {
  const { config, now, newId, randomBytes } = options;
  const { database, live, sealKey, events, trouble } = composed;
  const parts = { database, now, newId };
  const debounceMs = config.workModeDebounceMs;
  const projection = createTogglProjection({
    database,
    now,
    debounceMs,
    live: live.current,
    trouble: () => trouble,
  });
  const { mergePrice, readProjects, createProject } = projection;
  const engine = createTimeEngine(parts);
  const categories = createCategories({ ...parts, mergePrice, categoryUsers });
  const tasks = createTasks(parts);
  const favorites = createFavorites(parts);
  const metrics = createReviewMetrics({ ...parts, names: config.meanings, tasks: taskTimes });
  const warnings = createTogglWarnings(parts);
  const refresh = createTogglRefresh({ ...parts, price: projection.refreshPrice });
  const isTokenInSettings = config.toggl.apiToken !== null;
  const connecting = createTogglConnecting({
    ...parts,
    isTokenInSettings,
    sealKey,
    randomBytes,
    live,
  });
  const projects = createTogglProjects({ ...parts, categories, readProjects, createProject });
  const { announce } = events;
  const commands = createCommandThenNudge({
    engine,
    tasks,
    favorites,
    importFile: createFileImport(parts),
    categories,
    warnings,
    refresh,
    connecting,
    projects,
    projection,
    announce,
  });
  return {
    commands,
    engine,
    tasks,
    favorites,
    categories,
    metrics,
    reviews: createReviews({ ...parts, metrics }),
    goals: createGoals(parts),
    sliceExport: createSliceExport({ database }),
    toggl: projection,
    warnings,
    projects,
  };
}

/** Makes every service once, and the commands that the doors are given. */

import { rankBy } from '../../core/health/sample.ts';
import { invariant } from '../../core/invariant.ts';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import { hashSecret } from './http/auth.ts';
import type { OuterWorld } from './outerWorld.ts';
import type { LiveProjections } from './projection/liveProjection.ts';
import { createWakeup, type Look, settled } from './projection/wakeup.ts';
import { createApiTokens } from './services/access/apiTokens.ts';
import { createSessions } from './services/access/sessions.ts';
import { createAccountSettings } from './services/accountSettings.ts';
import { createCauses } from './services/automations/causes.ts';
import { createTapServices } from './services/automations/tapServices.ts';
import { createCategories } from './services/categories/categories.ts';
import { categoryUsers } from './services/categories/categoryUsers.ts';
import { createDayClose } from './services/closing/dayClose.ts';
import { type Commands, createCommandThenNudge } from './services/commandThenNudge.ts';
import { createFavorites } from './services/engine/favorites.ts';
import type { TimeEngine } from './services/engine/timeEngine.ts';
import type { EventHub } from './services/events.ts';
import { createBackup } from './services/files/backup.ts';
import { createFileImport } from './services/files/fileImport.ts';
import { createSliceExport } from './services/files/sliceExport.ts';
import { createHealthSync } from './services/health/healthSync.ts';
import { createTogglImports } from './services/history/togglImports.ts';
import { createGoals } from './services/reviews/goals.ts';
import { createRangeSummary } from './services/reviews/rangeSummary.ts';
import { createReviewMetrics } from './services/reviews/reviewMetrics.ts';
import { createReviews } from './services/reviews/reviews.ts';
import { taskTimes } from './services/reviews/taskTimes.ts';
import { createTasks } from './services/tasks/tasks.ts';
import type { SealKey } from './services/toggl/sealKey.ts';
import { createAdoptRunning } from './services/toggl/togglAdopt.ts';
import { createTogglConnecting } from './services/toggl/togglConnection.ts';
import { createTogglProjection } from './services/toggl/togglProjection.ts';
import { createTogglProjects } from './services/toggl/togglProjects.ts';
import { createTogglRefresh } from './services/toggl/togglRefresh.ts';
import { createTogglWarnings } from './services/toggl/togglWarnings.ts';
import { createAnswerAllWarnings } from './services/toggl/togglWarningsAll.ts';
import { createTogglWebhooks } from './services/toggl/togglWebhooks.ts';

type Given = OuterWorld &
  Readonly<{ config: Config; logger: Readonly<{ warn(message: string): void }> }>;

type Composed = Readonly<{
  database: Database;
  engine: TimeEngine;
  live: LiveProjections;
  sealKey: (need: 'open' | 'make') => Promise<SealKey>;
  events: EventHub;
  trouble: string | null;
  accountId: string;
}>;

export function composeServices(options: Given, composed: Composed) {
  const { config, now, newId, newSecret, timers } = options;
  const { database, engine, live, events, trouble } = composed;
  const parts = { database, now, newId };
  const debounceMs = config.workModeDebounceMs;
  const projection = createTogglProjection({
    database,
    now,
    debounceMs,
    health: config.toggl.health,
    live: live.current,
    trouble: () => trouble,
  });
  const { mergePrice, changesPrice, readProjects, createProject } = projection;
  const categories = createCategories({ ...parts, mergePrice, categoryUsers });
  const tasks = createTasks(parts);
  const favorites = createFavorites(parts);
  const warnings = createTogglWarnings(parts);
  const projects = createTogglProjects({ ...parts, categories, readProjects, createProject });
  const imports = createTogglImports({
    ...parts,
    timers,
    live: () => live.current()?.wakeup ?? null,
  });
  const { sleepCategories } = config.meanings;
  const dayClose = createDayClose({ ...parts, changesPrice, sleepCategories });
  const services = { engine, tasks, favorites, categories, warnings, imports, projects, dayClose };
  const taps = createTapServices({ ...parts, newSecret });
  const causes = createCauses(parts);
  const commands = createCommandThenNudge({
    ...services,
    ...taps,
    causes,
    syncHealth: healthSync(options, database),
    importFile: createFileImport(parts),
    ...togglCommands(options, composed, projection),
    projection,
    announce: events.announce,
  });
  const heldStartsWakeup = wakeHeldStarts(options, composed, commands);
  return {
    ...services,
    ...taps,
    causes,
    account: createAccountSettings({ ...parts, defaults: config.days }),
    ...accessServices(options, database),
    heldStartsWakeup,
    ...reviewServices(options, database),
    commands,
    sliceExport: createSliceExport({ database }),
    backup: createBackup(database),
    toggl: projection,
    webhooks: createTogglWebhooks({
      ...parts,
      publicUrl: config.publicUrl,
      subscribe: async (wanted) => (await live.current()?.subscribe(wanted)) ?? noToggl,
      nudge: projection.syncHistory,
    }),
    webhookSecret: () => live.current()?.webhookSecret ?? null,
  };
}

function togglCommands(
  { config, now, newId, randomBytes }: Given,
  { database, sealKey, live }: Composed,
  { findRunning, refreshPrice }: ReturnType<typeof createTogglProjection>,
) {
  const parts = { database, now, newId };
  const isTokenInSettings = config.toggl.apiToken !== null;
  return {
    answerAll: createAnswerAllWarnings(parts),
    adopt: createAdoptRunning({ ...parts, findRunning }),
    refresh: createTogglRefresh({ ...parts, price: refreshPrice }),
    connecting: createTogglConnecting({ ...parts, isTokenInSettings, sealKey, randomBytes, live }),
  };
}

/** Looks after each command, and when a rule lets go by itself; nobody has to call it. */
function wakeHeldStarts(
  { now, timers, logger }: Given,
  { accountId, events }: Composed,
  { takeUpHeld }: Pick<Commands, 'takeUpHeld'>,
) {
  const look = async (): Promise<Look> => {
    const taken = await takeUpHeld(accountId);
    const wakeAt = taken.kind === 'done' ? taken.wakeAt : null;
    return wakeAt === null ? settled : { kind: 'wake', at: wakeAt };
  };
  const onFault = (fault: unknown) =>
    logger.warn(`Starts that were held back could not be looked at: ${String(fault)}`);
  const wakeup = createWakeup({ look, now, timers, onFault });
  events.subscribe(accountId, ({ kind }) => {
    if (kind === 'slices' || kind === 'rules') wakeup.nudge(0);
  });
  return wakeup;
}

function accessServices({ logger, ...world }: Given, database: Database) {
  const { now, newId, newSecret } = world;
  const onFault = (fault: unknown) =>
    logger.warn(`When a token was last used could not be written: ${String(fault)}`);
  const parts = { database, now, newId, newSecret, hashSecret };
  return { tokens: createApiTokens({ ...parts, onFault }), sessions: createSessions(parts) };
}

function healthSync({ config, now, newId }: Given, database: Database) {
  const { meanings, health } = config;
  const [sleep] = meanings.sleepCategories;
  invariant(sleep, 'a setting of names holds one');
  return createHealthSync({
    ...{ database, now, newId },
    rankOf: rankBy(health.sourcePriority),
    categoryNames: { sleep, workout: health.workoutCategory },
  });
}

function reviewServices({ config, now, newId }: Given, database: Database) {
  const parts = { database, now, newId };
  const metrics = createReviewMetrics({ ...parts, names: config.meanings, tasks: taskTimes });
  const summaryOf = createRangeSummary({ ...parts, tasks: taskTimes });
  const reviews = createReviews({ ...parts, metrics });
  return { metrics, summaryOf, reviews, goals: createGoals(parts) };
}

const noToggl = { kind: 'failed' as const, reason: 'no token is set' };

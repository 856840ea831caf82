/**
 * Puts the program together. Clock, chance, timers, network and environment enter here and
 * nowhere else; tests give their own in place of `realWorld`.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { openDatabase } from './db/database.ts';
import { hashSecret } from './http/auth.ts';
import type { FaultLog } from './http/errors.ts';
import type { HttpApp } from './http/httpApp.ts';
import { defaultRequestsPerMinute } from './http/rateLimit.ts';
import { createCategories } from './services/categories.ts';
import { createCommandThenNudge } from './services/commandThenNudge.ts';
import { ensureOwner } from './services/owner.ts';
import { createTimeEngine } from './services/timeEngine.ts';
import { createTogglProjection } from './services/togglProjection.ts';

type World = Readonly<{
  now: () => number;
  newId: () => string;
  newSecret: () => string;
}>;

export const realWorld: World = {
  now: () => Date.now(),
  newId: () => randomUUID(),
  newSecret: () => randomBytes(32).toString('base64url'),
};

export type Composition = Readonly<{
  app: HttpApp;
  /** Made because there was none; null at every later start. Shown once, stored nowhere. */
  madeSecret: string | null;
  /** Answers the address it listens on. */
  start(): Promise<string>;
  /** Finishes the calls in flight, then lets go of the database. */
  stop(): Promise<void>;
}>;

export type ComposeOptions = World & Readonly<{ config: Config; logger: FaultLog }>;

export async function compose(options: ComposeOptions): Promise<Composition> {
  const { config, logger, now, newId, newSecret } = options;
  const database = await openDatabase(config.databaseUrl);
  const freshSecret = newSecret();
  const days = { timeZone: config.timeZone, dayStartMinutes: config.dayStartMinutes };
  const owner = await ensureOwner(database, {
    ...days,
    secretHash: config.apiSecret === null ? null : hashSecret(config.apiSecret),
    freshSecretHash: hashSecret(freshSecret),
    now: now(),
  });
  const engine = createTimeEngine({ database, now, newId });
  const categories = createCategories({ database, now, newId });
  const projection = createTogglProjection({
    database,
    now,
    debounceMs: config.workModeDebounceMs,
    live: null,
  });
  const app = await createApp({
    commands: createCommandThenNudge({ engine, categories, projection }),
    engine,
    categories,
    toggl: projection,
    days,
    tokens: [owner],
    log: logger,
    settings: { ...config, requestsPerMinute: defaultRequestsPerMinute },
  });
  return {
    app,
    madeSecret: owner.secretHash === hashSecret(freshSecret) ? freshSecret : null,
    start: () => app.listen({ port: config.port, host: config.host }),
    stop: async () => {
      await app.close();
      await database.close();
    },
  };
}

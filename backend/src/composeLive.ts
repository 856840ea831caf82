/** Makes the projections that run, each with the one client and governor of its Toggl user. */
import { createTogglClient } from '../../toggl/client.ts';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import { hashSecret } from './http/auth.ts';
import type { FaultLog } from './http/errors.ts';
import { webhookSecretFrom } from './http/webhookSignature.ts';
import type { OuterWorld } from './outerWorld.ts';
import { createGovernor } from './projection/governor.ts';
import { createLiveProjections, type LiveProjections } from './projection/liveProjection.ts';
import type { Announce } from './services/events.ts';
import { createHistoryIntake } from './services/history/historyIntake.ts';
import { createTimeryEdits } from './services/toggl/timeryEdits.ts';
import { quotaOf } from './services/toggl/togglStatus.ts';
import type { Buckets } from './store/togglBuckets.ts';

export type Log = FaultLog & Readonly<{ warn(message: string): void; info(message: string): void }>;

type Given = OuterWorld & Readonly<{ config: Config; logger: Log }>;

type Projected = Readonly<{
  database: Database;
  accountId: string;
  announce: Announce;
}>;

export function liveProjections(
  options: Given,
  { database, accountId, announce }: Projected,
): LiveProjections {
  const { config, logger, now, random, newId, timers, transport } = options;
  const { apiUrl: baseUrl, reserve, timeryEdits: policy, projectMaking } = config.toggl;
  const edits = createTimeryEdits({ database, now, newId, policy });
  const intake = createHistoryIntake({
    database,
    now,
    newId,
    overrides: config.toggl.importOverrides,
    announce: (event) => announce(accountId, event),
  });
  return createLiveProjections({
    accountId,
    database,
    now,
    newId,
    timers,
    reserve,
    projectMaking,
    debounceMs: config.workModeDebounceMs,
    health: config.toggl.health,
    hashToken: hashSecret,
    webhookSecretOf: (token) => config.toggl.webhookSecret ?? webhookSecretFrom(token),
    openGovernor: (token) => {
      const client = createTogglClient({ baseUrl, token, transport, now });
      const onSpent = (buckets: Buckets) =>
        announce(accountId, { kind: 'quota', ...quotaOf(buckets, now()) });
      return createGovernor({ client, reserve, now, random, log: logger, onSpent });
    },
    takeEdits: async () => {
      const hasEdits = await edits.takeIn(accountId);
      const hasHistory = await intake.takeIn(accountId);
      if (hasEdits || hasHistory) announce(accountId, { kind: 'state' });
      return hasEdits || hasHistory;
    },
    onRest: () => announce(accountId, { kind: 'toggl' }),
    onFault: (fault) => logger.error({ fault }, 'The projection failed; it tries again.'),
  });
}

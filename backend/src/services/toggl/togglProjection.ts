/**
 * The projection as the rest of the program knows it: four nudges, what a person is told, and
 * three questions that are put to Toggl and waited for: its projects, a new one, and what runs.
 * The nudges hold no logic: they say what deserves a look and how urgent, are synchronous, never
 * throw, and may be lost (projection/wakeup.ts looks on its own).
 */
import type { z } from 'zod';
import type { togglCallsReply } from '../../../../contract/toggl.ts';
import type { Slice } from '../../../../core/engine/slice.ts';
import { type Asked, notConnected } from '../../../../core/projection/asked.ts';
import type { RefreshPrice } from '../../../../core/projection/refresh.ts';
import { formatInstant } from '../../../../core/time/instant.ts';
import type { WriteTransaction } from '../../db/transaction.ts';
import { changesPrice, type Priced } from '../../projection/changesPrice.ts';
import { listTogglCalls } from '../../store/togglCalls.ts';
import type { TogglProject } from '../../store/togglProjects.ts';
import { openTogglWarnings } from '../../store/togglWarnings.ts';
import { type Merging, priceOfMerge, priceOfRefresh } from './togglPrices.ts';
import { type Running, readStatus, type Status, type StatusOptions } from './togglStatus.ts';

type Summary = Pick<Status, 'connected' | 'pending' | 'held' | 'parked' | 'lastError'> &
  Readonly<{ warnings: number }>;

type TogglProjection = Readonly<{
  syncPrimaryStart: (accountId: string, slice: Slice) => void;
  syncPrimaryStop: (accountId: string, slice: Slice) => void;
  syncWorkModeTags: (accountId: string, primary: Slice | null, workMode: Slice | null) => void;
  /** One call for each two hundred projects. */
  readProjects: () => Promise<Asked<readonly TogglProject[]>>;
  createProject: (name: string) => Promise<Asked<TogglProject>>;
  syncHistory: (accountId: string) => void;
  /** Reads once what runs in Toggl, if a call may be spent on it. */
  findRunning: () => Promise<'asked' | 'not-connected'>;
  status: (accountId: string) => Promise<Status>;
  /** What of the status is worth telling each time it changes. */
  summary: (accountId: string) => Promise<Summary>;
  calls: (accountId: string, limit: number) => Promise<z.output<typeof togglCallsReply>>;
  /** What it would cost to bring past entries to the name and project of their category. */
  refreshPrice: (accountId: string, categoryId: string) => Promise<RefreshPrice>;
  /** What it would cost to have them follow slices that go into another category. */
  mergePrice: (accountId: string, merging: Merging) => Promise<RefreshPrice>;
  /** What the changes of a transaction would cost; only in one that is rolled back. */
  changesPrice: (tx: WriteTransaction, priced: Priced) => Promise<number>;
}>;

export function createTogglProjection(options: StatusOptions): TogglProjection {
  const { database, live, debounceMs } = options;
  return {
    syncPrimaryStart: () => live()?.wakeup.nudge(0),
    syncPrimaryStop: () => live()?.wakeup.nudge(0),
    // Automations fire in bursts: the tag is looked at once they have stood still.
    syncWorkModeTags: () => live()?.wakeup.nudge(debounceMs),
    readProjects: () => ask(live(), ({ projection }) => projection.readProjects()),
    createProject: (name) => ask(live(), ({ projection }) => projection.createProject(name)),
    syncHistory: () => live()?.wakeup.nudge(0),
    findRunning: async () => {
      const running = live();
      if (running === null) return 'not-connected';
      running.projection.askRunning();
      running.wakeup.nudge(0);
      await running.wakeup.whenIdle();
      return 'asked';
    },
    status: (accountId) => readStatus(options, accountId),
    summary: async (accountId) => {
      const { connected, pending, held, parked, lastError } = await readStatus(options, accountId);
      const warnings = (await openTogglWarnings(database.reader, accountId)).length;
      return { connected, pending, held, parked, lastError, warnings };
    },
    calls: async (accountId, limit) => {
      const calls = await listTogglCalls(database.reader, accountId, limit);
      return calls.map(({ outcome: _, ...call }) => ({ ...call, at: formatInstant(call.at) }));
    },
    refreshPrice: (accountId, categoryId) =>
      priceOfRefresh(options, accountId, { categoryId, intoId: undefined }),
    mergePrice: (accountId, merging) => priceOfMerge(options, accountId, merging),
    changesPrice: (tx, priced) => changesPrice(tx, priced, options),
  };
}

/** A person waits for it, so the look that does it comes now. */
function ask<Value>(
  live: Running | null,
  work: (live: Running) => Promise<Asked<Value>>,
): Promise<Asked<Value>> {
  if (live === null) return Promise.resolve(notConnected);
  const asked = work(live);
  live.wakeup.nudge(0);
  return asked;
}

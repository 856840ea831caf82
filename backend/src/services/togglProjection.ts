/**
 * The projection as the rest of the program knows it: three nudges, and what a person is told.
 * The nudges hold no logic: they say what deserves a look and how urgent, are synchronous, never
 * throw, and may be lost (projection/wakeup.ts looks on its own). Nothing in here waits for Toggl.
 */
import type { z } from 'zod';
import type {
  togglCallsReply,
  togglStatusReply,
  togglWarningsReply,
} from '../../../contract/toggl.ts';
import type { Slice } from '../../../core/engine/slice.ts';
import type { BucketName } from '../../../core/projection/budget.ts';
import { isProjectable } from '../../../core/projection/desired.ts';
import { type Item, isPending, type World } from '../../../core/projection/plan.ts';
import { isHolding } from '../../../core/projection/warning.ts';
import { formatInstant } from '../../../core/time/instant.ts';
import type { Database } from '../db/database.ts';
import type { AccountProjection } from '../projection/accountProjection.ts';
import type { Wakeup } from '../projection/wakeup.ts';
import { offsetOf, readWorld } from '../projection/world.ts';
import { findAccount } from '../store/accounts.ts';
import { listTouchedSliceIds } from '../store/journal.ts';
import { findOpenSlice, findSlices } from '../store/slices.ts';
import { type Buckets, findBuckets } from '../store/togglBuckets.ts';
import { listTogglCalls } from '../store/togglCalls.ts';
import { findTogglConnection, type TogglConnection } from '../store/togglConnections.ts';
import { parkedLinks } from '../store/togglLinks.ts';
import { openTogglWarnings } from '../store/togglWarnings.ts';

type Status = z.output<typeof togglStatusReply>;

type TogglProjection = Readonly<{
  syncPrimaryStart: (accountId: string, slice: Slice) => void;
  syncPrimaryStop: (accountId: string, slice: Slice) => void;
  syncWorkModeTags: (accountId: string, primary: Slice | null, workMode: Slice | null) => void;
  status: (accountId: string) => Promise<Status>;
  calls: (accountId: string, limit: number) => Promise<z.output<typeof togglCallsReply>>;
  warnings: (accountId: string) => Promise<z.output<typeof togglWarningsReply>>;
}>;

type TogglProjectionOptions = Readonly<{
  database: Database;
  now: () => number;
  debounceMs: number;
  /** null when no token is set: the engine then runs alone. */
  live: Readonly<{ projection: AccountProjection; wakeup: Wakeup }> | null;
}>;

export function createTogglProjection(options: TogglProjectionOptions): TogglProjection {
  const { database, live, debounceMs } = options;
  return {
    syncPrimaryStart: () => live?.wakeup.nudge(0),
    syncPrimaryStop: () => live?.wakeup.nudge(0),
    // Automations fire in bursts: the tag is looked at once they have stood still.
    syncWorkModeTags: () => live?.wakeup.nudge(debounceMs),
    status: (accountId) => readStatus(options, accountId),
    calls: async (accountId, limit) => {
      const calls = await listTogglCalls(database.reader, accountId, limit);
      return calls.map(({ outcome: _, ...call }) => ({ ...call, at: formatInstant(call.at) }));
    },
    warnings: async (accountId) => {
      const warnings = await openTogglWarnings(database.reader, accountId);
      return warnings.map((warning) => ({
        ...warning,
        entryId: warning.entryId === null ? null : String(warning.entryId),
        at: formatInstant(warning.at),
        actions: [],
      }));
    },
  };
}

async function readStatus(options: TogglProjectionOptions, accountId: string): Promise<Status> {
  const connection = await findTogglConnection(options.database.reader, accountId);
  if (connection === null || options.live === null) return unconnected(options, accountId);
  const { reader } = options.database;
  const { now, debounceMs } = options;
  const world = await readWorld(reader, { connection, now: now(), debounceMs });
  const buckets = await findBuckets(reader, connection.togglUserId);
  const offsetMs = connection.clockOffset === null ? null : offsetOf(connection.clockOffset);
  return {
    connected: true,
    workspaceId: String(connection.workspaceId),
    clockOffsetMs: offsetMs,
    quota: quotaOf(buckets, now()),
    ...(await countSlices(options, connection, world)),
    lastError: options.live.projection.connectError() ?? connection.lastError,
    lastCallAt: formatNullable(connection.lastCallAt),
    lastImportAt: formatNullable(connection.lastImportAt),
  };
}

/** With a token that could not be used yet, what runs is still to come to Toggl. */
async function unconnected(
  { database, live }: TogglProjectionOptions,
  accountId: string,
): Promise<Status> {
  const running = await findOpenSlice(database.reader, { accountId, dimension: 'PRIMARY' });
  const isAwaited = live !== null && running !== null && isProjectable(running);
  const [lastCall] = await listTogglCalls(database.reader, accountId, 1);
  const unknown = { remaining: null, resetsAt: null };
  return {
    connected: false,
    workspaceId: null,
    clockOffsetMs: null,
    quota: { organization: unknown, user: unknown },
    pending: isAwaited ? 1 : 0,
    held: 0,
    parked: 0,
    parkedSlices: [],
    lastError: live?.projection.connectError() ?? null,
    lastCallAt: formatNullable(lastCall?.at ?? null),
    lastImportAt: null,
  };
}

/** Slices whose change the projection has not even taken in: they are not in Toggl either. */
async function countUnseen(
  options: TogglProjectionOptions,
  connection: TogglConnection,
  items: readonly Item[],
): Promise<number> {
  const { reader } = options.database;
  const { accountId, observedRevision } = connection;
  const account = await findAccount(reader, accountId);
  if (account === null || account.engineRevision === observedRevision) return 0;
  const touched = await listTouchedSliceIds(reader, accountId, observedRevision);
  const slices = await findSlices(reader, accountId, touched);
  const known = new Set(items.map(({ link }) => link.sliceId));
  const primaries = slices.filter(({ dimension }) => dimension === 'PRIMARY');
  return primaries.filter(({ id }) => !known.has(id)).length;
}

async function countSlices(
  options: TogglProjectionOptions,
  connection: TogglConnection,
  world: World,
) {
  const { reader } = options.database;
  const { accountId } = connection;
  const parked = await parkedLinks(reader, accountId);
  const warnings = await openTogglWarnings(reader, accountId);
  const held = new Set(warnings.filter(isHolding).map(({ sliceId }) => sliceId));
  const pending = world.items.filter(
    (item) => !held.has(item.link.sliceId) && isPending(item, connection.traits),
  );
  return {
    pending: pending.length + (await countUnseen(options, connection, world.items)),
    held: held.size,
    parked: parked.length,
    parkedSlices: parked.flatMap(({ sliceId, state }) =>
      state.kind === 'parked' ? [{ sliceId, reason: state.reason }] : [],
    ),
  };
}

/** A window that has passed tells nothing of the next one: its first reply does. */
function quotaOf(buckets: Buckets, now: number): Status['quota'] {
  const figures = (name: BucketName) => {
    const bucket = buckets[name];
    return bucket === null || now >= bucket.resetsAt
      ? { remaining: null, resetsAt: null }
      : { remaining: bucket.remaining, resetsAt: formatInstant(bucket.resetsAt) };
  };
  return { organization: figures('organization'), user: figures('user') };
}

function formatNullable(at: number | null): string | null {
  return at === null ? null : formatInstant(at);
}

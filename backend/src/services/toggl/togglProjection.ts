/**
 * The projection as the rest of the program knows it: three nudges, and what a person is told.
 * The nudges hold no logic: they say what deserves a look and how urgent, are synchronous, never
 * throw, and may be lost (projection/wakeup.ts looks on its own). Nothing in here waits for Toggl.
 */
import type { z } from 'zod';
import type { togglCallsReply, togglStatusReply } from '../../../../contract/toggl.ts';
import type { Slice } from '../../../../core/engine/slice.ts';
import { type Asked, notConnected } from '../../../../core/projection/asked.ts';
import type { BucketName } from '../../../../core/projection/budget.ts';
import { type HealthSending, isProjectable } from '../../../../core/projection/desired.ts';
import type { Link } from '../../../../core/projection/link.ts';
import { notesOf } from '../../../../core/projection/notes.ts';
import { isPending } from '../../../../core/projection/pending.ts';
import {
  noRefresh,
  type RefreshPrice,
  refreshing,
  refreshPrice,
} from '../../../../core/projection/refresh.ts';
import { shownRunning } from '../../../../core/projection/shown.ts';
import { isHolding } from '../../../../core/projection/warning.ts';
import type { Item, World } from '../../../../core/projection/world.ts';
import { formatInstant, formatInstantOrNull } from '../../../../core/time/instant.ts';
import type { Database } from '../../db/database.ts';
import type { WriteTransaction } from '../../db/transaction.ts';
import { changesPrice, type Priced } from '../../projection/changesPrice.ts';
import type { LiveProjection } from '../../projection/liveProjection.ts';
import { offsetOf, readItems, readWorld } from '../../projection/world.ts';
import { findAccount } from '../../store/accounts.ts';
import { listTouchedSliceIds } from '../../store/journal.ts';
import { findOpenSlice, findSlices } from '../../store/slices.ts';
import { type Buckets, findBuckets } from '../../store/togglBuckets.ts';
import { listTogglCalls } from '../../store/togglCalls.ts';
import { findTogglConnection, type TogglConnection } from '../../store/togglConnections.ts';
import { foreignEntries } from '../../store/togglForeign.ts';
import {
  countFrozenLinks,
  countWaitingLinks,
  parkedLinks,
  settledLinksOfCategory,
} from '../../store/togglLinks.ts';
import type { TogglProject } from '../../store/togglProjects.ts';
import { openTogglWarnings } from '../../store/togglWarnings.ts';

type Status = z.output<typeof togglStatusReply>;

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

type Merging = Readonly<{ categoryId: string; intoId: string }>;

type Running = Pick<LiveProjection, 'projection' | 'wakeup'>;

type TogglProjectionOptions = Readonly<{
  database: Database;
  now: () => number;
  debounceMs: number;
  health: HealthSending;
  /** null while nothing is connected: the engine then runs alone. */
  live: () => Running | null;
  /** Why what was connected before is not; null where there is no reason to tell. */
  trouble: () => string | null;
}>;

export function createTogglProjection(options: TogglProjectionOptions): TogglProjection {
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

const linksAtOnce = 500;

/** The entry that runs has its text changed by a call of its own. */
async function priceOfMerge(
  options: TogglProjectionOptions,
  accountId: string,
  merging: Merging,
): Promise<RefreshPrice> {
  const price = await priceOfRefresh(options, accountId, merging);
  const { reader } = options.database;
  const running = await findOpenSlice(reader, { accountId, dimension: 'PRIMARY' });
  const isConnected = (await findTogglConnection(reader, accountId)) !== null;
  const isRunning =
    running?.categoryId === merging.categoryId && isProjectable(running, options.health);
  if (!isConnected || !isRunning) return price;
  return { ...price, entries: price.entries + 1, calls: price.calls + 1 };
}

async function priceOfRefresh(
  { database: { reader }, debounceMs, health }: TogglProjectionOptions,
  accountId: string,
  { categoryId, intoId }: Readonly<{ categoryId: string; intoId: string | undefined }>,
): Promise<RefreshPrice> {
  const connection = await findTogglConnection(reader, accountId);
  if (connection === null) return noRefresh;
  const items: Item[] = [];
  let afterSliceId: string | undefined = '';
  while (afterSliceId !== undefined) {
    const page = { categoryId, afterSliceId, most: linksAtOnce };
    const links: readonly Link[] = await settledLinksOfCategory(reader, connection, page);
    const asked = { connection, debounceMs, health, categoryId: intoId };
    items.push(...(await readItems(reader, links.map(refreshing), asked)));
    afterSliceId = links.at(-1)?.sliceId;
  }
  return refreshPrice(items, connection.traits);
}

/** Looked at one by one; of a longer backlog the rest is taken to be pending. */
const mostCounted = 500;

async function readStatus(options: TogglProjectionOptions, accountId: string): Promise<Status> {
  const connection = await findTogglConnection(options.database.reader, accountId);
  const live = options.live();
  if (connection === null || live === null) return unconnected(options, accountId);
  const { reader } = options.database;
  const { now, debounceMs, health } = options;
  const known = { connection, now: now(), debounceMs, health, mostWaiting: mostCounted };
  const { world, isCut } = await readWorld(reader, known);
  const unread = isCut ? (await countWaitingLinks(reader, connection)) - mostCounted : 0;
  const buckets = await findBuckets(reader, connection.togglUserId);
  const counted = await countSlices(options, connection, { world, unread });
  const offsetMs = connection.clockOffset === null ? null : offsetOf(connection.clockOffset);
  return {
    connected: true,
    userName: connection.userName,
    workspaceId: String(connection.workspaceId),
    workspaceName: workspaceNameOf(connection),
    clockOffsetMs: offsetMs,
    quota: quotaOf(buckets, now()),
    ...(await readRunning(options, connection, { world, ...counted })),
    ...counted.slices,
    notes: [
      ...notesOf({
        now: now(),
        reserve: live.projection.reserve,
        buckets,
        pending: counted.slices.pending,
        foreignRunning: world.foreignRunning,
        isAnotherCompassTold: counted.warnings.some(({ kind }) => kind === 'another-compass'),
        isUnserved: connection.traits.isUnserved === true,
        frozenSlices: await countFrozenLinks(reader, connection),
      }),
    ],
    lastError: live.projection.error() ?? connection.lastError,
    lastCallAt: formatInstantOrNull(connection.lastCallAt),
    lastImportAt: formatInstantOrNull(connection.lastImportAt),
  };
}

function workspaceNameOf({ workspaceId, workspaces }: TogglConnection): string | null {
  return workspaces.find(({ id }) => id === workspaceId)?.name ?? null;
}

/** With a token that could not be used yet, what runs is still to come to Toggl. */
async function unconnected(
  { database, live, trouble, health }: TogglProjectionOptions,
  accountId: string,
): Promise<Status> {
  const running = await findOpenSlice(database.reader, { accountId, dimension: 'PRIMARY' });
  const isAwaited = live() !== null && running !== null && isProjectable(running, health);
  const [lastCall] = await listTogglCalls(database.reader, accountId, 1);
  const unknown = { remaining: null, resetsAt: null };
  return {
    connected: false,
    userName: null,
    workspaceId: null,
    workspaceName: null,
    clockOffsetMs: null,
    quota: { organization: unknown, user: unknown },
    running: null,
    isRunningRight: running === null,
    pending: isAwaited ? 1 : 0,
    held: 0,
    parked: 0,
    parkedSlices: [],
    notes: [],
    lastError: live()?.projection.error() ?? trouble(),
    lastCallAt: formatInstantOrNull(lastCall?.at ?? null),
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
  { world, unread }: Readonly<{ world: World; unread: number }>,
) {
  const { reader } = options.database;
  const { accountId } = connection;
  const parked = await parkedLinks(reader, accountId);
  const warnings = await openTogglWarnings(reader, accountId);
  const held = new Set(warnings.filter(isHolding).map(({ sliceId }) => sliceId));
  const pending = world.items.filter(
    (item) => !held.has(item.link.sliceId) && isPending(item, connection.traits),
  );
  const unseen = await countUnseen(options, connection, world.items);
  const slices = {
    pending: pending.length + unread + unseen,
    held: held.size,
    parked: parked.length,
    parkedSlices: parked.flatMap(({ sliceId, state }) =>
      state.kind === 'parked' ? [{ sliceId, reason: state.reason }] : [],
    ),
  };
  return { slices, warnings, held, unseen };
}

type Counted = Readonly<{ world: World; held: ReadonlySet<string | null>; unseen: number }>;

/** What Timery shows, told from what replies have told: nothing is asked for it. */
async function readRunning(
  { database }: TogglProjectionOptions,
  { accountId, traits }: TogglConnection,
  { world, held, unseen }: Counted,
): Promise<Pick<Status, 'running' | 'isRunningRight'>> {
  const foreignRunning = await foreignEntries(database.reader, accountId);
  const { items } = world;
  const { entry, isRight } = shownRunning({ items, foreignRunning, traits, held, unseen });
  if (entry === null) return { running: null, isRunningRight: isRight };
  const { description, startSecond, sliceId } = entry;
  const start = formatInstant(startSecond * 1000);
  return { running: { description, start, sliceId }, isRunningRight: isRight };
}

/** A window that has passed tells nothing of the next one: its first reply does. */
export function quotaOf(buckets: Buckets, now: number): Status['quota'] {
  const figures = (name: BucketName) => {
    const bucket = buckets[name];
    return bucket === null || now >= bucket.resetsAt
      ? { remaining: null, resetsAt: null }
      : { remaining: bucket.remaining, resetsAt: formatInstant(bucket.resetsAt) };
  };
  return { organization: figures('organization'), user: figures('user') };
}

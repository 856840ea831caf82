/**
 * What a person is told of the projection: what Toggl shows and whether that is right, what is
 * still to be sent, and what is left of the quota. Read from our own rows; Toggl is asked nothing.
 */
import type { z } from 'zod';
import type { togglStatusReply } from '../../../../contract/toggl.ts';
import { type BucketName, organizationBucket } from '../../../../core/projection/budget.ts';
import { offsetMs } from '../../../../core/projection/clockOffset.ts';
import { type HealthSending, isProjectable } from '../../../../core/projection/desired.ts';
import { notesOf } from '../../../../core/projection/notes.ts';
import { isPending } from '../../../../core/projection/pending.ts';
import { shownRunning } from '../../../../core/projection/shown.ts';
import { isHolding } from '../../../../core/projection/warning.ts';
import type { Item, World } from '../../../../core/projection/world.ts';
import { formatInstant, formatInstantOrNull } from '../../../../core/time/instant.ts';
import type { Database } from '../../db/database.ts';
import type { ReadConnection } from '../../db/transaction.ts';
import type { LiveProjection } from '../../projection/liveProjection.ts';
import { readWorld } from '../../projection/world.ts';
import { findAccount } from '../../store/accounts.ts';
import { listTouchedSliceIds } from '../../store/journalSince.ts';
import { findSlices } from '../../store/slices.ts';
import { findOpenSlice } from '../../store/timeline.ts';
import { type Buckets, findBuckets } from '../../store/togglBuckets.ts';
import { listTogglCalls } from '../../store/togglCalls.ts';
import { findTogglConnection, type TogglConnection } from '../../store/togglConnections.ts';
import { foreignEntries } from '../../store/togglForeign.ts';
import { lastFinishedImport } from '../../store/togglImports.ts';
import { countFrozenLinks, countWaitingLinks, parkedLinks } from '../../store/togglLinks.ts';
import { openTogglWarnings } from '../../store/togglWarnings.ts';

export type Status = z.output<typeof togglStatusReply>;

export type Running = Pick<LiveProjection, 'projection' | 'wakeup'>;

export type StatusOptions = Readonly<{
  database: Database;
  now: () => number;
  debounceMs: number;
  health: HealthSending;
  /** null while nothing is connected: the engine then runs alone. */
  live: () => Running | null;
  /** Why what was connected before is not; null where there is no reason to tell. */
  trouble: () => string | null;
}>;

/** Looked at one by one; of a longer backlog the rest is taken to be pending. */
const mostCounted = 500;

export async function readStatus(options: StatusOptions, accountId: string): Promise<Status> {
  const connection = await findTogglConnection(options.database.reader, accountId);
  const live = options.live();
  if (connection === null || live === null) return unconnected(options, accountId);
  const { reader } = options.database;
  const { now, debounceMs, health } = options;
  const known = { connection, now: now(), debounceMs, health, mostWaiting: mostCounted };
  const { world, isCut } = await readWorld(reader, known);
  const unread = isCut ? (await countWaitingLinks(reader, connection)) - mostCounted : 0;
  const buckets = await bucketsOf(reader, connection);
  const counted = await countSlices(options, connection, { world, unread });
  const { clockOffset } = connection;
  return {
    connected: true,
    userName: connection.userName,
    workspaceId: String(connection.workspaceId),
    workspaceName: workspaceNameOf(connection),
    clockOffsetMs: clockOffset === null ? null : offsetMs(clockOffset),
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
        importError: await lastImportError(reader, accountId),
      }),
    ],
    lastError: live.projection.error() ?? connection.lastError,
    lastCallAt: formatInstantOrNull(connection.lastCallAt),
    lastImportAt: formatInstantOrNull(connection.lastImportAt),
  };
}

async function lastImportError(db: ReadConnection, accountId: string): Promise<string | null> {
  const last = await lastFinishedImport(db, accountId);
  return last?.state === 'failed' ? last.error : null;
}

async function bucketsOf(db: ReadConnection, connection: TogglConnection): Promise<Buckets> {
  const { togglUserId, workspaces, workspaceId } = connection;
  const known = await findBuckets(db, togglUserId);
  const organization = known.get(organizationBucket(workspaces, workspaceId)) ?? null;
  return { organization, user: known.get('user') ?? null };
}

function workspaceNameOf({ workspaceId, workspaces }: TogglConnection): string | null {
  return workspaces.find(({ id }) => id === workspaceId)?.name ?? null;
}

/** With a token that could not be used yet, what runs is still to come to Toggl. */
async function unconnected(
  { database, live, trouble, health }: StatusOptions,
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
  options: StatusOptions,
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
  options: StatusOptions,
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
  { database }: StatusOptions,
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

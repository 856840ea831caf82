/**
 * Learns once, in one call, whom the token belongs to, which workspace and projects there are and
 * what runs, and stores it: a restart costs no call, and nothing on the way of a start ever asks.
 */

import { isAwaited } from '../../../core/projection/awaited.ts';
import { offsetAfter } from '../../../core/projection/clockOffset.ts';
import { foreignOrigin, foreignRunningWarning } from '../../../core/projection/foreign.ts';
import { newLink } from '../../../core/projection/link.ts';
import { dueAfterReading } from '../../../core/projection/projectsDue.ts';
import { floorSecond } from '../../../core/time/instant.ts';
import type { Me } from '../../../toggl/me.ts';
import type { Outcome } from '../../../toggl/outcome.ts';
import type { TimeEntry } from '../../../toggl/timeEntry.ts';
import type { Database } from '../db/database.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';
import { findAccount } from '../store/accounts.ts';
import { listAllCategories } from '../store/categories.ts';
import { findOpenSlice } from '../store/timeline.ts';
import { listAdoptions } from '../store/togglAdoptions.ts';
import { saveBucket } from '../store/togglBuckets.ts';
import { recordTogglCall } from '../store/togglCalls.ts';
import {
  findLastTogglConnection,
  findOtherAccountOf,
  forgetDisconnected,
  lockTogglUser,
  saveTogglConnection,
  type TogglConnection,
  type TogglWorkspace,
} from '../store/togglConnections.ts';
import { forgetAllForeign, rememberForeign } from '../store/togglForeign.ts';
import { leaveImportsBehind } from '../store/togglImports.ts';
import { linksAtHand, linksOfEntries, linksOfSlices, saveLink } from '../store/togglLinks.ts';
import { replaceTogglProjects } from '../store/togglProjects.ts';
import { forgetHeld } from '../store/togglSeenEntries.ts';
import { raiseTogglWarning } from '../store/togglWarnings.ts';
import type { Governor, Spent } from './governor.ts';
import { rowOf } from './projects.ts';
import { readOwnTexts } from './world.ts';

export type ConnectOptions = Readonly<{
  accountId: string;
  database: Database;
  governor: Governor;
  now: () => number;
  newId: () => string;
  /** The one that was asked for, or null for the user's default. */
  workspaceId: number | null;
  tokenHash: string;
  /** Written in the transaction that stores the connection. */
  alongside?: (tx: WriteTransaction, connection: TogglConnection) => Promise<void>;
  /** Once nothing stands against it. */
  beforeStoring?: () => Promise<void>;
}>;

export type Connecting = Readonly<{ kind: 'connected'; connection: TogglConnection }> | Failed;

/** What a person has to mend before anything can be connected. */
type Failed = Readonly<{
  kind: 'failed';
  why: 'token' | 'workspace' | 'taken' | 'unavailable';
  reason: string;
  workspaces: readonly TogglWorkspace[];
}>;

export async function connect(options: ConnectOptions): Promise<Connecting> {
  const reason = 'connecting: user, workspace and projects in one call';
  const spent = await options.governor.readMe({ reason, sliceId: null, worth: 'running' });
  const { outcome } = spent.reply;
  if (outcome.kind !== 'ok') return unread(options, outcome, spent);
  const hurdle = await hurdleOf(options.database.reader, options, outcome.value);
  if (hurdle !== null) {
    await options.database.write((tx) => recordTogglCall(tx, options.accountId, spent.call));
    return hurdle;
  }
  await options.beforeStoring?.();
  return store(options, outcome.value, spent);
}

async function hurdleOf(
  db: ReadConnection,
  { accountId, workspaceId }: ConnectOptions,
  me: Me,
): Promise<Failed | null> {
  const other = await findOtherAccountOf(db, { togglUserId: me.userId, accountId });
  if (other !== null) return userTaken;
  const isKnown = workspaceId === null || me.workspaces.some(({ id }) => id === workspaceId);
  return isKnown ? null : workspaceUnknown(workspaceId, me.workspaces);
}

async function unread(
  options: ConnectOptions,
  outcome: Exclude<Outcome<Me>, { kind: 'ok' }>,
  spent: Spent<Me>,
): Promise<Failed> {
  await options.database.write((tx) => recordTogglCall(tx, options.accountId, spent.call));
  const why = outcome.kind === 'unauthorised' ? 'token' : 'unavailable';
  return { kind: 'failed', why, reason: outcome.reason, workspaces: [] };
}

function store(options: ConnectOptions, me: Me, spent: Spent<Me>): Promise<Connecting> {
  const { accountId, database } = options;
  return database.write(async (tx) => {
    await recordTogglCall(tx, accountId, spent.call);
    // Again: another account may have connected meanwhile.
    await lockTogglUser(tx, me.userId);
    const hurdle = await hurdleOf(tx, options, me);
    if (hurdle !== null) return hurdle;
    const now = options.now();
    const last = await findLastTogglConnection(tx, accountId);
    const since = last?.togglUserId === me.userId ? last : null;
    const connection = await connectionOf(tx, options, { me, spent, since, now });
    const disowned = await forgetDisconnected(tx, connection);
    const isOther = last !== null && since === null;
    for (const id of isOther ? [...disowned, accountId] : disowned) {
      await leaveHistoryBehind(tx, id);
    }
    await saveTogglConnection(tx, connection);
    await storeResources(tx, connection, { me, spent, newId: options.newId, now });
    await options.alongside?.(tx, connection);
    return { kind: 'connected', connection };
  });
}

/** Of the user before; what was seen and is not held is taken in all the same. */
async function leaveHistoryBehind(tx: WriteTransaction, accountId: string): Promise<void> {
  await leaveImportsBehind(tx, accountId);
  await forgetHeld(tx, accountId);
}

const userTaken: Failed = {
  kind: 'failed',
  why: 'taken',
  reason:
    'This Toggl user is connected with another account here, and two would undo each other. ' +
    'Disconnect it there first.',
  workspaces: [],
};

function workspaceUnknown(workspaceId: number, workspaces: readonly TogglWorkspace[]): Failed {
  const known = workspaces.map(({ id, name }) => `${id} (${name})`).join(', ');
  return {
    kind: 'failed',
    why: 'workspace',
    reason: `The workspace ${workspaceId} is not of this Toggl user. Choose one of ${known}.`,
    workspaces: workspaces.map(({ id, name }) => ({ id, name })),
  };
}

type Known = Readonly<{
  me: Me;
  spent: Spent<Me>;
  /** The last connection, where it was of this user. */
  since: TogglConnection | null;
  now: number;
}>;

/** Another token or workspace of the same user goes on where the last one was. */
async function connectionOf(
  tx: WriteTransaction,
  options: ConnectOptions,
  { me, spent, since, now }: Known,
): Promise<TogglConnection> {
  const { accountId } = options;
  const account = await findAccount(tx, accountId);
  const revision = account?.engineRevision ?? 0;
  // What was recorded while it was disconnected on purpose was closed when it is connected again.
  const unbroken = since?.disconnectedAt === null ? since : null;
  return {
    accountId,
    togglUserId: me.userId,
    userName: me.name,
    workspaceId: options.workspaceId ?? me.defaultWorkspaceId,
    tokenHash: options.tokenHash,
    connectedAt: unbroken?.connectedAt ?? now,
    connectedRevision: unbroken?.connectedRevision ?? revision,
    observedRevision: since?.observedRevision ?? revision,
    clockOffset: offsetAfter(null, spent.reply),
    idleCheck: null,
    traits: since?.traits ?? { areTagActionsTrusted: true },
    lastCallAt: spent.call.at,
    lastError: null,
    lastImportAt: since?.lastImportAt ?? null,
    workspaces: me.workspaces.map(({ id, name, organizationId }) => ({ id, name, organizationId })),
    projectsDueAt: dueAfterReading(now),
    disconnectedAt: null,
  };
}

type Learnt = Readonly<{ me: Me; spent: Spent<Me>; newId: () => string; now: number }>;

async function storeResources(
  tx: WriteTransaction,
  connection: TogglConnection,
  { me, spent, newId, now }: Learnt,
): Promise<void> {
  const { accountId, togglUserId, workspaceId } = connection;
  if (spent.bucket !== null) {
    await saveBucket(tx, { togglUserId, key: 'user', bucket: spent.bucket, now });
  }
  const projects = me.projects.filter((project) => project.workspaceId === workspaceId);
  await replaceTogglProjects(tx, accountId, projects.map(rowOf));
  await linkRunningSlice(tx, connection, now);
  await rememberRunning(tx, connection, { entries: me.timeEntries, newId, now });
}

type Running = Readonly<{ entries: readonly TimeEntry[]; newId: () => string; now: number }>;

/** What runs without a link is foreign, also where it carries our mark. */
async function rememberRunning(
  tx: WriteTransaction,
  connection: TogglConnection,
  { entries, newId, now }: Running,
): Promise<void> {
  const { accountId } = connection;
  await forgetAllForeign(tx, accountId);
  const running = entries.find((entry) => entry.stopSecond === null);
  if (running === undefined) return;
  const ours = await linksOfEntries(tx, accountId, [running.id]);
  const atHand = await linksAtHand(tx, connection);
  if (ours.length > 0 || isAwaited(running, atHand)) return;
  const categories = await listAllCategories(tx, accountId);
  const ownTexts = await readOwnTexts(tx, accountId, categories);
  const adoptions = await listAdoptions(tx, accountId);
  const origin = foreignOrigin(running, {
    isOwnText: (text) => ownTexts.includes(text),
    givenBackIds: new Set(adoptions.map(({ entry }) => entry.id)),
  });
  await rememberForeign(tx, accountId, { entry: { ...running, entryId: running.id, origin }, now });
  const warning = foreignRunningWarning({ ...running, origin });
  if (warning !== null)
    await raiseTogglWarning(tx, accountId, { ...warning, id: newId(), at: now });
}

/** What runs now is projected although it began before; what is closed already never is. */
async function linkRunningSlice(
  tx: WriteTransaction,
  connection: TogglConnection,
  now: number,
): Promise<void> {
  const { accountId, togglUserId, workspaceId } = connection;
  const running = await findOpenSlice(tx, { accountId, dimension: 'PRIMARY' });
  if (running === null) return;
  const [known] = await linksOfSlices(tx, accountId, [running.id]);
  if (known !== undefined) return;
  const link = newLink({ sliceId: running.id, togglUserId, workspaceId });
  const startSecond = floorSecond(running.startAt);
  await saveLink(tx, { accountId, link, isSettled: false, startSecond, now });
}

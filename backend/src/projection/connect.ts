/**
 * Learns once, in one call, whom the token belongs to, which workspace and projects there are and
 * what runs, and stores it: a restart costs no call, and nothing on the way of a start ever asks.
 */
import { foldName } from '../../../core/engine/category.ts';
import { type ClockOffset, narrowOffset } from '../../../core/projection/clockOffset.ts';
import { foreignOrigin, foreignRunningWarning } from '../../../core/projection/foreign.ts';
import { newLink } from '../../../core/projection/link.ts';
import { isAwaited } from '../../../core/projection/observation.ts';
import type { Me } from '../../../toggl/me.ts';
import type { Outcome } from '../../../toggl/outcome.ts';
import type { TimeEntry } from '../../../toggl/timeEntry.ts';
import type { Database } from '../db/database.ts';
import type { WriteTransaction } from '../db/transaction.ts';
import { findAccount } from '../store/accounts.ts';
import { listCategories } from '../store/categories.ts';
import { findOpenSlice } from '../store/slices.ts';
import { saveBucket } from '../store/togglBuckets.ts';
import { recordTogglCall } from '../store/togglCalls.ts';
import {
  findTogglConnection,
  saveTogglConnection,
  type TogglConnection,
} from '../store/togglConnections.ts';
import { forgetAllForeign, rememberForeign } from '../store/togglForeign.ts';
import { linksAtHand, linksOfEntries, linksOfSlices, saveLink } from '../store/togglLinks.ts';
import { replaceTogglProjects } from '../store/togglProjects.ts';
import { raiseTogglWarning } from '../store/togglWarnings.ts';
import type { Governor, Spent } from './governor.ts';

type ConnectOptions = Readonly<{
  accountId: string;
  database: Database;
  governor: Governor;
  now: () => number;
  newId: () => string;
  /** The one of the settings, or null for the user's default. */
  workspaceId: number | null;
  tokenHash: string;
}>;

type Connecting =
  | Readonly<{ kind: 'connected'; connection: TogglConnection }>
  | Readonly<{ kind: 'wait'; until: number }>
  | Readonly<{ kind: 'failed'; reason: string }>;

export async function connect(options: ConnectOptions): Promise<Connecting> {
  const allowed = options.governor.permit({ worth: 'running', bucket: 'user' });
  if (allowed.kind === 'wait') return allowed;
  const reason = 'connecting: user, workspace and projects in one call';
  const spent = await options.governor.readMe({ reason, sliceId: null, worth: 'running' });
  const { outcome } = spent.reply;
  const failure = failureOf(outcome, options.workspaceId);
  if (failure !== null || outcome.kind !== 'ok') {
    await options.database.write((tx) => recordTogglCall(tx, options.accountId, spent.call));
    return { kind: 'failed', reason: failure ?? '' };
  }
  const connection = await store(options, outcome.value, spent);
  return { kind: 'connected', connection };
}

/** What a person has to mend before anything can be connected, or null. */
function failureOf(outcome: Outcome<Me>, workspaceId: number | null): string | null {
  if (outcome.kind !== 'ok') return outcome.reason;
  const me = outcome.value;
  if (workspaceId === null || me.workspaces.some(({ id }) => id === workspaceId)) return null;
  const known = me.workspaces.map(({ id, name }) => `${id} (${name})`).join(', ');
  return `TOGGL_WORKSPACE_ID ${workspaceId} is not of this Toggl user. Choose one of ${known}.`;
}

function store(options: ConnectOptions, me: Me, spent: Spent<Me>): Promise<TogglConnection> {
  const { accountId, database } = options;
  const now = options.now();
  return database.write(async (tx) => {
    const account = await findAccount(tx, accountId);
    const revision = account?.engineRevision ?? 0;
    const known = await findTogglConnection(tx, accountId);
    // Another token or workspace of the same user goes on where the last one was.
    const since = known?.togglUserId === me.userId ? known : null;
    const connection: TogglConnection = {
      accountId,
      togglUserId: me.userId,
      workspaceId: options.workspaceId ?? me.defaultWorkspaceId,
      tokenHash: options.tokenHash,
      connectedAt: since?.connectedAt ?? now,
      connectedRevision: since?.connectedRevision ?? revision,
      observedRevision: since?.observedRevision ?? revision,
      clockOffset: offsetIn(spent.reply),
      idleCheck: null,
      traits: since?.traits ?? { areTagActionsTrusted: true },
      lastCallAt: spent.call.at,
      lastError: null,
      lastImportAt: since?.lastImportAt ?? null,
    };
    await saveTogglConnection(tx, connection);
    await recordTogglCall(tx, accountId, spent.call);
    await storeResources(tx, connection, { me, spent, newId: options.newId, now });
    return connection;
  });
}

function offsetIn({ serverDateAt, sentAt, receivedAt }: Spent<Me>['reply']): ClockOffset | null {
  if (serverDateAt === null) return null;
  return narrowOffset(null, { sentAt, receivedAt, dateAt: serverDateAt });
}

type Learnt = Readonly<{ me: Me; spent: Spent<Me>; newId: () => string; now: number }>;

async function storeResources(
  tx: WriteTransaction,
  connection: TogglConnection,
  { me, spent, newId, now }: Learnt,
): Promise<void> {
  const { accountId, togglUserId, workspaceId } = connection;
  if (spent.bucket !== null) {
    await saveBucket(tx, { togglUserId, name: 'user', bucket: spent.bucket, now });
  }
  const projects = me.projects.filter((project) => project.workspaceId === workspaceId);
  await replaceTogglProjects(
    tx,
    accountId,
    projects.map((project) => ({ ...project, foldedName: foldName(project.name) })),
  );
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
  const names = (await listCategories(tx, accountId)).map(({ name }) => name);
  const origin = foreignOrigin(running, (text) => names.includes(text));
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
  await saveLink(tx, { accountId, link, isSettled: false, now });
}

/**
 * Writes down what one call did, in one transaction: the call itself, the bucket, the links, the
 * warnings, what runs elsewhere. After a crash before this point the link is still `pending`, and
 * is looked up before anything is sent again.
 */
import { idleCheckAfter } from '../../../core/projection/afterReading.ts';
import { type BucketKey, bucketWhileAsking } from '../../../core/projection/budget.ts';
import { offsetAfter } from '../../../core/projection/clockOffset.ts';
import { dueAfterDoubt } from '../../../core/projection/projectsDue.ts';
import type { AfterStep } from '../../../core/projection/stepReply.ts';
import type { Database } from '../db/database.ts';
import type { WriteTransaction } from '../db/transaction.ts';
import { moveOwedProject } from '../store/togglAdoptions.ts';
import { saveBucket } from '../store/togglBuckets.ts';
import { recordTogglCall } from '../store/togglCalls.ts';
import { saveTogglConnection, type TogglConnection } from '../store/togglConnections.ts';
import {
  forgetForeign,
  markStopTried,
  rememberForeign,
  stillRunning,
} from '../store/togglForeign.ts';
import { markTogglProjectRefused } from '../store/togglProjects.ts';
import { rememberSeen } from '../store/togglSeenEntries.ts';
import { closeOffers, closeWarningsOfKind, raiseTogglWarning } from '../store/togglWarnings.ts';
import type { Governor, Spent } from './governor.ts';
import { recordImport } from './importing.ts';
import { recordLink } from './recordLink.ts';

type Spending = Readonly<{
  governor: Governor;
  key: BucketKey;
  togglUserId: number;
  now: number;
}>;

/** Before a call is on the wire: whoever starts after a crash takes it for spent. */
export async function commitSpending(
  tx: WriteTransaction,
  { governor, key, togglUserId, now }: Spending,
): Promise<void> {
  const bucket = governor.bucket(key);
  if (bucket === null) return;
  await saveBucket(tx, { togglUserId, key, bucket: bucketWhileAsking(bucket), now });
}

type Recording = Readonly<{
  connection: TogglConnection;
  spent: Spent<unknown>;
  bucketKey: BucketKey;
  after: AfterStep;
  /** Whether the look after a start from idle may be spent now. */
  mayCheckIdle: () => Promise<boolean>;
  now: number;
  togglSecond: number;
  newId: () => string;
  /** What an import read; absent where this served no import. */
  read: Omit<Parameters<typeof recordImport>[2], 'now' | 'togglSecond'> | null;
}>;

export async function record(database: Database, recording: Recording): Promise<void> {
  const { after, connection, now, togglSecond } = recording;
  const isCheckDue = after.isStartFromIdle && (await recording.mayCheckIdle());
  const kept = after.isIdleCheckDone ? null : connection.idleCheck;
  const idleCheck = isCheckDue ? idleCheckAfter({ now, togglSecond }) : kept;
  await database.write(async (tx) => {
    await recordTogglCall(tx, connection.accountId, recording.spent.call);
    await saveTogglConnection(tx, { ...connectionAfter(recording), idleCheck });
    await recordBucket(tx, recording);
    const refused = refusedProjectOf(recording);
    if (refused !== null) await markTogglProjectRefused(tx, connection.accountId, refused);
    const { read } = recording;
    if (read === null) return recordSeen(tx, recording);
    // An import puts down what lies in its range, and for a dry run keeps it apart.
    await recordSeen(tx, { ...recording, after: { ...after, history: [] } });
    await recordImport(tx, connection.accountId, { ...read, now, togglSecond });
  });
}

/** All that a sight of entries leaves behind, whoever showed them. */
export async function recordSeen(
  tx: WriteTransaction,
  seen: Pick<Recording, 'connection' | 'after' | 'now' | 'newId'>,
): Promise<void> {
  const { connection, after, now } = seen;
  const { accountId } = connection;
  for (const link of after.links) await recordLink(tx, accountId, { link, now });
  await recordWarnings(tx, seen);
  await recordForeign(tx, seen);
  const { history: entries } = after;
  await rememberSeen(tx, accountId, { entries, importId: null, isHeld: false, now });
}

type Sight = Parameters<typeof recordSeen>[1];

function connectionAfter(recording: Recording): TogglConnection {
  const { connection, spent, after } = recording;
  const { reply, call } = spent;
  const { outcome } = reply;
  const isAnswered = outcome.kind === 'ok' || outcome.kind === 'refused' || outcome.kind === 'plan';
  return {
    ...connection,
    clockOffset: offsetAfter(connection.clockOffset, reply),
    traits: {
      ...connection.traits,
      ...(after.areTagActionsDoubted ? { areTagActionsTrusted: false } : {}),
      ...(after.isUnserved === null ? {} : { isUnserved: after.isUnserved }),
      ...(after.finishedCreate === null ? {} : { finishedCreate: after.finishedCreate }),
    },
    projectsDueAt: projectsDueAfter(recording),
    lastCallAt: call.at,
    lastError: isAnswered ? null : outcome.reason,
  };
}

async function recordBucket(tx: WriteTransaction, recording: Recording): Promise<void> {
  const { spent, connection, bucketKey: key, now } = recording;
  if (spent.bucket === null) return;
  const { togglUserId } = connection;
  await saveBucket(tx, { togglUserId, key, bucket: spent.bucket, now });
}

async function recordWarnings(tx: WriteTransaction, recording: Sight): Promise<void> {
  const { connection, after, now, newId } = recording;
  if (after.isUnserved === false && connection.traits.isUnserved === true) {
    await closeWarningsOfKind(tx, connection.accountId, { kind: 'never-shown', now });
  }
  for (const draft of after.warnings) {
    await raiseTogglWarning(tx, connection.accountId, { ...draft, id: newId(), at: now });
  }
}

/** Remembered, so that not each start of the category asks for it in vain. */
function refusedProjectOf({ connection: { workspaceId }, spent, after }: Recording) {
  const draft = after.warnings.find(({ kind }) => kind === 'project-refused');
  const { outcome } = spent.reply;
  const projectId = draft?.ours?.projectId;
  if (outcome.kind !== 'refused' || typeof projectId !== 'number') return null;
  return { projectId, workspaceId, reason: outcome.reason };
}

/** What was known of them an hour ago may be wrong: Toggl refused one, or knows no such thing. */
function projectsDueAfter(recording: Recording): number | null {
  const { connection, spent, now } = recording;
  const { outcome, method } = spent.reply;
  const isLost = method === 'POST' && outcome.kind === 'refused' && outcome.status === 404;
  const isDoubted = isLost || refusedProjectOf(recording) !== null;
  return isDoubted ? dueAfterDoubt(connection.projectsDueAt, now) : connection.projectsDueAt;
}

async function recordForeign(tx: WriteTransaction, recording: Sight): Promise<void> {
  const { connection, after, now } = recording;
  await forgetForeign(tx, connection.accountId, after.foreignEndedIds);
  await closeOffers(tx, connection.accountId, { entryIds: after.foreignEndedIds, now });
  await markStopTried(tx, connection.accountId, after.foreignStopTriedIds);
  for (const owed of after.owedProjects) {
    await moveOwedProject(tx, connection.accountId, owed);
  }
  await stillRunning(tx, connection.accountId, { entryIds: after.foreignStillRunningIds, now });
  for (const { entry, origin } of after.foreignRunning) {
    const seen = { entry: { ...entry, entryId: entry.id, origin }, now };
    await rememberForeign(tx, connection.accountId, seen);
  }
}

/**
 * The projection of one account: one look after another brings Toggl to what the slices say.
 *
 *   look   take in what the engine changed → read the world → plan → the first call that is due
 *          and within the budget → make it → record it → look again
 *
 * Level-triggered: a look reads everything it needs, so it does not matter which nudge woke it,
 * how many were lost, or where the program was killed. It never writes a slice.
 */

import { afterStep } from '../../../core/projection/afterStep.ts';
import type { Asked } from '../../../core/projection/asked.ts';
import { doubtPending } from '../../../core/projection/attempt.ts';
import type { Permit } from '../../../core/projection/budget.ts';
import type { HealthSending } from '../../../core/projection/desired.ts';
import type { Link } from '../../../core/projection/link.ts';
import { idleCheckReason, isPending, plan, type World } from '../../../core/projection/plan.ts';
import type { ProjectMaking } from '../../../core/projection/project.ts';
import type { CallResult } from '../../../core/projection/settled.ts';
import type { Step } from '../../../core/projection/step.ts';
import { withoutGone } from '../../../core/projection/vanish.ts';
import type { Database } from '../db/database.ts';
import { findBuckets } from '../store/togglBuckets.ts';
import { countTogglCalls, listTogglCalls } from '../store/togglCalls.ts';
import { findTogglConnection, type TogglConnection } from '../store/togglConnections.ts';
import { linksAtHand, linksOfEntries, saveLink } from '../store/togglLinks.ts';
import type { TogglProject } from '../store/togglProjects.ts';
import { closeAgreedWarnings } from '../store/togglWarnings.ts';
import { takeAnswers } from './answers.ts';
import { type AppliedStep, applyStep, bucketOf } from './apply.ts';
import { createAsks } from './asks.ts';
import { commitAttempt } from './commitAttempt.ts';
import { connect } from './connect.ts';
import type { Governor } from './governor.ts';
import { type ImportStep, nextImportStep, noteWaiting } from './importing.ts';
import { ingest } from './ingest.ts';
import { createProject, readProjects, tendProjects } from './projects.ts';
import { record } from './record.ts';
import { takeRefreshes } from './refreshes.ts';
import type { Look } from './wakeup.ts';
import { takeWebhookEvents } from './webhookEvents.ts';
import { offsetOf, readWorld } from './world.ts';

type AccountProjectionOptions = Readonly<{
  accountId: string;
  database: Database;
  governor: Governor;
  now: () => number;
  newId: () => string;
  reserve: number;
  debounceMs: number;
  health: HealthSending;
  /** The one of the settings, or null for the user's default. */
  workspaceId: number | null;
  /** Tells a changed token without storing it. */
  tokenHash: string;
  projectMaking: ProjectMaking;
}>;

export type AccountProjection = Readonly<{
  look: () => Promise<Look>;
  /** The next look reads what runs, if a call may be spent on it. */
  askRunning: () => void;
  /** Why nothing is connected yet, or why nothing can be read; null when neither. */
  error: () => string | null;
  /** Requests kept free in each bucket. */
  reserve: number;
  /** What a person asked for and waits for; it needs a look to come about. */
  readProjects: () => Promise<Asked<readonly TogglProject[]>>;
  createProject: (name: string) => Promise<Asked<TogglProject>>;
  /** After the last look: answers whoever still waits. */
  end: () => void;
}>;

/** An account reads Toggl for what a start from idle stopped at most this often. */
const idleChecksPerHour = 6;
const hourMs = 3_600_000;
const failedConnectPauseMs = 600_000;
/** A reading that Toggl refuses would be refused again: it waits, and the rest goes on. */
const refusedReadingPauseMs = 600_000;

export function createAccountProjection(options: AccountProjectionOptions): AccountProjection {
  const memory: Memory = {
    isStarted: false,
    isCutOff: true,
    connectError: null,
    connectAllowedAt: 0,
    readingAllowedAt: 0,
    readingError: null,
    triedProjects: new Set(),
    isRunningAsked: false,
  };
  const asks = createAsks();
  const look = async (): Promise<Look> => {
    const connection = await currentConnection(options);
    if (connection === null) {
      const connecting = await connectNow(options, memory);
      if (connecting.kind !== 'again') asks.refuse();
      return connecting;
    }
    if (!memory.isStarted) await rememberBuckets(options, connection);
    memory.isStarted = true;
    if (memory.isCutOff) await doubtCutOff(options, connection);
    memory.isCutOff = false;
    if (await asks.take(connection)) return { kind: 'again' };
    return lookConnected(options, memory, connection);
  };
  const askRunning = () => {
    memory.isRunningAsked = true;
  };
  return {
    look,
    askRunning,
    error: () => memory.connectError ?? memory.readingError,
    reserve: options.reserve,
    readProjects: () => asks.ask((connection) => readProjects(options, connection, 'asked')),
    createProject: (name) => asks.ask((connection) => createProject(options, connection, name)),
    end: asks.end,
  };
}

/** Between one look and the next. All that must outlive the program is in the database. */
type Memory = {
  isStarted: boolean;
  /** A call was begun and not written down: by the program before this one, or by a fault. */
  isCutOff: boolean;
  connectError: string | null;
  connectAllowedAt: number;
  readingAllowedAt: number;
  readingError: string | null;
  /** Folded names of projects that were to be made by themselves. */
  triedProjects: Set<string>;
  isRunningAsked: boolean;
};

async function lookConnected(
  options: AccountProjectionOptions,
  memory: Memory,
  before: TogglConnection,
): Promise<Look> {
  const { accountId, database, now, debounceMs, health } = options;
  const asked = { now: now(), health };
  const { connection, isCaughtUp } = await ingest(database, before, asked);
  await takeAnswers(database, accountId, now());
  await takeRefreshes(database, connection, now());
  const known = { connection, now: now(), debounceMs, health };
  const { world, isCut } = await readWorld(database.reader, known);
  const taking = { connection, world, now: now(), newId: options.newId };
  if (await takeWebhookEvents(database, taking)) return { kind: 'again' };
  const steps = isCaughtUp ? plan(world) : plan(world).filter(isUrgent);
  const chosen = choose(steps, options, memory.readingAllowedAt);
  if (chosen.kind !== 'step') {
    const settled = await settleItems(options, connection, world);
    if (isCaughtUp && (await tendProjects(options, connection, memory.triedProjects))) {
      return { kind: 'again' };
    }
    if (!isCaughtUp || (isCut && settled > 0)) return { kind: 'again' };
    const idle = { connection, world, otherwise: chosen };
    if (await readRunning(options, memory, idle)) return { kind: 'again' };
    return readHistory(options, idle);
  }
  memory.isCutOff = true;
  const made = await make(options, { connection, world, step: chosen.step });
  memory.isCutOff = false;
  if (chosen.step.action.kind === 'observe') noteReading(memory, made.result, now());
  return { kind: 'again' };
}

type Idle = Readonly<{
  connection: TogglConnection;
  world: World;
  /** When there is no history to be read. */
  otherwise: Extract<Look, { kind: 'settled' | 'wake' }>;
}>;

/** On request alone: Toggl is never polled for what runs. */
async function readRunning(
  options: AccountProjectionOptions,
  memory: Memory,
  { connection, world }: Idle,
): Promise<boolean> {
  if (!memory.isRunningAsked) return false;
  memory.isRunningAsked = false;
  const action = { kind: 'look-running' } as const;
  const allowed = options.governor.permit({ worth: 'observe', bucket: bucketOf(action) });
  if (allowed.kind === 'wait') return false;
  const reason = 'asked to take over what runs in Timery: read once what that is';
  const step: Step = { action, worth: 'observe', notBefore: 0, reason };
  await make(options, { connection, world, step });
  return true;
}

/** Last of all: an import reads while nothing else is due, and never below the reserve. */
async function readHistory(
  options: AccountProjectionOptions,
  { connection, world, otherwise }: Idle,
): Promise<Look> {
  const { database, accountId, governor } = options;
  const importing = await nextImportStep(database.reader, accountId);
  if (importing === null) return otherwise;
  const { step, run } = importing;
  const allowed = governor.permit({ worth: step.worth, bucket: bucketOf(step.action) });
  if (allowed.kind === 'wait') {
    await noteWaiting(database, run, allowed.until);
    const at = otherwise.kind === 'wake' ? Math.min(otherwise.at, allowed.until) : allowed.until;
    return { kind: 'wake', at };
  }
  await make(options, { connection, world, step, importing });
  return { kind: 'again' };
}

/** While changes are still to be taken in, only what is seen at once goes out. */
function isUrgent({ worth }: Step): boolean {
  return worth === 'stop-running' || worth === 'foreign' || worth === 'running';
}

/** What the plan of the Toggl account lacks is not asked for again: a person has to change it. */
function noteReading(memory: Memory, result: CallResult, now: number): void {
  if (result.kind === 'refused') {
    const isPlan = result.status === 402;
    memory.readingAllowedAt = isPlan ? Number.POSITIVE_INFINITY : now + refusedReadingPauseMs;
    memory.readingError = isPlan
      ? `The plan of this Toggl account does not let Compass read entries. Toggl says: ` +
        `"${result.reason}" Change the plan, then restart Compass.`
      : `Toggl refused to be read: ${result.reason}. Compass tries again in ten minutes.`;
  } else if (result.kind === 'done') {
    memory.readingError = null;
  }
}

/** null when nobody is connected, or when the settings name another token or workspace. */
async function currentConnection(
  options: AccountProjectionOptions,
): Promise<TogglConnection | null> {
  const connection = await findTogglConnection(options.database.reader, options.accountId);
  const isSameToken = connection?.tokenHash === options.tokenHash;
  const { workspaceId } = options;
  const isSameWorkspace = workspaceId === null || connection?.workspaceId === workspaceId;
  return isSameToken && isSameWorkspace ? connection : null;
}

async function connectNow(options: AccountProjectionOptions, memory: Memory): Promise<Look> {
  // Nudges and the regular look come far more often: they must not spend the bucket on asking.
  if (options.now() < memory.connectAllowedAt) return { kind: 'wake', at: memory.connectAllowedAt };
  const connecting = await connect(options);
  switch (connecting.kind) {
    case 'connected':
      memory.connectError = null;
      return { kind: 'again' };
    case 'wait':
      return { kind: 'wake', at: connecting.until };
    case 'failed':
      memory.connectError = connecting.reason;
      memory.connectAllowedAt = retryConnectAt(options);
      return { kind: 'wake', at: memory.connectAllowedAt };
  }
}

/** After an outage when the governor allows; what a person has to mend is not asked for often. */
function retryConnectAt(options: AccountProjectionOptions): number {
  const permit = options.governor.permit({ worth: 'running', bucket: 'user' });
  return permit.kind === 'wait' ? permit.until : options.now() + failedConnectPauseMs;
}

/** Buckets, and a rest the host asked for, outlive a restart. */
async function rememberBuckets(
  { database, governor, accountId }: AccountProjectionOptions,
  connection: TogglConnection,
): Promise<void> {
  const [lastCall] = await listTogglCalls(database.reader, accountId, 1);
  const isLimited = lastCall?.outcome === 'rate-limited';
  governor.remember({
    buckets: await findBuckets(database.reader, connection.togglUserId),
    rateLimitedAt: isLimited ? lastCall.at + lastCall.durationMs : null,
  });
}

/** One look at a time: a create that is pending when a look begins was cut off, and is in doubt. */
async function doubtCutOff(
  { accountId, database, now }: AccountProjectionOptions,
  connection: TogglConnection,
): Promise<void> {
  const atHand = await linksAtHand(database.reader, connection);
  const cutOff = atHand.filter(({ state }) => state.kind === 'pending');
  if (cutOff.length === 0) return;
  await database.write(async (tx) => {
    for (const link of cutOff) {
      await saveLink(tx, { accountId, link: doubtPending(link), isSettled: false, now: now() });
    }
  });
}

type Choice = Readonly<{ kind: 'step'; step: Step }> | Extract<Look, { kind: 'settled' | 'wake' }>;

/** The dearest step that may go now; if none may, when the first of them may. */
function choose(
  steps: readonly Step[],
  options: AccountProjectionOptions,
  readingAllowedAt: number,
): Choice {
  const now = options.now();
  let wakeAt = Number.POSITIVE_INFINITY;
  for (const step of steps) {
    const permit = options.governor.permit({ worth: step.worth, bucket: bucketOf(step.action) });
    const readingAt = step.action.kind === 'observe' ? readingAllowedAt : 0;
    const readyAt = Math.max(step.notBefore, untilOf(permit), readingAt);
    if (readyAt <= now) return { kind: 'step', step };
    wakeAt = Math.min(wakeAt, readyAt);
  }
  return steps.length === 0 ? { kind: 'settled' } : { kind: 'wake', at: wakeAt };
}

function untilOf(permit: Permit): number {
  return permit.kind === 'go' ? 0 : permit.until;
}

type Making = Readonly<{
  connection: TogglConnection;
  world: World;
  step: Step;
  importing?: ImportStep;
}>;

async function make(options: AccountProjectionOptions, making: Making): Promise<AppliedStep> {
  const { connection, step } = making;
  const world = await commitAttempt(options, making);
  const askedAt = options.now();
  const { governor } = options;
  const { togglUserId } = connection;
  const workspaceId = workspaceOf(making);
  const applied = await applyStep({ governor, workspaceId, togglUserId, step });
  const now = options.now();
  const serverAt = applied.spent.reply.serverDateAt ?? now + offsetOf(connection.clockOffset);
  const togglSecond = Math.floor(serverAt / 1000);
  const otherLinks = await linksOfEntries(
    options.database.reader,
    options.accountId,
    (applied.entries ?? []).map(({ id }) => id),
  );
  const { result, entries, page } = applied;
  const { importing } = making;
  const after = afterStep(world, step, { result, entries, askedAt, now, togglSecond, otherLinks });
  await record(options.database, {
    connection,
    spent: applied.spent,
    bucketName: bucketOf(step.action),
    after,
    mayCheckIdle: () => mayCheckIdle(options),
    now,
    togglSecond,
    newId: options.newId,
    read: importing === undefined ? null : { importing, result, page },
  });
  return applied;
}

/** An entry stays in the workspace it was made in, also after the settings name another. */
function workspaceOf({ connection, world, step }: Making): number {
  const { action } = step;
  if (!('sliceId' in action)) return connection.workspaceId;
  const item = world.items.find(({ link }) => link.sliceId === action.sliceId);
  return item?.link.workspaceId ?? connection.workspaceId;
}

async function mayCheckIdle(options: AccountProjectionOptions): Promise<boolean> {
  const { user } = options.governor.buckets();
  const isScarce =
    user !== null && options.now() < user.resetsAt && user.remaining <= options.reserve;
  if (isScarce) return false;
  const checks = await countTogglCalls(options.database.reader, options.accountId, {
    reason: idleCheckReason,
    sinceAt: options.now() - hourMs,
  });
  return checks < idleChecksPerHour;
}

/** What is as it should be and can change only through its slice is not looked at again. */
async function settleItems(
  options: AccountProjectionOptions,
  connection: TogglConnection,
  world: World,
): Promise<number> {
  const { accountId, database, now } = options;
  const settled = world.items.filter(
    (item) => item.desired?.stopSecond !== null && !isPending(item, connection.traits),
  );
  if (settled.length === 0) return 0;
  await database.write(async (tx) => {
    for (const { link: before, desired, settledKey = null } of settled) {
      const key = before.state.kind === 'linked' ? settledKey : null;
      const link: Link = { ...withoutGone(before, desired), settledKey: key, refresh: null };
      await saveLink(tx, { accountId, link, isSettled: true, now: now() });
      if (link.state.kind === before.state.kind) continue;
      const agreed = { sliceId: link.sliceId, held: [], isGone: false, now: now() };
      await closeAgreedWarnings(tx, accountId, agreed);
    }
  });
  return settled.length;
}

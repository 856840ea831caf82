/**
 * The projection of one account: one look after another brings Toggl to what the slices say.
 *
 *   look   take in what the engine changed → read the world → plan → the first call that is due
 *          and within the budget → make it → record it → look again
 *
 * Level-triggered: a look reads everything it needs, so it does not matter which nudge woke it,
 * how many were lost, or where the program was killed. It never writes a slice.
 */

import type { Asked } from '../../../core/projection/asked.ts';
import { organizationBucket } from '../../../core/projection/budget.ts';
import type { HealthSending } from '../../../core/projection/desired.ts';
import { bucketOf } from '../../../core/projection/payer.ts';
import { plan } from '../../../core/projection/plan.ts';
import type { ProjectMaking } from '../../../core/projection/project.ts';
import type { Action, Step } from '../../../core/projection/step.ts';
import type { World } from '../../../core/projection/world.ts';
import { findBuckets } from '../store/togglBuckets.ts';
import { listTogglCalls } from '../store/togglCalls.ts';
import type { TogglConnection } from '../store/togglConnections.ts';
import type { TogglProject } from '../store/togglProjects.ts';
import { takeAnswers } from './answers.ts';
import { createAsks } from './asks.ts';
import { createAutoConnect } from './autoConnect.ts';
import { choose } from './choose.ts';
import { nextImportStep, noteWaiting } from './importing.ts';
import { ingest } from './ingest.ts';
import { type CallingOptions, makeCall } from './makeCall.ts';
import { createProject, readProjects, tendProjects } from './projects.ts';
import { createReadingPause, type ReadingPause } from './readingPause.ts';
import { takeRefreshes } from './refreshes.ts';
import { compareHeldItems, doubtCutOff, settleItems } from './settleLinks.ts';
import type { Look } from './wakeup.ts';
import { takeWebhookEvents } from './webhookEvents.ts';
import { readWorld } from './world.ts';

type AccountProjectionOptions = CallingOptions &
  Readonly<{
    debounceMs: number;
    health: HealthSending;
    /** Requests kept free in each bucket. */
    reserve: number;
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

export function createAccountProjection(options: AccountProjectionOptions): AccountProjection {
  const memory: Memory = {
    isStarted: false,
    isCutOff: true,
    readingPause: createReadingPause(),
    triedProjects: new Set(),
    isRunningAsked: false,
  };
  const autoConnect = createAutoConnect(options);
  const asks = createAsks();
  const look = async (): Promise<Look> => {
    const connection = await autoConnect.current();
    if (connection === null) {
      const connecting = await autoConnect.connect();
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
    error: () => autoConnect.error() ?? memory.readingPause.error(),
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
  readonly readingPause: ReadingPause;
  /** Folded names of projects that were to be made by themselves. */
  triedProjects: Set<string>;
  isRunningAsked: boolean;
};

async function lookConnected(
  options: AccountProjectionOptions,
  memory: Memory,
  before: TogglConnection,
): Promise<Look> {
  const { accountId, database, governor, now, debounceMs, health } = options;
  const { readingPause } = memory;
  const asked = { now: now(), health };
  const { connection, isCaughtUp } = await ingest(database, before, asked);
  await takeAnswers(database, accountId, now());
  await takeRefreshes(database, connection, now());
  const known = { connection, now: now(), debounceMs, health };
  const { world, isCut } = await readWorld(database.reader, known);
  const taking = { connection, world, now: known.now, newId: options.newId };
  if (await takeWebhookEvents(database, taking)) return { kind: 'again' };
  if (await compareHeldItems(options, world)) return { kind: 'again' };
  const steps = isCaughtUp ? plan(world) : plan(world).filter(isUrgent);
  const readingAllowedAt = readingPause.allowedAt();
  const payer = (action: Action) => bucketOf({ connection, world }, action);
  const chosen = choose(steps, { governor, bucketOf: payer, now: now(), readingAllowedAt });
  if (chosen.kind !== 'step') {
    return lookIdle(options, memory, { connection, world, otherwise: chosen, isCaughtUp, isCut });
  }
  memory.isCutOff = true;
  const made = await makeCall(options, { connection, world, step: chosen.step });
  memory.isCutOff = false;
  if (chosen.step.action.kind === 'observe') readingPause.note(made.result, now());
  return { kind: 'again' };
}

type Idle = Readonly<{
  connection: TogglConnection;
  world: World;
  /** When there is no history to be read. */
  otherwise: Extract<Look, { kind: 'wake' }>;
  /** Whether all changes of the engine were taken in. */
  isCaughtUp: boolean;
  /** Whether more links than these wait to be looked at. */
  isCut: boolean;
}>;

/** No call of the plan may go now: what is right is put aside, and what was asked for is read. */
async function lookIdle(
  options: AccountProjectionOptions,
  memory: Memory,
  idle: Idle,
): Promise<Look> {
  const { connection, world, isCaughtUp, isCut } = idle;
  const settled = await settleItems(options, connection, world);
  if (!isCaughtUp) return { kind: 'again' };
  if (await tendProjects(options, connection, memory.triedProjects)) return { kind: 'again' };
  if (isCut && settled > 0) return { kind: 'again' };
  if (await readRunning(options, memory, idle)) return { kind: 'again' };
  return readHistory(options, idle);
}

/** On request alone: Toggl is never polled for what runs. */
async function readRunning(
  options: AccountProjectionOptions,
  memory: Memory,
  { connection, world }: Idle,
): Promise<boolean> {
  if (!memory.isRunningAsked) return false;
  memory.isRunningAsked = false;
  const action = { kind: 'look-running' } as const;
  const allowed = options.governor.permit({ worth: 'observe', bucket: 'user' });
  if (allowed.kind === 'wait') return false;
  const reason = 'asked to take over what runs in Timery: read once what that is';
  const step: Step = { action, worth: 'observe', notBefore: 0, reason };
  await makeCall(options, { connection, world, step });
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
  const bucket = bucketOf({ connection, world }, step.action);
  const allowed = governor.permit({ worth: step.worth, bucket });
  if (allowed.kind === 'wait') {
    await noteWaiting(database, run, allowed.until);
    return { kind: 'wake', at: Math.min(otherwise.at, allowed.until) };
  }
  await makeCall(options, { connection, world, step, importing });
  return { kind: 'again' };
}

/** While changes are still to be taken in, only what is seen at once goes out. */
function isUrgent({ worth }: Step): boolean {
  return worth === 'stop-running' || worth === 'foreign' || worth === 'running';
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
    organization: organizationBucket(connection.workspaces, connection.workspaceId),
    rateLimitedAt: isLimited ? lastCall.at + lastCall.durationMs : null,
  });
}

/**
 * The projection of one account: one look after another brings Toggl to what the slices say.
 *
 *   look   take in what the engine changed → read the world → plan → the first call that is due
 *          and within the budget → make it → record it → look again
 *
 * Level-triggered: a look reads everything it needs, so it does not matter which nudge woke it,
 * how many were lost, or where the program was killed. It never writes a slice.
 */
import { invariant } from '../../../core/invariant.ts';
import { afterStep } from '../../../core/projection/afterStep.ts';
import { doubtPending, markPending } from '../../../core/projection/attempt.ts';
import type { Permit } from '../../../core/projection/budget.ts';
import { inDoubt } from '../../../core/projection/doubt.ts';
import {
  type Item,
  idleCheckReason,
  isPending,
  plan,
  type World,
} from '../../../core/projection/plan.ts';
import type { Step } from '../../../core/projection/step.ts';
import type { Database } from '../db/database.ts';
import { findBuckets } from '../store/togglBuckets.ts';
import { countTogglCalls } from '../store/togglCalls.ts';
import { findTogglConnection, type TogglConnection } from '../store/togglConnections.ts';
import { linksOfEntries, saveLink, unsettledLinks } from '../store/togglLinks.ts';
import { type AppliedStep, applyStep, bucketOf } from './apply.ts';
import { connect } from './connect.ts';
import type { Governor } from './governor.ts';
import { ingest } from './ingest.ts';
import { record } from './record.ts';
import type { Look } from './wakeup.ts';
import { offsetOf, readWorld } from './world.ts';

type AccountProjectionOptions = Readonly<{
  accountId: string;
  database: Database;
  governor: Governor;
  now: () => number;
  newId: () => string;
  reserve: number;
  debounceMs: number;
  /** The one of the settings, or null for the user's default. */
  workspaceId: number | null;
  /** Tells a changed token without storing it. */
  tokenHash: string;
}>;

export type AccountProjection = Readonly<{
  look: () => Promise<Look>;
  /** Why nothing is connected yet, or null. */
  connectError: () => string | null;
}>;

/** An account reads Toggl for what a start from idle stopped at most this often. */
const idleChecksPerHour = 6;
const hourMs = 3_600_000;
const failedConnectPauseMs = 600_000;
/** A reading that Toggl refuses would be refused again: it waits, and the rest goes on. */
const refusedReadingPauseMs = 600_000;

export function createAccountProjection(options: AccountProjectionOptions): AccountProjection {
  const state = {
    isStarted: false,
    connectError: null as string | null,
    connectAllowedAt: 0,
    readingAllowedAt: 0,
  };
  const look = async (): Promise<Look> => {
    const connection = await currentConnection(options);
    if (connection === null) return connectNow(options, state);
    if (!state.isStarted) await resume(options, connection);
    state.isStarted = true;
    const observed = await ingest(options.database, connection, options.now());
    const { now, debounceMs } = options;
    const world = await readWorld(options.database.reader, {
      connection: observed,
      now: now(),
      debounceMs,
    });
    const chosen = choose(plan(world), options, state.readingAllowedAt);
    if (chosen.kind !== 'step') {
      await settleItems(options, observed, world);
      return chosen;
    }
    const made = await make(options, { connection: observed, world, step: chosen.step });
    if (made.result.kind === 'refused' && chosen.step.action.kind === 'observe') {
      state.readingAllowedAt = now() + refusedReadingPauseMs;
    }
    return { kind: 'again' };
  };
  return { look, connectError: () => state.connectError };
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

async function connectNow(
  options: AccountProjectionOptions,
  state: { connectError: string | null; connectAllowedAt: number },
): Promise<Look> {
  // Nudges and the regular look come far more often: they must not spend the bucket on asking.
  if (options.now() < state.connectAllowedAt) return { kind: 'wake', at: state.connectAllowedAt };
  const connecting = await connect(options);
  switch (connecting.kind) {
    case 'connected':
      state.connectError = null;
      return { kind: 'again' };
    case 'wait':
      return { kind: 'wake', at: connecting.until };
    case 'failed':
      state.connectError = connecting.reason;
      state.connectAllowedAt = retryConnectAt(options);
      return { kind: 'wake', at: state.connectAllowedAt };
  }
}

/** After an outage when the governor allows; what a person has to mend is not asked for often. */
function retryConnectAt(options: AccountProjectionOptions): number {
  const permit = options.governor.permit({ worth: 'running', bucket: 'user' });
  return permit.kind === 'wait' ? permit.until : options.now() + failedConnectPauseMs;
}

/** Buckets outlive a restart, and a create that was cut off is in doubt. */
async function resume(
  options: AccountProjectionOptions,
  connection: TogglConnection,
): Promise<void> {
  const { accountId, database, governor, now } = options;
  governor.remember(await findBuckets(database.reader, connection.togglUserId));
  const cutOff = (await unsettledLinks(database.reader, accountId)).filter(
    ({ state }) => state.kind === 'pending',
  );
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

type Making = Readonly<{ connection: TogglConnection; world: World; step: Step }>;

async function make(options: AccountProjectionOptions, making: Making): Promise<AppliedStep> {
  const { connection, step } = making;
  const world = await commitAttempt(options, making);
  const askedAt = options.now();
  const { governor } = options;
  const applied = await applyStep({ governor, workspaceId: workspaceOf(making), step });
  const now = options.now();
  const serverAt = applied.spent.reply.serverDateAt ?? now + offsetOf(connection.clockOffset);
  const togglSecond = Math.floor(serverAt / 1000);
  const otherLinks = await linksOfEntries(
    options.database.reader,
    options.accountId,
    (applied.entries ?? []).map(({ id }) => id),
  );
  const { result, entries } = applied;
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
  });
  return applied;
}

/** An entry stays in the workspace it was made in, also after the settings name another. */
function workspaceOf({ connection, world, step }: Making): number {
  const { action } = step;
  if (action.kind === 'observe' || action.kind === 'stop-foreign') return connection.workspaceId;
  const item = world.items.find(({ link }) => link.sliceId === action.sliceId);
  return item?.link.workspaceId ?? connection.workspaceId;
}

/**
 * What a write leaves behind if nobody ever hears of it is on disk before it is on the wire: a
 * create as pending, any other with its fields in doubt.
 */
async function commitAttempt(options: AccountProjectionOptions, making: Making): Promise<World> {
  const { world, step } = making;
  const { action } = step;
  if (action.kind === 'observe' || action.kind === 'stop-foreign') return world;
  const { accountId, database, now } = options;
  const item = world.items.find(({ link }) => link.sliceId === action.sliceId);
  invariant(item, `a step is planned only for slice ${action.sliceId} of its world`);
  const isCreate = action.kind === 'create';
  const attempted = isCreate
    ? markPending(item.link, action.fields, now())
    : inDoubt(item.link, action);
  await database.write((tx) =>
    saveLink(tx, { accountId, link: attempted, isSettled: false, now: now() }),
  );
  if (!isCreate) return world;
  const pending: Item = { ...item, link: attempted };
  return { ...world, items: world.items.map((other) => (other === item ? pending : other)) };
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
): Promise<void> {
  const { accountId, database, now } = options;
  const settled = world.items.filter(
    (item) => item.desired?.stopSecond !== null && !isPending(item, connection.traits),
  );
  if (settled.length === 0) return;
  await database.write(async (tx) => {
    for (const { link } of settled) {
      await saveLink(tx, { accountId, link, isSettled: true, now: now() });
    }
  });
}

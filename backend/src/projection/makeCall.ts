/**
 * One planned step, from its commit to its record:
 *
 *   committed as begun → on the wire → its reply understood → links, warnings and the call written
 *
 * What a cut between any two of these leaves behind is on disk before. It decides nothing.
 */
import { afterStep } from '../../../core/projection/afterStep.ts';
import { togglSecondOf } from '../../../core/projection/clockOffset.ts';
import { idleCheckReason } from '../../../core/projection/looks.ts';
import { bucketOf, workspaceOf } from '../../../core/projection/payer.ts';
import type { Step } from '../../../core/projection/step.ts';
import type { World } from '../../../core/projection/world.ts';
import { countTogglCalls } from '../store/togglCalls.ts';
import type { TogglConnection } from '../store/togglConnections.ts';
import { type AppliedStep, applyStep } from './apply.ts';
import { type Attempting, commitAttempt } from './commitAttempt.ts';
import type { ImportStep } from './importing.ts';
import { itemsOfEntries } from './items.ts';
import { record } from './record.ts';

export type CallingOptions = Attempting & Readonly<{ newId: () => string }>;

/** An account reads Toggl for what a start from idle stopped at most this often. */
const idleChecksPerHour = 6;
const hourMs = 3_600_000;

type Making = Readonly<{
  connection: TogglConnection;
  world: World;
  step: Step;
  importing?: ImportStep;
}>;

/** Commits what the call may leave behind, makes it, and records what came of it. */
export async function makeCall(options: CallingOptions, making: Making): Promise<AppliedStep> {
  const { connection, step } = making;
  const world = await commitAttempt(options, making);
  const askedAt = options.now();
  const { governor } = options;
  const { togglUserId } = connection;
  const workspaceId = workspaceOf(making, step.action);
  const bucket = bucketOf(making, step.action);
  const applied = await applyStep({ governor, workspaceId, bucket, togglUserId, step });
  const now = options.now();
  const togglSecond = togglSecondOf(applied.spent.reply, connection.clockOffset);
  const entryIds = (applied.entries ?? []).map(({ id }) => id);
  const { accountId, database } = options;
  const others = await itemsOfEntries(database.reader, accountId, entryIds);
  const { result, entries, page } = applied;
  const { importing } = making;
  const after = afterStep(world, step, { result, entries, askedAt, now, togglSecond, others });
  await record(options.database, {
    connection,
    spent: applied.spent,
    bucketKey: bucket,
    after,
    mayCheckIdle: () => mayCheckIdle(options),
    now,
    togglSecond,
    newId: options.newId,
    read: importing === undefined ? null : { importing, result, page },
  });
  return applied;
}

async function mayCheckIdle(options: CallingOptions): Promise<boolean> {
  const checks = await countTogglCalls(options.database.reader, options.accountId, {
    reason: idleCheckReason,
    sinceAt: options.now() - hourMs,
  });
  return checks < idleChecksPerHour;
}

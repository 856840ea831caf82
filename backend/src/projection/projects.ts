/**
 * Reads the projects of the workspace, and makes one on request. Both are paid from the bucket of
 * the organisation and run between two looks, so nothing else of this account is on its way.
 *
 * Invariant: what is stored is one whole reading, never a part of it. A project is made only when
 * a person or the settings ask for it, always active, and never a second time by itself: whether
 * it arrived when no reply came is told by the next reading.
 */
import { foldName } from '../../../core/engine/category.ts';
import type { Asked } from '../../../core/projection/asked.ts';
import { organizationBucket } from '../../../core/projection/budget.ts';
import { type HealthSending, isProjectable } from '../../../core/projection/desired.ts';
import { isProjectLacking, type ProjectMaking } from '../../../core/projection/project.ts';
import { dueAfterFailure, dueAfterReading } from '../../../core/projection/projectsDue.ts';
import type { Outcome } from '../../../toggl/outcome.ts';
import type { Project } from '../../../toggl/project.ts';
import type { Database } from '../db/database.ts';
import type { WriteTransaction } from '../db/transaction.ts';
import { findCategory } from '../store/categories.ts';
import { findOpenSlice } from '../store/timeline.ts';
import { saveBucket } from '../store/togglBuckets.ts';
import { recordTogglCall } from '../store/togglCalls.ts';
import { saveTogglConnection, type TogglConnection } from '../store/togglConnections.ts';
import {
  insertTogglProject,
  listTogglProjects,
  replaceTogglProjects,
  type TogglProject,
} from '../store/togglProjects.ts';
import type { Governor, Spent } from './governor.ts';
import { commitSpending } from './record.ts';

type ProjectCalls = Readonly<{
  database: Database;
  governor: Governor;
  now: () => number;
}>;

/** Why they are read: a person's wish also forgets what Toggl once refused. */
type Cause = 'asked' | 'due';

const reasons: Readonly<Record<Cause, string>> = {
  asked: 'reading the projects, as asked',
  due: 'reading the projects, a day old or in doubt',
};

export async function readProjects(
  calls: ProjectCalls,
  connection: TogglConnection,
  cause: Cause,
): Promise<Asked<readonly TogglProject[]>> {
  const found: Project[] = [];
  for (let page: number | null = 1; page !== null; ) {
    const wait = waitOf(calls.governor, connection);
    if (wait !== null) return wait;
    await commitAsking(calls, connection);
    const purpose = { reason: reasons[cause], ...purposeOf(connection) };
    const spent = await calls.governor.readProjects(connection.workspaceId, page, purpose);
    const { outcome } = spent.reply;
    const isLast = outcome.kind === 'ok' && outcome.value.nextPage === null;
    if (outcome.kind === 'ok') found.push(...outcome.value.projects);
    await calls.database.write(async (tx) => {
      const now = calls.now();
      const read = isLast ? dueAfterReading(now) : connection.projectsDueAt;
      const projectsDueAt = outcome.kind === 'ok' ? read : dueAfterFailure(now);
      await recordCall(tx, calls, { connection: { ...connection, projectsDueAt }, spent });
      if (isLast) await storeProjects(tx, connection, { found, cause });
    });
    if (outcome.kind !== 'ok') return failed(outcome);
    page = outcome.value.nextPage;
  }
  const { reader } = calls.database;
  return { kind: 'done', value: await listTogglProjects(reader, connection.accountId) };
}

export async function createProject(
  calls: ProjectCalls,
  connection: TogglConnection,
  name: string,
): Promise<Asked<TogglProject>> {
  const wait = waitOf(calls.governor, connection);
  if (wait !== null) return wait;
  await commitAsking(calls, connection);
  const purpose = { reason: `making the project ${name}`, ...purposeOf(connection) };
  const spent = await calls.governor.createProject(connection.workspaceId, name, purpose);
  const { outcome } = spent.reply;
  await calls.database.write(async (tx) => {
    const isUnsure = outcome.kind === 'unknown';
    const projectsDueAt = isUnsure ? calls.now() : connection.projectsDueAt;
    await recordCall(tx, calls, { connection: { ...connection, projectsDueAt }, spent });
    if (outcome.kind !== 'ok') return;
    await insertTogglProject(tx, connection.accountId, rowOf(outcome.value));
  });
  if (outcome.kind !== 'ok') return failed(outcome);
  return { kind: 'done', value: rowOf(outcome.value) };
}

type Tending = ProjectCalls & Readonly<{ projectMaking: ProjectMaking; health: HealthSending }>;

/** While nothing else may go. Whether a call was made. */
export async function tendProjects(
  calls: Tending,
  connection: TogglConnection,
  tried: Set<string>,
): Promise<boolean> {
  if (waitOf(calls.governor, connection) !== null) return false;
  if (calls.now() >= (connection.projectsDueAt ?? 0)) {
    await readProjects(calls, connection, 'due');
    return true;
  }
  const name = calls.projectMaking === 'on' ? await missingProject(calls, connection) : null;
  if (name === null || tried.has(foldName(name))) return false;
  tried.add(foldName(name));
  await createProject(calls, connection, name);
  return true;
}

/** The name of the category that runs, where it lacks one. */
async function missingProject(
  { database: { reader }, health }: Tending,
  { accountId }: TogglConnection,
): Promise<string | null> {
  const running = await findOpenSlice(reader, { accountId, dimension: 'PRIMARY' });
  if (running === null || !isProjectable(running, health)) return null;
  const category = await findCategory(reader, accountId, running.categoryId);
  // Merged into another in between: the next look sees that one.
  if (category === null) return null;
  const projects = await listTogglProjects(reader, accountId);
  return isProjectLacking(category, projects) ? category.name : null;
}

export function rowOf({ color: _, ...project }: Project): TogglProject {
  return { ...project, foldedName: foldName(project.name), refusedReason: null };
}

function purposeOf({ workspaces, workspaceId }: TogglConnection) {
  const bucket = organizationBucket(workspaces, workspaceId);
  return { sliceId: null, worth: 'refresh', bucket } as const;
}

function waitOf(
  governor: Governor,
  connection: TogglConnection,
): Extract<Asked<never>, { kind: 'unavailable' }> | null {
  const permit = governor.permit(purposeOf(connection));
  if (permit.kind === 'go') return null;
  const reason = 'The requests that are left are kept for what runs.';
  return { kind: 'unavailable', reason, until: permit.until };
}

function failed(
  outcome: Exclude<Outcome<unknown>, { kind: 'ok' }>,
): Exclude<Asked<never>, { kind: 'done' }> {
  const { reason } = outcome;
  const isRefused = outcome.kind === 'refused' || outcome.kind === 'plan';
  return isRefused ? { kind: 'refused', reason } : { kind: 'unavailable', reason, until: null };
}

function commitAsking(
  { database, governor, now }: ProjectCalls,
  connection: TogglConnection,
): Promise<void> {
  const { togglUserId } = connection;
  const { bucket: key } = purposeOf(connection);
  return database.write((tx) => commitSpending(tx, { governor, key, togglUserId, now: now() }));
}

type Call = Readonly<{ connection: TogglConnection; spent: Spent<unknown> }>;

async function recordCall(
  tx: WriteTransaction,
  { now }: ProjectCalls,
  { connection, spent }: Call,
): Promise<void> {
  const { accountId, togglUserId } = connection;
  await recordTogglCall(tx, accountId, spent.call);
  await saveTogglConnection(tx, { ...connection, lastCallAt: spent.call.at });
  if (spent.bucket === null) return;
  const { bucket: key } = purposeOf(connection);
  await saveBucket(tx, { togglUserId, key, bucket: spent.bucket, now: now() });
}

type Reading = Readonly<{ found: readonly Project[]; cause: Cause }>;

async function storeProjects(
  tx: WriteTransaction,
  { accountId }: TogglConnection,
  { found, cause }: Reading,
): Promise<void> {
  const refused = (await listTogglProjects(tx, accountId)).filter(
    ({ refusedReason }) => cause === 'due' && refusedReason !== null,
  );
  const read = found.map((project) => withRefusal(rowOf(project), refused));
  const unseen = refused.filter(({ id }) => !found.some((project) => project.id === id));
  await replaceTogglProjects(tx, accountId, [...read, ...unseen]);
}

/** A refusal holds while the project is as it was: trying it with each start would cost a call. */
function withRefusal(project: TogglProject, refused: readonly TogglProject[]): TogglProject {
  const before = refused.find(({ id }) => id === project.id);
  const isSame = before?.isActive === project.isActive && before.isPrivate === project.isPrivate;
  return isSame ? { ...project, refusedReason: before.refusedReason } : project;
}

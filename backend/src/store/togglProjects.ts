/** Rows of toggl_project: the projects Toggl had when it was last asked, and those it refused. */
import type { Insertable, Selectable } from 'kysely';
import type { KnownProjects } from '../../../core/projection/project.ts';
import { compiledQuery } from '../db/compiled.ts';
import { flag } from '../db/flag.ts';
import type { TogglProjectTable } from '../db/togglSchema.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';
import { findTogglConnection, type TogglConnection } from './togglConnections.ts';

export type TogglProject = Readonly<{
  id: number;
  workspaceId: number;
  /** Empty where Toggl refused a project that it had not shown. */
  name: string;
  foldedName: string;
  isActive: boolean;
  isPrivate: boolean;
  /** Toggl's words when it refused an entry for this project; null while it has not. */
  refusedReason: string | null;
}>;

export async function listTogglProjects(
  db: ReadConnection,
  accountId: string,
): Promise<readonly TogglProject[]> {
  const { rows } = await selectProjects(db, { accountId });
  return rows.map(projectFromRow);
}

const selectProjects = compiledQuery((db, { accountId }: { accountId: string }) =>
  db.selectFrom('toggl_project').selectAll().where('account_id', '=', accountId).orderBy('name'),
);

export async function knownTogglProjects(
  db: ReadConnection,
  accountId: string,
): Promise<KnownProjects<TogglProject>> {
  const connection = await findTogglConnection(db, accountId);
  if (connection !== null) return projectsKnownTo(db, connection);
  return { isComplete: false, projects: await listTogglProjects(db, accountId) };
}

export async function projectsKnownTo(
  db: ReadConnection,
  { accountId, projectsDueAt }: TogglConnection,
): Promise<KnownProjects<TogglProject>> {
  const isComplete = projectsDueAt !== null;
  return { isComplete, projects: await listTogglProjects(db, accountId) };
}

/** Well below the parameters one statement may carry on either database. */
const rowsPerInsert = 500;

export async function replaceTogglProjects(
  tx: WriteTransaction,
  accountId: string,
  projects: readonly TogglProject[],
): Promise<void> {
  await tx.deleteFrom('toggl_project').where('account_id', '=', accountId).execute();
  for (let start = 0; start < projects.length; start += rowsPerInsert) {
    const rows = projects
      .slice(start, start + rowsPerInsert)
      .map((project) => rowFromProject(accountId, project));
    await tx.insertInto('toggl_project').values(rows).execute();
  }
}

export async function insertTogglProject(
  tx: WriteTransaction,
  accountId: string,
  project: TogglProject,
): Promise<void> {
  const { account_id: _, id: __, ...changes } = rowFromProject(accountId, project);
  await tx
    .insertInto('toggl_project')
    .values(rowFromProject(accountId, project))
    .onConflict((conflict) => conflict.columns(['account_id', 'id']).doUpdateSet(changes))
    .execute();
}

/** Until the projects are read again. */
export async function markTogglProjectRefused(
  tx: WriteTransaction,
  accountId: string,
  refused: Readonly<{ projectId: number; workspaceId: number; reason: string }>,
): Promise<void> {
  const { projectId: id, workspaceId, reason } = refused;
  const unknown = { name: '', foldedName: '', isActive: false, isPrivate: false };
  const project = { id, workspaceId, ...unknown, refusedReason: reason };
  await tx
    .insertInto('toggl_project')
    .values(rowFromProject(accountId, project))
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'id']).doUpdateSet({ refused_reason: reason }),
    )
    .execute();
}

function rowFromProject(accountId: string, project: TogglProject): Insertable<TogglProjectTable> {
  return {
    account_id: accountId,
    id: project.id,
    workspace_id: project.workspaceId,
    name: project.name,
    folded_name: project.foldedName,
    is_active: flag(project.isActive),
    is_private: flag(project.isPrivate),
    refused_reason: project.refusedReason,
  };
}

function projectFromRow(row: Selectable<TogglProjectTable>): TogglProject {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    foldedName: row.folded_name,
    isActive: row.is_active === 1,
    isPrivate: row.is_private === 1,
    refusedReason: row.refused_reason,
  };
}

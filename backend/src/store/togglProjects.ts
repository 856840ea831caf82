/** Rows of toggl_project: the projects Toggl had when it was last asked. */
import { compiledQuery } from '../db/compiled.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

export type TogglProject = Readonly<{
  id: number;
  workspaceId: number;
  name: string;
  foldedName: string;
  isActive: boolean;
}>;

export async function listTogglProjects(
  db: ReadConnection,
  accountId: string,
): Promise<readonly TogglProject[]> {
  const { rows } = await selectProjects(db, { accountId });
  return rows.map((row) => ({
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    foldedName: row.folded_name,
    isActive: row.is_active === 1,
  }));
}

const selectProjects = compiledQuery((db, { accountId }: { accountId: string }) =>
  db.selectFrom('toggl_project').selectAll().where('account_id', '=', accountId).orderBy('name'),
);

export async function replaceTogglProjects(
  tx: WriteTransaction,
  accountId: string,
  projects: readonly TogglProject[],
): Promise<void> {
  await tx.deleteFrom('toggl_project').where('account_id', '=', accountId).execute();
  if (projects.length === 0) return;
  const rows = projects.map((project) => ({
    account_id: accountId,
    id: project.id,
    workspace_id: project.workspaceId,
    name: project.name,
    folded_name: project.foldedName,
    is_active: project.isActive ? (1 as const) : (0 as const),
  }));
  await tx.insertInto('toggl_project').values(rows).execute();
}

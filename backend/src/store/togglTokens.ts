/** Rows of toggl_token: tokens given at run time, sealed. What they say is never in here. */
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

type SealedToken = Readonly<{ sealed: string; workspaceId: number; createdAt: number }>;

export async function findTogglToken(
  db: ReadConnection,
  accountId: string,
): Promise<SealedToken | null> {
  const row = await db
    .selectFrom('toggl_token')
    .select(['sealed', 'workspace_id as workspaceId', 'created_at as createdAt'])
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row ?? null;
}

export async function saveTogglToken(
  tx: WriteTransaction,
  accountId: string,
  { sealed, workspaceId, createdAt }: SealedToken,
): Promise<void> {
  const changes = { sealed, workspace_id: workspaceId, created_at: createdAt };
  await tx
    .insertInto('toggl_token')
    .values({ account_id: accountId, ...changes })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(changes))
    .execute();
}

export async function removeTogglToken(tx: WriteTransaction, accountId: string): Promise<void> {
  await tx.deleteFrom('toggl_token').where('account_id', '=', accountId).execute();
}

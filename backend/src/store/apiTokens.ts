/** The table `api_token`: who may call. The secret itself is never stored, only its hash. */
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

type ApiToken = Readonly<{
  id: string;
  accountId: string;
  name: string;
  scope: string;
  secretHash: string;
  createdAt: number;
}>;

/** Makes the token, or gives it this secret: the one it had opens nothing any more. */
export async function ensureApiToken(tx: WriteTransaction, token: ApiToken): Promise<void> {
  await tx
    .insertInto('api_token')
    .values({
      id: token.id,
      account_id: token.accountId,
      name: token.name,
      scope: token.scope,
      secret_hash: token.secretHash,
      created_at: token.createdAt,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ secret_hash: token.secretHash }))
    .execute();
}

export async function findApiToken(
  connection: ReadConnection,
  tokenId: string,
): Promise<ApiToken | null> {
  const row = await connection
    .selectFrom('api_token')
    .select([
      'id',
      'account_id as accountId',
      'name',
      'scope',
      'secret_hash as secretHash',
      'created_at as createdAt',
    ])
    .where('id', '=', tokenId)
    .executeTakeFirst();
  return row ?? null;
}

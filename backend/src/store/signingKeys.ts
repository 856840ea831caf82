/** The table `signing_key`: secrets that this server signs with, one a purpose. */
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

type SigningKey = Readonly<{
  accountId: string;
  purpose: string;
  secret: string;
  createdAt: number;
}>;

export async function findSigningKey(
  connection: ReadConnection,
  accountId: string,
  purpose: string,
): Promise<string | null> {
  const row = await connection
    .selectFrom('signing_key')
    .select('secret')
    .where('account_id', '=', accountId)
    .where('purpose', '=', purpose)
    .executeTakeFirst();
  return row?.secret ?? null;
}

/** The one that is there stays: what it signed goes on being valid. */
export async function ensureSigningKey(tx: WriteTransaction, key: SigningKey): Promise<void> {
  await tx
    .insertInto('signing_key')
    .values({
      account_id: key.accountId,
      purpose: key.purpose,
      secret: key.secret,
      created_at: key.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'purpose']).doNothing())
    .execute();
}

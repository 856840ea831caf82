/** The table `sign_in_code`: the codes of links that sign in, as their hashes alone. */
import type { WriteTransaction } from '../db/transaction.ts';

type SignInCode = Readonly<{ codeHash: string; accountId: string; expiresAt: number }>;

export async function insertSignInCode(tx: WriteTransaction, code: SignInCode): Promise<void> {
  await tx
    .insertInto('sign_in_code')
    .values({ code_hash: code.codeHash, account_id: code.accountId, expires_at: code.expiresAt })
    .execute();
}

export async function forgetSignInCodes(tx: WriteTransaction, expiredAt: number): Promise<void> {
  await tx.deleteFrom('sign_in_code').where('expires_at', '<=', expiredAt).execute();
}

/** Takes the code away: of two who use one at the same moment, one gets it. */
export async function takeSignInCode(
  tx: WriteTransaction,
  codeHash: string,
): Promise<'taken' | 'unknown'> {
  const row = await tx
    .deleteFrom('sign_in_code')
    .where('code_hash', '=', codeHash)
    .returning('code_hash')
    .executeTakeFirst();
  return row === undefined ? 'unknown' : 'taken';
}

/**
 * The account and the token of the one who runs the server, made at the first start and brought
 * in line with the settings at every other one.
 *
 * Invariant: a secret that was replaced in the settings opens nothing any more, and what it
 * signed in is signed out.
 */
import { ownerTokenId } from '../../../../contract/tokens.ts';
import type { Database } from '../../db/database.ts';
import { ensureAccount } from '../../store/accounts.ts';
import { ensureApiToken, findApiToken, revokeSessionsOf } from '../../store/apiTokens.ts';

/** There is one account; every row carries it all the same. */
export const ownerAccountId = 'owner';

type OwnerSettings = Readonly<{
  timeZone: string;
  dayStartMinutes: number;
  /** Of the secret in the settings; null when they hold none. */
  secretHash: string | null;
  /** Of a secret just made, for the case that there is no other. */
  freshSecretHash: string;
  now: number;
}>;

type Owner = Readonly<{ accountId: string; tokenId: string; secretHash: string }>;

export function ensureOwner(database: Database, settings: OwnerSettings): Promise<Owner> {
  const { timeZone, dayStartMinutes, freshSecretHash, now } = settings;
  return database.write(async (tx) => {
    // Written first, which holds up another process that starts at the same moment.
    await ensureAccount(tx, { id: ownerAccountId, timeZone, dayStartMinutes, createdAt: now });
    const stored = await findApiToken(tx, ownerTokenId);
    const secretHash = settings.secretHash ?? stored?.secretHash ?? freshSecretHash;
    if (secretHash !== stored?.secretHash) {
      const token = { id: ownerTokenId, accountId: ownerAccountId, name: 'owner', scope: 'admin' };
      await ensureApiToken(tx, { ...token, secretHash, createdAt: now });
      await revokeSessionsOf(tx, ownerTokenId, now);
    }
    return { accountId: ownerAccountId, tokenId: ownerTokenId, secretHash };
  });
}

/** Not before the first start of the server. */
export async function ownerExists({ reader }: Database): Promise<boolean> {
  return (await findApiToken(reader, ownerTokenId)) !== null;
}

/**
 * The name in the journal of what calls from inside this process. It has a token of its own, so
 * that a person's undo never meets what an automation did, and that token opens nothing.
 */
import type { Database } from '../db/database.ts';
import { ensureInternalToken } from '../store/apiTokens.ts';
import type { Caller } from './engineCommand.ts';

type Inner = Readonly<{ accountId: string; name: string; now: number }>;

export function ensureInnerCaller(database: Database, inner: Inner): Promise<Caller> {
  const { accountId, name, now } = inner;
  const id = `${name.toLowerCase()} of ${accountId}`;
  return database.write(async (tx) => {
    await ensureInternalToken(tx, { id, accountId, name, scope: 'track', createdAt: now });
    return { accountId, tokenId: id };
  });
}

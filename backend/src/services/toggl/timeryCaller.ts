/**
 * In whose name what came from Timery is journalled: a token of its own, which opens no door, so
 * that undoing the last change means the person's own.
 */
import { ensureInternalToken } from '../../store/apiTokens.ts';
import type { Caller, Command } from '../engineCommand.ts';

export function timeryCaller(accountId: string): Caller {
  return { accountId, tokenId: tokenIdOf(accountId) };
}

function tokenIdOf(accountId: string): string {
  return `timery of ${accountId}`;
}

/** Does nothing for any other caller. */
export async function ensureTimeryToken({ tx, caller, now }: Command): Promise<void> {
  const { accountId, tokenId } = caller;
  if (tokenId !== tokenIdOf(accountId)) return;
  const token = { id: tokenId, accountId, name: 'Timery', scope: 'track', createdAt: now };
  await ensureInternalToken(tx, token);
}

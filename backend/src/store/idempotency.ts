/**
 * The table `idempotency_key`: what a command answered, kept so that the same request sent twice
 * is done once. Written in the command's own transaction: there is no moment in which the command
 * is done and its key is not known.
 */
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

type RememberedReply = Readonly<{ requestHash: string; status: number; body: unknown }>;

type Key = Readonly<{ tokenId: string; key: string }>;

export async function findRememberedReply(
  connection: ReadConnection,
  { tokenId, key }: Key,
): Promise<RememberedReply | null> {
  const row = await connection
    .selectFrom('idempotency_key')
    .select(['request_hash as requestHash', 'status', 'reply'])
    .where('token_id', '=', tokenId)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!row) return null;
  return { requestHash: row.requestHash, status: row.status, body: JSON.parse(row.reply) };
}

export async function rememberReply(
  tx: WriteTransaction,
  reply: RememberedReply & Key & Readonly<{ accountId: string; createdAt: number }>,
): Promise<void> {
  await tx
    .insertInto('idempotency_key')
    .values({
      token_id: reply.tokenId,
      key: reply.key,
      account_id: reply.accountId,
      request_hash: reply.requestHash,
      status: reply.status,
      reply: JSON.stringify(reply.body),
      created_at: reply.createdAt,
    })
    .execute();
}

/** One token's alone: two accounts forgetting the same rows at once could wait for each other. */
export async function forgetReplies(
  tx: WriteTransaction,
  tokenId: string,
  createdBefore: number,
): Promise<void> {
  await tx
    .deleteFrom('idempotency_key')
    .where('token_id', '=', tokenId)
    .where('created_at', '<', createdBefore)
    .execute();
}

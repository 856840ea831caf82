/**
 * Rows of `cause_watch`: what is watched for from outside, as the last look left it, and when that
 * was. Written in the transaction that records what the look decided, so a restart finds both or
 * neither.
 */
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

type CauseWatchRow = Readonly<{
  kind: string;
  /** As JSON: services/automations/causes.ts knows what it is. */
  body: string;
  /** Up to when it is known what there was. */
  aliveAt: number;
}>;

export async function listCauseWatches(
  connection: ReadConnection,
  accountId: string,
): Promise<readonly CauseWatchRow[]> {
  return connection
    .selectFrom('cause_watch')
    .select(['kind', 'body', 'alive_at as aliveAt'])
    .where('account_id', '=', accountId)
    .orderBy('kind')
    .execute();
}

export async function saveCauseWatch(
  tx: WriteTransaction,
  accountId: string,
  { kind, body, aliveAt }: CauseWatchRow,
): Promise<void> {
  const columns = { body, alive_at: aliveAt };
  await tx
    .insertInto('cause_watch')
    .values({ account_id: accountId, kind, ...columns })
    .onConflict((conflict) => conflict.columns(['account_id', 'kind']).doUpdateSet(columns))
    .execute();
}

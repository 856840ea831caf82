/** Makes the webhook subscription: the one call of its kind, and it touches no link. */
import type { Database } from '../db/database.ts';
import { recordTogglCall } from '../store/togglCalls.ts';
import { findTogglConnection } from '../store/togglConnections.ts';
import type { Governor } from './governor.ts';

type Subscribing = Readonly<{
  accountId: string;
  database: Database;
  governor: Governor;
  secret: string;
}>;

export type Subscribed =
  | Readonly<{ kind: 'subscribed'; subscriptionId: number }>
  | Readonly<{ kind: 'failed'; reason: string }>;

export async function subscribe(
  { accountId, database, governor, secret }: Subscribing,
  url: string,
): Promise<Subscribed> {
  const connection = await findTogglConnection(database.reader, accountId);
  if (connection === null) return { kind: 'failed', reason: 'it is not connected yet' };
  const { workspaceId } = connection;
  const description = `Compass Time Engine at ${url}`;
  const purpose = {
    reason: 'asked to set the webhook up',
    sliceId: null,
    worth: 'import',
  } as const;
  const spent = await governor.subscribe(workspaceId, { url, secret, description }, purpose);
  await database.write((tx) => recordTogglCall(tx, accountId, spent.call));
  const { outcome } = spent.reply;
  return outcome.kind === 'ok'
    ? { kind: 'subscribed', subscriptionId: outcome.value.subscriptionId }
    : { kind: 'failed', reason: outcome.reason };
}

/** Makes the webhook subscription: the one call of its kind, and it touches no link. */
import type { Database } from '../db/database.ts';
import { recordTogglCall } from '../store/togglCalls.ts';
import type { Governor } from './governor.ts';

type Subscribing = Readonly<{
  accountId: string;
  database: Database;
  governor: Governor;
  secret: string;
}>;

export type Subscription = Readonly<{ url: string; workspaceId: number }>;

export type Subscribed =
  | Readonly<{ kind: 'subscribed'; subscriptionId: number }>
  | Readonly<{ kind: 'failed'; reason: string }>;

export async function subscribe(
  { accountId, database, governor, secret }: Subscribing,
  { url, workspaceId }: Subscription,
): Promise<Subscribed> {
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

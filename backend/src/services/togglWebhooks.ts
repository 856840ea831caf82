/**
 * What Toggl's webhook brings: put down for the projection, and answered at once. Setting one up
 * costs one call, made on request alone.
 *
 * Invariant: nothing is taken from a subscription that is not ours, nor of another user's entries.
 */
import type { ObservedEntry } from '../../../core/projection/entry.ts';
import type { WebhookEvent } from '../../../toggl/webhook.ts';
import type { Database } from '../db/database.ts';
import { findTogglConnection } from '../store/togglConnections.ts';
import { findWebhook, rememberWebhookEvent, saveWebhook } from '../store/togglWebhooks.ts';
import type { Refused } from './engineCommand.ts';
import { refusedWith } from './engineCommand.ts';
import { notConnected } from './notConnected.ts';

type Received =
  /** Toggl asks whether the address is ours. */
  | Readonly<{ kind: 'pong'; validationCode: string | null }>
  | Readonly<{ kind: 'taken' }>
  | Readonly<{ kind: 'unknown-subscription' }>;

type SetUp = Readonly<{
  kind: 'set-up';
  url: string;
  subscriptionId: number | null;
  calls: number;
}>;

type Subscribed =
  | Readonly<{ kind: 'subscribed'; subscriptionId: number }>
  | Readonly<{ kind: 'failed'; reason: string }>;

export type TogglWebhooks = Readonly<{
  /** Of an event whose signature is right. */
  receive(accountId: string, event: WebhookEvent): Promise<Received>;
  setUp(
    accountId: string,
    input: Readonly<{ url?: string | undefined; dryRun: boolean }>,
  ): Promise<SetUp | Refused>;
}>;

type Parts = Readonly<{
  database: Database;
  now: () => number;
  /** Where Toggl can reach this server; null where that is not known. */
  publicUrl: string | null;
  /** One call to Toggl. */
  subscribe: (url: string) => Promise<Subscribed>;
  /** A look is due. */
  nudge: (accountId: string) => void;
}>;

export const webhookPath = '/api/toggl/webhook';

export function createTogglWebhooks(parts: Parts): TogglWebhooks {
  return {
    receive: (accountId, event) => receive(parts, accountId, event),
    setUp: (accountId, input) => setUp(parts, accountId, input),
  };
}

async function receive(
  { database, now, nudge }: Parts,
  accountId: string,
  event: WebhookEvent,
): Promise<Received> {
  const webhook = await findWebhook(database.reader, accountId);
  const { subscriptionId } = event;
  const isOurs = webhook?.subscriptionId === subscriptionId;
  // The first ping comes while the subscription is being made: its signature vouches for it.
  const isFirst = webhook === null || webhook.subscriptionId === null;
  if (!isOurs && !(isFirst && event.kind === 'ping')) return { kind: 'unknown-subscription' };
  const connection = await findTogglConnection(database.reader, accountId);
  const at = now();
  const isNews = await database.write(async (tx) => {
    await saveWebhook(tx, accountId, {
      workspaceId: webhook?.workspaceId ?? connection?.workspaceId ?? 0,
      url: webhook?.url ?? '',
      subscriptionId,
      validatedAt: webhook?.validatedAt ?? (event.kind === 'ping' ? at : null),
      lastEventAt: at,
      now: at,
    });
    if (event.kind !== 'entry' || event.userId !== connection?.togglUserId) return false;
    const entry: ObservedEntry = event.entry;
    return rememberWebhookEvent(tx, accountId, { entry, now: at });
  });
  if (isNews) nudge(accountId);
  return event.kind === 'ping'
    ? { kind: 'pong', validationCode: event.validationCode }
    : { kind: 'taken' };
}

async function setUp(
  { database, now, publicUrl, subscribe }: Parts,
  accountId: string,
  input: Readonly<{ url?: string | undefined; dryRun: boolean }>,
): Promise<SetUp | Refused> {
  const address = input.url ?? publicUrl;
  if (address === null) return noAddress;
  const url = doorOf(address);
  const connection = await findTogglConnection(database.reader, accountId);
  if (connection === null) return notConnected;
  if (input.dryRun) return { kind: 'set-up', url, subscriptionId: null, calls: 1 };
  const { workspaceId } = connection;
  const fresh = { workspaceId, url, validatedAt: null, lastEventAt: null };
  const former = await findWebhook(database.reader, accountId);
  await database.write((tx) =>
    saveWebhook(tx, accountId, { ...fresh, subscriptionId: null, now: now() }),
  );
  const subscribed = await subscribe(url);
  if (subscribed.kind === 'failed') {
    // The one that was there goes on: Toggl has made no other.
    if (former !== null) {
      await database.write((tx) => saveWebhook(tx, accountId, { ...former, now: now() }));
    }
    return refusedBy(subscribed.reason);
  }
  const { subscriptionId } = subscribed;
  await database.write(async (tx) => {
    // A ping may have come while the call was under way.
    const known = await findWebhook(tx, accountId);
    await saveWebhook(tx, accountId, { ...fresh, ...known, subscriptionId, now: now() });
  });
  return { kind: 'set-up', url, subscriptionId, calls: 1 };
}

/** People give the address of the server, or that of the door itself. */
function doorOf(address: string): string {
  const trimmed = address.replace(/\/+$/, '');
  return trimmed.endsWith(webhookPath) ? trimmed : `${trimmed}${webhookPath}`;
}

function refusedBy(reason: string): Refused {
  return refusedWith(
    'webhook_refused',
    `Toggl did not set the webhook up: ${reason.replace(/\.$/, '')}. Is there one already that ` +
      'is not needed? Delete the one there, in Toggl, and try again.',
  );
}

const noAddress = refusedWith(
  'webhook_refused',
  'Toggl has to reach this server: set PUBLIC_URL to its address, or send one as url.',
);

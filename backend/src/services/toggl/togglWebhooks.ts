/**
 * What Toggl's webhook brings: put down for the projection, and answered at once. Setting one up
 * costs one call, made on request alone.
 *
 * Invariant: nothing is taken from a subscription that is not ours, nor of another user's entries.
 */
import type { ObservedEntry } from '../../../../core/projection/entry.ts';
import type { WebhookEvent } from '../../../../toggl/webhook.ts';
import type { WriteTransaction } from '../../db/transaction.ts';
import { lockAccount } from '../../store/accounts.ts';
import { findTogglConnection } from '../../store/togglConnections.ts';
import {
  findWebhook,
  rememberWebhookEvent,
  saveWebhook,
  type TogglWebhook,
} from '../../store/togglWebhooks.ts';
import {
  type Caller,
  type Command,
  type CommandResult,
  type EngineParts,
  type Idempotency,
  type Refused,
  recall,
  refusedWith,
  runCommand,
} from '../engineCommand.ts';
import { togglNotConnected } from '../refusals.ts';

type Received =
  /** Toggl asks whether the address is ours. */
  | Readonly<{ kind: 'pong'; validationCode: string | null }>
  | Readonly<{ kind: 'taken' }>
  | Readonly<{ kind: 'unknown-subscription' }>;

export type SetUp = Readonly<{
  url: string;
  /** null on a dry run. */
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
    caller: Caller,
    input: SetUpInput,
    idempotency?: Idempotency<SetUp>,
  ): Promise<CommandResult<SetUp>>;
}>;

type SetUpInput = Readonly<{ url?: string | undefined; dryRun: boolean }>;

type Parts = EngineParts &
  Readonly<{
    /** Where Toggl can reach this server; null where that is not known. */
    publicUrl: string | null;
    /** One call to Toggl. */
    subscribe: (wanted: Readonly<{ url: string; workspaceId: number }>) => Promise<Subscribed>;
    /** A look is due. */
    nudge: (accountId: string) => void;
  }>;

export const webhookPath = '/api/toggl/webhook';

/** Subscriptions that are being made in this process; the first ping of one comes meanwhile. */
type Making = { count: number };

export function createTogglWebhooks(parts: Parts): TogglWebhooks {
  const making: Making = { count: 0 };
  return {
    receive: (accountId, event) => receive(parts, accountId, { event, making }),
    setUp: async (caller, input, idempotency) => {
      const known = await recall(parts, caller, idempotency);
      if (known !== null) return known;
      making.count += 1;
      try {
        return await setUp(parts, caller, { ...input, idempotency });
      } finally {
        making.count -= 1;
      }
    },
  };
}

async function receive(
  { database, now, nudge }: Parts,
  accountId: string,
  { event, making }: Readonly<{ event: WebhookEvent; making: Readonly<Making> }>,
): Promise<Received> {
  const { whose, isNews } = await database.write(async (tx) => {
    // Setting one up writes the same row: what is read here still stands when it is written.
    await lockAccount(tx, accountId);
    const webhook = await findWebhook(tx, accountId);
    const whose = whoseIs(event, webhook?.subscriptionId ?? null, making);
    if (whose !== 'ours') return { whose, isNews: false };
    return { whose, isNews: await keep(tx, accountId, { event, webhook, now: now() }) };
  });
  if (whose === 'unknown') return { kind: 'unknown-subscription' };
  if (isNews) nudge(accountId);
  return event.kind === 'ping'
    ? { kind: 'pong', validationCode: event.validationCode }
    : { kind: 'taken' };
}

/** The first ping comes while the subscription is being made: its signature vouches for it. */
function whoseIs(
  event: WebhookEvent,
  ownId: number | null,
  making: Readonly<Making>,
): 'ours' | 'being-made' | 'unknown' {
  if (event.subscriptionId === ownId) return 'ours';
  if (event.kind !== 'ping') return 'unknown';
  if (ownId === null) return 'ours';
  // The one we have stays until Toggl has said that there is another.
  return making.count > 0 ? 'being-made' : 'unknown';
}

type Kept = Readonly<{ event: WebhookEvent; webhook: TogglWebhook | null; now: number }>;

/** Answers whether it is news. */
async function keep(
  tx: WriteTransaction,
  accountId: string,
  { event, webhook, now }: Kept,
): Promise<boolean> {
  const connection = await findTogglConnection(tx, accountId);
  await saveWebhook(tx, accountId, {
    workspaceId: webhook?.workspaceId ?? connection?.workspaceId ?? 0,
    url: webhook?.url ?? '',
    subscriptionId: event.subscriptionId,
    validatedAt: webhook?.validatedAt ?? (event.kind === 'ping' ? now : null),
    lastEventAt: now,
    now,
  });
  if (event.kind !== 'entry' || event.userId !== connection?.togglUserId) return false;
  const entry: ObservedEntry = event.entry;
  return rememberWebhookEvent(tx, accountId, { entry, now });
}

async function setUp(
  parts: Parts,
  caller: Caller,
  { idempotency, ...input }: SetUpInput & Readonly<{ idempotency: Idempotency<SetUp> | undefined }>,
): Promise<CommandResult<SetUp>> {
  const { database, publicUrl, subscribe } = parts;
  const { accountId } = caller;
  const address = input.url ?? publicUrl;
  if (address === null) return noAddress;
  const url = doorOf(address);
  const connection = await findTogglConnection(database.reader, accountId);
  if (connection === null) return togglNotConnected;
  if (input.dryRun) return { kind: 'done', url, subscriptionId: null, calls: 1 };
  const { workspaceId } = connection;
  const fresh = { workspaceId, url, validatedAt: null, lastEventAt: null };
  const subscribed = await subscribe({ url, workspaceId });
  if (subscribed.kind === 'failed') return refusedBy(subscribed.reason);
  const { subscriptionId } = subscribed;
  const work = async ({ tx, now }: Command) => {
    // A ping may have come while the call was under way.
    const known = await findWebhook(tx, accountId);
    const pinged = known?.subscriptionId === subscriptionId ? known.validatedAt : null;
    await saveWebhook(tx, accountId, {
      ...fresh,
      validatedAt: pinged,
      lastEventAt: known?.lastEventAt ?? null,
      subscriptionId,
      now,
    });
    return { kind: 'done' as const, url, subscriptionId, calls: 1 };
  };
  return runCommand(parts, caller, { work, idempotency });
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

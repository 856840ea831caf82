/**
 * Rows of toggl_webhook, the subscription of an account, and of toggl_webhook_event: of each entry
 * what a webhook told last. Told twice or in the wrong order, an event changes nothing.
 */
import type { ObservedEntry } from '../../../core/projection/entry.ts';
import { isLaterEvent } from '../../../core/projection/eventOrder.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

export type TogglWebhook = Readonly<{
  workspaceId: number;
  /** null until Toggl has told. */
  subscriptionId: number | null;
  url: string;
  validatedAt: number | null;
  lastEventAt: number | null;
}>;

export async function findWebhook(
  db: ReadConnection,
  accountId: string,
): Promise<TogglWebhook | null> {
  const row = await db
    .selectFrom('toggl_webhook')
    .selectAll()
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    workspaceId: row.workspace_id,
    subscriptionId: row.subscription_id,
    url: row.url,
    validatedAt: row.validated_at,
    lastEventAt: row.last_event_at,
  };
}

export async function saveWebhook(
  tx: WriteTransaction,
  accountId: string,
  { now, ...webhook }: TogglWebhook & Readonly<{ now: number }>,
): Promise<void> {
  const changes = {
    workspace_id: webhook.workspaceId,
    subscription_id: webhook.subscriptionId,
    url: webhook.url,
    validated_at: webhook.validatedAt,
    last_event_at: webhook.lastEventAt,
  };
  await tx
    .insertInto('toggl_webhook')
    .values({ account_id: accountId, created_at: now, ...changes })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(changes))
    .execute();
}

/** How long it is remembered that an event was told: Toggl keeps trying for a while. */
const keptMs = 7 * 86_400_000;

/** Answers whether it is news. */
export async function rememberWebhookEvent(
  tx: WriteTransaction,
  accountId: string,
  { entry, now }: Readonly<{ entry: ObservedEntry; now: number }>,
): Promise<boolean> {
  await tx
    .deleteFrom('toggl_webhook_event')
    .where('account_id', '=', accountId)
    .where('received_at', '<', now - keptMs)
    .execute();
  const row = await tx
    .selectFrom('toggl_webhook_event')
    .select('body')
    .where('account_id', '=', accountId)
    .where('entry_id', '=', entry.id)
    .executeTakeFirst();
  if (row !== undefined && !isLaterEvent(entry, JSON.parse(row.body) as ObservedEntry))
    return false;
  const changes = {
    body: JSON.stringify(entry),
    modified_at: entry.modifiedAt,
    is_taken: 0 as const,
    received_at: now,
  };
  await tx
    .insertInto('toggl_webhook_event')
    .values({ account_id: accountId, entry_id: entry.id, ...changes })
    .onConflict((conflict) => conflict.columns(['account_id', 'entry_id']).doUpdateSet(changes))
    .execute();
  return true;
}

export async function untakenWebhookEvents(
  db: ReadConnection,
  accountId: string,
): Promise<readonly ObservedEntry[]> {
  const rows = await db
    .selectFrom('toggl_webhook_event')
    .select('body')
    .where('account_id', '=', accountId)
    .where('is_taken', '=', 0)
    .orderBy('modified_at')
    .execute();
  return rows.map(({ body }) => JSON.parse(body) as ObservedEntry);
}

/** What has been told of an entry since then stays to be taken in. */
export async function markEventTaken(
  tx: WriteTransaction,
  accountId: string,
  entry: ObservedEntry,
): Promise<void> {
  await tx
    .updateTable('toggl_webhook_event')
    .set({ is_taken: 1 })
    .where('account_id', '=', accountId)
    .where('entry_id', '=', entry.id)
    .where('body', '=', JSON.stringify(entry))
    .execute();
}

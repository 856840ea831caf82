/**
 * Webhooks v1: subscriptions, and the events of time entries they are sent. Nothing is sent by
 * itself: events wait until `deliverWebhooks` of the sandbox hands them to whoever plays the wire,
 * which may lose, double and reorder them (docs/toggl-notes.md, Webhooks).
 *
 *   subscription made ──▶ ping waits ──answered with its code──▶ validated ──▶ events wait
 */
import { createHmac } from 'node:crypto';
import { type Answer, jsonAnswer, refusedAnswer } from './answer.ts';
import { shownEntry } from './entryShape.ts';
import { type Call, type Route, withObject, workspaceIdOf } from './route.ts';
import { microsecondInstant, readSecond } from './wireTime.ts';
import type { EntryRow, SubscriptionRow, World } from './world.ts';

export type WebhookDelivery = Readonly<{
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}>;

export type WebhookSend = (
  delivery: WebhookDelivery,
) => Promise<Readonly<{ status: number; body: string }>>;

export const webhookRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/webhooks/api/v1/subscriptions/:workspaceId',
    handle: (call) => jsonAnswer([...call.world.subscriptions.values()].map(shown)),
  },
  {
    method: 'POST',
    path: '/webhooks/api/v1/subscriptions/:workspaceId',
    handle: (call) => withObject(call, (body) => create(call, body)),
  },
];

/** Of a free plan. */
const subscriptionsMaximum = 1;

function create(call: Call, body: Readonly<Record<string, unknown>>): Answer {
  const { world } = call;
  const { url_callback: url, description, secret, event_filters: filters } = body;
  const { userId } = world.config().account;
  if (typeof url !== 'string' || typeof description !== 'string' || description === '') {
    return refusedAnswer(400, 'Subscription description must not be empty');
  }
  if (!Array.isArray(filters) || filters.length === 0) {
    return refusedAnswer(400, 'The list of event filters must not be empty');
  }
  if (world.subscriptions.size >= subscriptionsMaximum) {
    const workspaceId = workspaceIdOf(call);
    return refusedAnswer(
      400,
      `User ${userId} already reached the limit of ${subscriptionsMaximum} enabled ` +
        `subscriptions for workspace ${workspaceId}`,
    );
  }
  const id = 54_321 + world.subscriptions.size;
  const row: SubscriptionRow = {
    id,
    workspaceId: workspaceIdOf(call),
    url,
    description,
    secret: typeof secret === 'string' ? secret : 'made-by-toggl',
    validatedAt: null,
    validationCode: `code-of-${id}`,
  };
  world.subscriptions.set(id, row);
  world.deliveries.push({ subscriptionId: id, body: JSON.stringify(ping(world, row)) });
  return jsonAnswer(shown(row));
}

function shown(row: SubscriptionRow): Record<string, unknown> {
  return {
    subscription_id: row.id,
    workspace_id: row.workspaceId,
    enabled: true,
    description: row.description,
    event_filters: [{ entity: 'time_entry', action: '*' }],
    url_callback: row.url,
    secret: row.secret,
    validated_at: row.validatedAt === null ? null : new Date(row.validatedAt).toISOString(),
    has_pending_events: false,
  };
}

function ping(world: World, row: SubscriptionRow): Record<string, unknown> {
  const { userId } = world.config().account;
  const nowText = microsecondInstant(world.stampMicroseconds());
  return {
    event_id: 0,
    created_at: nowText,
    creator_id: userId,
    metadata: { request_type: 'POST', event_user_id: userId },
    payload: 'ping',
    subscription_id: row.id,
    timestamp: nowText,
    url_callback: row.url,
    validation_code: row.validationCode,
    validation_code_url: `https://track.toggl.com/webhooks/api/v1/validate/${row.workspaceId}/${row.id}/${row.validationCode}`,
  };
}

type Snapshot = ReadonlyMap<number, string>;

/** What every entry says, where anybody listens. */
export function snapshotFor(world: World): Snapshot | null {
  const isHeard = [...world.subscriptions.values()].some(({ validatedAt }) => validatedAt !== null);
  if (!isHeard) return null;
  return new Map([...world.entries].map(([id, row]) => [id, JSON.stringify(row)]));
}

/** Events of what differs from before. */
export function tellWebhooks(world: World, before: Snapshot | null): void {
  if (before === null) return;
  for (const [id, row] of world.entries) {
    const was = before.get(id);
    if (was === JSON.stringify(row)) continue;
    const kept = was === undefined ? 'created' : 'updated';
    const action = row.deletedAt === null ? kept : 'deleted';
    for (const { id: subscriptionId, url, validatedAt } of world.subscriptions.values()) {
      if (validatedAt === null) continue;
      const body = JSON.stringify({
        ...event(world, row, action),
        subscription_id: subscriptionId,
        url_callback: url,
      });
      world.deliveries.push({ subscriptionId, body });
    }
  }
}

function event(world: World, row: EntryRow, action: string): Record<string, unknown> {
  const { userId } = world.config().account;
  const nowText = microsecondInstant(world.stampMicroseconds());
  const modifiedSecond = Math.floor(row.modifiedAtMicroseconds / 1_000_000);
  return {
    event_id: 8_023_169_274_700_001,
    created_at: nowText,
    creator_id: userId,
    metadata: {
      action,
      event_user_id: String(userId),
      model: 'time_entry',
      model_owner_id: String(userId),
      path: `/api/v9/workspaces/${row.workspaceId}/time_entries`,
      request_type: action === 'created' ? 'POST' : 'PUT',
      time_entry_id: String(row.id),
      workspace_id: String(row.workspaceId),
    },
    // Whole seconds, as recorded.
    payload: { ...shownEntry(world, row, 'written'), at: readSecond(modifiedSecond) },
    timestamp: nowText,
  };
}

/** Hands over what waits, in order; a ping that is answered with its code validates. */
export async function deliver(world: World, send: WebhookSend): Promise<void> {
  for (const waiting of world.deliveries.splice(0)) {
    const row = world.subscriptions.get(waiting.subscriptionId);
    if (row === undefined) continue;
    const reply = await send(signed(row, waiting.body));
    if (reply.status < 300 && codeIn(reply.body) === row.validationCode) {
      row.validatedAt ??= Math.floor(world.clockMs());
    }
  }
}

function signed({ url, secret }: SubscriptionRow, body: string): WebhookDelivery {
  const digest = createHmac('sha256', secret).update(body).digest('hex');
  const headers = {
    'content-type': 'application/json',
    'x-webhook-signature-256': `sha256=${digest}`,
  };
  return { url, headers, body };
}

function codeIn(body: string): unknown {
  try {
    return JSON.parse(body).validation_code;
  } catch {
    return undefined;
  }
}

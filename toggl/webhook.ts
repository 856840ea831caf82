/**
 * Webhooks v1 as they are on the wire: the body of a subscription, what Toggl answers to one, and
 * the events it sends (docs/toggl-notes.md, Webhooks). An event that is not about a time entry is
 * read as such and no further.
 */
import * as z from 'zod';
import { instantSchema } from './instant.ts';
import type { TimeEntry } from './timeEntry.ts';
import { timeEntrySchema } from './timeEntrySchema.ts';

export type NewSubscription = Readonly<{ url: string; secret: string; description: string }>;

export type Subscription = Readonly<{ subscriptionId: number }>;

export function subscriptionBody({ url, secret, description }: NewSubscription): string {
  return JSON.stringify({
    url_callback: url,
    event_filters: [{ entity: 'time_entry', action: '*' }],
    enabled: true,
    description,
    secret,
  });
}

export const subscriptionSchema: z.ZodType<Subscription> = z
  .object({ subscription_id: z.int() })
  .transform((wire) => ({ subscriptionId: wire.subscription_id }));

export type WebhookEvent = Readonly<{ subscriptionId: number }> &
  (
    | Readonly<{ kind: 'ping'; validationCode: string | null }>
    | Readonly<{ kind: 'entry'; entry: TimeEntry; userId: number | null }>
    | Readonly<{ kind: 'other' }>
  );

const pingSchema = z.object({
  payload: z.literal('ping'),
  subscription_id: z.int(),
  validation_code: z.string().min(1).max(200).nullish(),
});

const eventSchema = z.object({
  subscription_id: z.int(),
  created_at: instantSchema,
  metadata: z.object({ action: z.string(), model: z.string() }),
  payload: z.unknown(),
});

/** null for what is no event of Toggl. */
export function readWebhookEvent(body: unknown): WebhookEvent | null {
  const ping = pingSchema.safeParse(body);
  if (ping.success) {
    const { subscription_id: subscriptionId, validation_code: code } = ping.data;
    return { kind: 'ping', subscriptionId, validationCode: code ?? null };
  }
  const event = eventSchema.safeParse(body);
  if (!event.success) return null;
  const { subscription_id: subscriptionId, metadata, payload, created_at: at } = event.data;
  const entry = timeEntrySchema.safeParse(payload);
  if (metadata.model !== 'time_entry' || !entry.success) return { kind: 'other', subscriptionId };
  const { userId } = entry.data;
  return { kind: 'entry', subscriptionId, userId, entry: withDeletion(entry.data, metadata, at) };
}

/** The payload of a deletion is the entry as it was: no source says that it tells when. */
function withDeletion(
  entry: TimeEntry,
  { action }: Readonly<{ action: string }>,
  at: number,
): TimeEntry {
  if (action !== 'deleted' || entry.deletedAt !== null) return entry;
  return { ...entry, deletedAt: at, modifiedAt: Math.max(at, entry.modifiedAt) };
}

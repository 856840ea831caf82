/**
 * Signed tap URLs: what a tag carries in place of a secret. The URL names a trigger and says that
 * this server wrote it; whoever reads it can tap that trigger and do nothing else.
 *
 *     /t/<trigger>.<version>.<signature of both>
 *
 * Invariant: a URL that was renewed, forged, or whose trigger is gone opens nothing, and how long
 * the answer takes does not tell which.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { laneOf } from '../../../../core/automations/trigger.ts';
import type { Database } from '../../db/database.ts';
import type { WriteTransaction } from '../../db/transaction.ts';
import { ensureInternalToken } from '../../store/apiTokens.ts';
import { listFirings } from '../../store/firings.ts';
import { ensureSigningKey, findSigningKey } from '../../store/signingKeys.ts';
import { findTrigger, type Trigger } from '../../store/triggers.ts';
import type { CommandResult, EngineParts, Idempotency } from '../engineCommand.ts';
import { fireById, paused } from './fireTrigger.ts';
import { runTap } from './taps.ts';
import type { Told, VerbDone } from './verbs.ts';

export type Tags = Readonly<{
  /** `/t/…` of a trigger. */
  pathOf(trigger: Trigger): Promise<string>;
  /** The trigger a URL opens; null for none. */
  find(token: string): Promise<Trigger | null>;
  /** Taps it, as the tag and not as any person's token. */
  tap(
    trigger: Trigger,
    at: string | undefined,
    idempotency?: Idempotency<VerbDone>,
  ): Promise<CommandResult<VerbDone>>;
  /** What its trigger was last answered within the hour; null when it was not fired. */
  lastTold(trigger: Trigger): Promise<Told | null>;
}>;

export type TagParts = EngineParts & Readonly<{ newSecret: () => string }>;

const purpose = 'tags';

export function createTags(parts: TagParts): Tags {
  const { database, now } = parts;
  return {
    pathOf: async (trigger) => {
      const key = await ensureKey(parts, trigger.accountId);
      return `/t/${payloadOf(trigger)}.${signatureOf(trigger, key)}`;
    },

    find: async (token) => {
      const [triggerId = '', version = '', signature = ''] = token.split('.');
      const trigger = await findTrigger(database.reader, triggerId);
      if (trigger === null || String(trigger.tagVersion) !== version) return null;
      const key = await keyOf(database, trigger.accountId);
      if (key === null) return null;
      return isSame(signature, signatureOf(trigger, key)) ? trigger : null;
    },

    lastTold: async (trigger) => {
      if (trigger.isPaused) return paused(trigger);
      const { id, accountId } = trigger;
      const fromAt = now() - 3_600_000;
      const fired = await listFirings(database.reader, { accountId, lane: laneOf(id), fromAt });
      return (fired.at(-1)?.reply as Told | undefined) ?? null;
    },

    tap: ({ id, accountId }, at, idempotency) => {
      const caller = { accountId, tokenId: `tags-${accountId}` };
      return runTap(parts, caller, {
        work: async (command) => {
          await ensureTagToken(command.tx, { ...caller, now: now() });
          return fireById(command, { triggerId: id, state: 'tap', at });
        },
        idempotency,
      });
    },
  };
}

function ensureTagToken(
  tx: WriteTransaction,
  { accountId, tokenId, now }: Readonly<{ accountId: string; tokenId: string; now: number }>,
): Promise<void> {
  const token = { id: tokenId, accountId, name: 'tags', scope: 'track', createdAt: now };
  return ensureInternalToken(tx, token);
}

/** The one place that knows where the key lies: to seal it, change this and `ensureKey`. */
function keyOf({ reader }: Database, accountId: string): Promise<string | null> {
  return findSigningKey(reader, accountId, purpose);
}

async function ensureKey({ database, now, newSecret }: TagParts, accountId: string) {
  const stored = await keyOf(database, accountId);
  if (stored !== null) return stored;
  const fresh = { accountId, purpose, secret: newSecret(), createdAt: now() };
  await database.write((tx) => ensureSigningKey(tx, fresh));
  return (await keyOf(database, accountId)) ?? fresh.secret;
}

function payloadOf({ id, tagVersion }: Trigger): string {
  return `${id}.${tagVersion}`;
}

function signatureOf(trigger: Trigger, key: string): string {
  return createHmac('sha256', key).update(payloadOf(trigger)).digest('base64url');
}

function isSame(given: string, wanted: string): boolean {
  const bytes = Buffer.from(given);
  return bytes.length === wanted.length && timingSafeEqual(bytes, Buffer.from(wanted));
}

/**
 * No call beyond what the headers allowed, and the reserve is kept: above it anything goes, from
 * the reserve down to two only what makes the running entry right, the last one only a stop.
 * It knows what the program knows: the headers of the replies that reached it, on its clock.
 */
import type { Bucket, BucketName } from '../../core/projection/budget.ts';
import type { Call, WireEvent } from '../wire.ts';
import type { Find } from './finding.ts';
import { createRunningBelief } from './runningBelief.ts';

type Parts = Readonly<{ programNow: () => number; reserve: number; find: Find }>;

type QuotaChecker = Readonly<{
  onWire(event: WireEvent): void;
  /** After a restart the program knows what it had stored. */
  onRestart(stored: readonly (Bucket & Readonly<{ bucket: string }>)[]): void;
}>;

export function createQuotaChecker({ programNow, reserve, find }: Parts): QuotaChecker {
  let known: Record<BucketName, Bucket | null> = { organization: null, user: null };
  const running = createRunningBelief();
  const judge = (call: Call) => {
    const bucket = known[bucketOf(call)];
    if (bucket === null || programNow() >= bucket.resetsAt) return;
    const need = running.needOf(call);
    const least = { stop: 1, running: Math.min(2, reserve + 1), other: reserve + 1 }[need];
    if (bucket.remaining >= least) return;
    const left = `${bucket.remaining} left, reserve ${reserve}`;
    find('quota', `${call.method} ${call.path} (${need}) was sent with ${left}.`);
  };
  return {
    onWire: (event) => {
      // No source says which bucket the webhook's own calls cost (docs/toggl-notes.md).
      if (event.call.path.startsWith('/webhooks/')) return;
      if (event.kind === 'sent') judge(event.call);
      if (event.kind !== 'answered') return;
      running.take(event);
      if (event.exchange.kind !== 'replied') return;
      const name = bucketOf(event.call);
      known = { ...known, [name]: bucketAfter(known[name], event.exchange.reply, programNow()) };
    },
    onRestart: (stored) => {
      running.onRestart();
      const bucketOf = (name: BucketName) =>
        stored.find(({ bucket }) => bucket.split(':')[0] === name) ?? null;
      known = { organization: bucketOf('organization'), user: bucketOf('user') };
    },
  };
}

type HttpReply = Extract<
  Extract<WireEvent, { kind: 'answered' }>['exchange'],
  { kind: 'replied' }
>['reply'];

function bucketAfter(before: Bucket | null, reply: HttpReply, now: number): Bucket | null {
  const remaining = Number(reply.headers['x-toggl-quota-remaining'] ?? Number.NaN);
  const resetsInSeconds = Number(reply.headers['x-toggl-quota-resets-in'] ?? Number.NaN);
  if (Number.isNaN(remaining) || Number.isNaN(resetsInSeconds)) return before;
  return { remaining: Math.max(0, remaining), resetsAt: now + resetsInSeconds * 1000 };
}

export function bucketOf({ path }: Pick<Call, 'path'>): BucketName {
  return /\/me(\/|\?|$)/.test(path) ? 'user' : 'organization';
}

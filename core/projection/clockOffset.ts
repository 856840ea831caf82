/**
 * How far Toggl's clock is ahead of ours, from the Date header of each reply.
 *
 * Date carries whole seconds, so one reply gives a range, and replies together narrow it:
 *
 *   ours      sentAt ├──────────┤ receivedAt
 *   Toggl's        dateAt ├────────────┤ dateAt + 1 s
 *   offset    between dateAt − receivedAt and dateAt + 1 s − sentAt
 *
 * Invariant: low ≤ high. A reply that contradicts the range so far means that a clock was set,
 * and starts the range anew.
 */
import { floorSecond } from '../time/instant.ts';

export type ClockOffset = Readonly<{ lowMs: number; highMs: number }>;

export type DatedReply = Readonly<{ sentAt: number; receivedAt: number; dateAt: number }>;

type TimedReply = Readonly<{ sentAt: number; receivedAt: number; serverDateAt: number | null }>;

/** What a reply without a Date teaches is nothing. */
export function offsetAfter(
  known: ClockOffset | null,
  { sentAt, receivedAt, serverDateAt }: TimedReply,
): ClockOffset | null {
  if (serverDateAt === null) return known;
  return narrowOffset(known, { sentAt, receivedAt, dateAt: serverDateAt });
}

export function narrowOffset(known: ClockOffset | null, reply: DatedReply): ClockOffset {
  const lowMs = reply.dateAt - reply.receivedAt;
  const highMs = reply.dateAt + 1000 - reply.sentAt;
  if (known === null) return { lowMs, highMs };
  const narrowed = { lowMs: Math.max(known.lowMs, lowMs), highMs: Math.min(known.highMs, highMs) };
  return narrowed.lowMs <= narrowed.highMs ? narrowed : { lowMs, highMs };
}

/** A slow reply leaves a wide range, and no start is held up for that. */
const longestCautionMs = 1000;

/** What Toggl's clock is ahead of ours at the least: what waits for that comes never too early. */
export function leastOffsetMs(known: ClockOffset | null): number {
  if (known === null) return 0;
  return Math.max(known.lowMs, offsetMs(known) - longestCautionMs);
}

/** Middle of the range, or 0 when it allows 0: clocks that may agree are taken to agree. */
export function offsetMs(known: ClockOffset | null): number {
  if (known === null || (known.lowMs <= 0 && known.highMs >= 0)) return 0;
  return Math.round((known.lowMs + known.highMs) / 2);
}

/** Toggl's second when it replied: as it says, else by what is known of its clock. */
export function togglSecondOf(
  { serverDateAt, receivedAt }: Pick<TimedReply, 'serverDateAt' | 'receivedAt'>,
  known: ClockOffset | null,
): number {
  return floorSecond(serverDateAt ?? receivedAt + offsetMs(known));
}

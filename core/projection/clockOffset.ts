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
export type ClockOffset = Readonly<{ lowMs: number; highMs: number }>;

export type DatedReply = Readonly<{ sentAt: number; receivedAt: number; dateAt: number }>;

export function narrowOffset(known: ClockOffset | null, reply: DatedReply): ClockOffset {
  const lowMs = reply.dateAt - reply.receivedAt;
  const highMs = reply.dateAt + 1000 - reply.sentAt;
  if (known === null) return { lowMs, highMs };
  const narrowed = { lowMs: Math.max(known.lowMs, lowMs), highMs: Math.min(known.highMs, highMs) };
  return narrowed.lowMs <= narrowed.highMs ? narrowed : { lowMs, highMs };
}

/** Middle of the range, or 0 when it allows 0: clocks that may agree are taken to agree. */
export function offsetMs(known: ClockOffset | null): number {
  if (known === null || (known.lowMs <= 0 && known.highMs >= 0)) return 0;
  return Math.round((known.lowMs + known.highMs) / 2);
}

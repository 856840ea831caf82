/**
 * How far the server's clock is from this one. A tap carries the instant it was made at, so a
 * phone whose clock runs wrong would begin things at the wrong time.
 *
 *   sentAt ──────────── receivedAt        by this clock
 *          └ [date, date + 1 s) ┘         by the server's: the header Date knows whole seconds
 *
 * Each reply bounds the difference; the bounds of several narrow it. While zero lies between
 * them, the clocks agree as far as anyone can tell, and nothing is corrected.
 */
type Heard = Readonly<{ date: string | null; sentAt: number; receivedAt: number }>;

type Bounds = Readonly<{ lowestMs: number; highestMs: number }>;

export type ServerClock = Readonly<{ heard: (heard: Heard) => void; now: () => number }>;

export function createServerClock(now: () => number): ServerClock {
  let bounds: Bounds = { lowestMs: Number.NEGATIVE_INFINITY, highestMs: Number.POSITIVE_INFINITY };
  return {
    heard: (heard) => {
      const next = boundsOf(heard);
      if (next !== null) bounds = narrowed(bounds, next);
    },
    now: () => now() + differenceMs(bounds),
  };
}

function boundsOf({ date, sentAt, receivedAt }: Heard): Bounds | null {
  const secondAt = Date.parse(date ?? '');
  if (Number.isNaN(secondAt)) return null;
  return { lowestMs: secondAt - receivedAt, highestMs: secondAt + 1000 - sentAt };
}

/** Bounds that exclude each other: a clock was set. The later word counts. */
function narrowed(known: Bounds, next: Bounds): Bounds {
  const lowestMs = Math.max(known.lowestMs, next.lowestMs);
  const highestMs = Math.min(known.highestMs, next.highestMs);
  return lowestMs <= highestMs ? { lowestMs, highestMs } : next;
}

function differenceMs({ lowestMs, highestMs }: Bounds): number {
  if (lowestMs <= 0 && highestMs >= 0) return 0;
  return Math.round((lowestMs + highestMs) / 2);
}

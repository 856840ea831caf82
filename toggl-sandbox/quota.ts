/**
 * The hourly buckets: one for each organization, one for the user. A window is a fixed hour opened
 * by the first request after the last one ended; each bucket has its own (docs/toggl-notes.md).
 *
 *   request   │first          │second              │first of the next window
 *   window    [──────────── 3600 s ────────────)   [──────────── 3600 s …
 *
 * Kept on our clock, so that `resetsAt` can be compared with what a test or a page knows.
 */
export type BucketName = 'organization' | 'user';

/** The bare name is the organization of the account; others are named by their id. */
export type BucketKey = BucketName | `organization:${number}`;

export type BucketReading = Readonly<{
  total: number;
  /** Below zero when refused requests cost a unit too. */
  remaining: number;
  /** Milliseconds; null while no window is open. */
  resetsAt: number | null;
}>;

export type Quota = Readonly<{
  reading(bucket: BucketKey): BucketReading;
  spend(bucket: BucketKey): void;
  /** Takes what is left, as other clients of the same user would. */
  drain(bucket: BucketKey): void;
}>;

type QuotaParts = Readonly<{
  now: () => number;
  total: (bucket: BucketKey) => number;
}>;

type Window = { openedAt: number; used: number };

const windowMs = 3_600_000;

export function createQuota({ now, total }: QuotaParts): Quota {
  const windows = new Map<BucketKey, Window>();

  function openWindow(bucket: BucketKey): Window | null {
    const window = windows.get(bucket);
    return window !== undefined && now() < window.openedAt + windowMs ? window : null;
  }

  function use(bucket: BucketKey, units: number): void {
    const window = openWindow(bucket) ?? { openedAt: now(), used: 0 };
    window.used += units;
    windows.set(bucket, window);
  }

  function reading(bucket: BucketKey): BucketReading {
    const window = openWindow(bucket);
    return {
      total: total(bucket),
      remaining: total(bucket) - (window?.used ?? 0),
      resetsAt: window === null ? null : window.openedAt + windowMs,
    };
  }

  return {
    reading,
    spend: (bucket) => use(bucket, 1),
    drain: (bucket) => use(bucket, Math.max(0, reading(bucket).remaining)),
  };
}

/** Whole seconds, rounded up: the first reply of a window says 3600. */
export function resetsInSeconds(reading: BucketReading, nowAt: number): number {
  return Math.ceil(((reading.resetsAt ?? nowAt + windowMs) - nowAt) / 1000);
}

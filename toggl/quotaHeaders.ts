/**
 * Reads what a reply says of the hourly bucket that paid for it. A header that is missing or
 * malformed is null, never "full": only Toggl's own word fills a bucket
 * (docs/toggl-notes.md, Quota).
 */
import type { QuotaReading } from './outcome.ts';

type Headers = Readonly<Record<string, string>>;

export function readQuota(headers: Headers): QuotaReading | null {
  const remaining = wholeNumber(headers['x-toggl-quota-remaining']);
  const resetsInSeconds = readResetsInSeconds(headers);
  if (remaining === null || resetsInSeconds === null) return null;
  return { remaining, resetsInSeconds };
}

export function readResetsInSeconds(headers: Headers): number | null {
  const seconds = wholeNumber(headers['x-toggl-quota-resets-in']);
  return seconds === null || seconds < 0 ? null : seconds;
}

/** Remaining may be below zero: Toggl counts on while a limit is not enforced. */
function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^-?\d+$/.test(text.trim()) ? Number(text) : null;
}

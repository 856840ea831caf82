/** Lengths and instants as the report shows them. Pure. */
import { clockTime, dayOf } from '../../core/time/day.ts';

/** `0.4 s`, `45 s`, `12.3 min`, `1 h 5 min`. */
export function lengthText(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 60_000) return `${Math.round(ms / 1000)} s`;
  if (ms < 3_600_000) return `${(ms / 60_000).toFixed(1)} min`;
  const minutes = Math.round(ms / 60_000);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `2026-06-08 14:03`, as the clock on the wall shows it. */
export function instantText(at: number, timeZone: string): string {
  return `${dayOf(at, { timeZone, dayStartMinutes: 0 })} ${clockTime(at, timeZone)}`;
}

export function shareText(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((part / whole) * 100).toFixed(2)} %`;
}

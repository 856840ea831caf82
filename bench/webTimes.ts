/** What the measuring of the web app prints: a table, and a verdict for each interaction. Pure. */
import { percentile } from './figures.ts';
import { aligned, type Verdict } from './report.ts';

/** From an input to the frame that shows its answer, once for each time it was done. */
export type WebTimes = Readonly<{ name: string; timesMs: readonly number[] }>;

const limitMs = 50;

export function webTable(all: readonly WebTimes[]): string {
  const rows = all.map(({ name, timesMs }) => {
    const { p50Ms, p95Ms, worstMs } = spreadOf(timesMs);
    const figures = [p50Ms, p95Ms, worstMs].map((ms) => ms.toFixed(1));
    return [name, String(timesMs.length), ...figures];
  });
  return aligned([['', 'times', 'p50 ms', 'p95 ms', 'worst ms'], ...rows]);
}

/** NaN, where nothing was measured, passes no bar. */
export function webVerdicts(all: readonly WebTimes[]): Verdict[] {
  return all.map(({ name, timesMs }) => {
    const { p95Ms } = spreadOf(timesMs);
    return {
      passed: p95Ms <= limitMs,
      line: `${name}: p95 ${p95Ms.toFixed(1)} ms (at most ${limitMs} ms)`,
    };
  });
}

function spreadOf(timesMs: readonly number[]) {
  const sorted = timesMs.toSorted((a, b) => a - b);
  return {
    p50Ms: percentile(sorted, 0.5),
    p95Ms: percentile(sorted, 0.95),
    worstMs: sorted.at(-1) ?? Number.NaN,
  };
}

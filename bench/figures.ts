/** The figures of one run of the load, and the middle of several. Pure. */

/** What one run of the load saw, or the middle of several runs. */
export type Figures = Readonly<{
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  worstMs: number;
  /** Replies that are not 2xx, broken connections, time-outs. */
  failures: number;
}>;

type Run = Readonly<{ latenciesMs: Float64Array; elapsedMs: number; failures: number }>;

export function figuresOf({ latenciesMs, elapsedMs, failures }: Run): Figures {
  const sorted = latenciesMs.toSorted();
  return {
    requestsPerSecond: (sorted.length / elapsedMs) * 1000,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    worstMs: sorted.at(-1) ?? Number.NaN,
    failures,
  };
}

/** The middle of each figure: one noisy second does not speak for all. Failures add up. */
export function middleOf(runs: readonly Figures[]): Figures {
  const middle = (of: (run: Figures) => number) => median(runs.map(of));
  return {
    requestsPerSecond: middle((run) => run.requestsPerSecond),
    p50Ms: middle((run) => run.p50Ms),
    p99Ms: middle((run) => run.p99Ms),
    worstMs: Math.max(...runs.map((run) => run.worstMs)),
    failures: runs.reduce((sum, run) => sum + run.failures, 0),
  };
}

/** The lower of two middles; NaN of nothing, which passes no bar. */
export function median(values: readonly number[]): number {
  return percentile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

/** The smallest value that at least this share of all does not exceed (nearest rank). */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

import { describe, expect, it } from 'vitest';
import { figuresOf, median, middleOf } from './figures.ts';

const quiet = { requestsPerSecond: 900, p50Ms: 1, p99Ms: 2, worstMs: 3, failures: 0 };

describe('the figures of a run', () => {
  it('counts the share of replies that were no slower', () => {
    const latenciesMs = Float64Array.from({ length: 200 }, (_, index) => 200 - index);
    const figures = figuresOf({ latenciesMs, elapsedMs: 2000, failures: 0 });
    expect(figures).toEqual({
      requestsPerSecond: 100,
      p50Ms: 100,
      p99Ms: 198,
      worstMs: 200,
      failures: 0,
    });
  });

  it('has no latency where nothing was answered, so that no bar is passed', () => {
    const figures = figuresOf({ latenciesMs: new Float64Array(), elapsedMs: 1000, failures: 4 });
    expect(figures.requestsPerSecond).toBe(0);
    expect(figures.p99Ms < 5).toBe(false);
  });
});

describe('the middle of several runs', () => {
  it('leaves out a noisy run but keeps its failures and its worst reply', () => {
    const noisy = { requestsPerSecond: 100, p50Ms: 9, p99Ms: 90, worstMs: 300, failures: 2 };
    expect(middleOf([quiet, noisy, quiet])).toEqual({ ...quiet, worstMs: 300, failures: 2 });
  });

  it('orders numbers as numbers', () => {
    expect(median([10, 9, 100])).toBe(10);
  });
});

import { describe, expect, it } from 'vitest';
import { type Measurements, table, verdicts } from './report.ts';

const figures = { requestsPerSecond: 1000, p50Ms: 1, p99Ms: 2, worstMs: 3, failures: 0 };
const slower = { ...figures, requestsPerSecond: 600 };
const passing: Measurements = {
  busy: [{ bare: figures, engine: slower }],
  single: [{ bare: figures, engine: slower }],
  history: [{ empty: figures, full: { ...figures, p99Ms: 2.4 } }],
  togglHanging: { ...figures, p99Ms: 49.9 },
  togglDown: { ...figures, p99Ms: 49.9 },
};

function missed(measured: Measurements): string[] {
  return verdicts(measured).flatMap(({ passed, line }) => (passed ? [] : [line]));
}

describe('the verdicts', () => {
  it('pass what just reaches every bar', () => {
    expect(missed(passing)).toEqual([]);
  });

  it.each([
    {
      reason: 'less than 60 % of the bare server',
      measured: { busy: [{ bare: figures, engine: { ...slower, requestsPerSecond: 599 } }] },
      line: 'throughput 59 % of the bare server (at least 60 %)',
    },
    {
      reason: 'a 99th of 5 ms for one caller',
      measured: { single: [{ bare: figures, engine: { ...slower, p99Ms: 5 } }] },
      line: 'p99 one by one 5.00 ms (under 5 ms)',
    },
    {
      reason: 'a history that slows the next command down',
      measured: { history: [{ empty: figures, full: { ...figures, p99Ms: 2.42 } }] },
      line: 'p99 with a million slices 1.21 × without (at most 1.2)',
    },
    {
      reason: 'a caller that waits for a hanging Toggl',
      measured: { togglHanging: { ...figures, p99Ms: 50 } },
      line: 'p99 while Toggl hangs 50.00 ms (under 50 ms)',
    },
    {
      reason: 'a caller that waits for a Toggl that is down',
      measured: { togglDown: { ...figures, p99Ms: Number.NaN } },
      line: 'p99 while Toggl is down NaN ms (under 50 ms)',
    },
    {
      reason: 'a request that failed in any run',
      measured: { history: [{ empty: { ...figures, failures: 1 }, full: figures }] },
      line: '1 requests not answered 2xx (none allowed)',
    },
  ])('miss on $reason', ({ measured, line }) => {
    expect(missed({ ...passing, ...measured })).toEqual([line]);
  });

  it('compare the engine with the run of the bare server just before it', () => {
    const drifting = [1000, 500, 100].map((requestsPerSecond) => ({
      bare: { ...figures, requestsPerSecond },
      engine: { ...figures, requestsPerSecond: requestsPerSecond * 0.7 },
    }));
    expect(missed({ ...passing, busy: drifting })).toEqual([]);
    expect(verdicts({ ...passing, busy: drifting })[0]?.line).toContain('throughput 70 %');
  });
});

describe('the table', () => {
  it('has a line for each load and columns that stand below each other', () => {
    const lines = table(passing).split('\n');
    expect(lines).toHaveLength(9);
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    expect(lines[2]).toMatch(/^Compass +600 +1\.00 +2\.00 +3\.0 +0$/);
  });
});

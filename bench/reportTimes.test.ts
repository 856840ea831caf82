import { describe, expect, it } from 'vitest';
import { type ReportTimes, reportTable, reportVerdicts } from './reportTimes.ts';

const absent = { kind: 'absent' } as const;
const measured = (...timesMs: number[]) => ({ kind: 'measured' as const, timesMs });
const passing: ReportTimes = {
  slices: 1000,
  firstMs: 900,
  thisMonthMs: [4.9, 90],
  lastMonthMs: [2, 3],
  wholeMs: [10, 10, 50],
  ledger: { month: measured(80), whole: measured(100) },
  timew: { month: absent, whole: { kind: 'slow', limitMs: 60_000 } },
  seconds: { compass: 7, ledger: 7 },
};

/** 900 ms, where ledger takes 100. */
const first = 'the very first report 0.1 ×';

function missed(times: Partial<ReportTimes>): string[] {
  const all = reportVerdicts([{ ...passing, ...times }]);
  return all.flatMap(({ passed, line }) => (passed ? [] : [line]));
}

describe('the verdicts on reports', () => {
  it('pass what just reaches every bar, and what has no rival installed', () => {
    expect(missed({})).toEqual([]);
    const alone = { ledger: { month: absent, whole: absent } };
    expect(missed({ ...alone, seconds: { compass: 7, ledger: null } })).toEqual([]);
  });

  it.each<{ times: Partial<ReportTimes>; line: string; reason: string }>([
    {
      times: { thisMonthMs: [5, 5] },
      line: 'month report of 1000 slices 5.00 ms (under 5 ms)',
      reason: 'a slow month',
    },
    {
      times: { lastMonthMs: [6] },
      line: 'month report of 1000 slices 6.00 ms (under 5 ms)',
      reason: 'a slow month of the past',
    },
    {
      times: { wholeMs: [10.6] },
      line: `whole history of 1000 slices 9 × faster than ledger (at least 10), ${first}`,
      reason: 'too little faster than ledger',
    },
    {
      times: { seconds: { compass: 7, ledger: 8 } },
      line: 'PRIMARY of 1000 slices: 7 s, by ledger 8 s (the same)',
      reason: 'another sum than that of ledger',
    },
  ])('miss $reason', ({ times, line }) => {
    expect(missed(times)).toEqual([line]);
  });

  it('stand below a table that tells what is not installed or too slow', () => {
    expect(reportTable([passing]).split('\n').at(-1)).toMatch(
      /^timew, PRIMARY alone +not installed +over 60000$/,
    );
  });
});

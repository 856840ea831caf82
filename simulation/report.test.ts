import { describe, expect, it } from 'vitest';
import { optionsOf, type Weather } from './options.ts';
import { add, noSums, type Sums, sumsOf, table, verdicts } from './report.ts';
import { surcharges } from './surcharges.ts';

describe('the report of many seeds', () => {
  it('puts the calls of a seed under its weather', () => {
    const calm = sumsOf(outcome('calm', { calls: 10, leastCalls: 9 }));
    expect(calm.calls).toEqual({ calm: 10, rough: 0 });
    expect(calm.leastCalls).toEqual({ calm: 9, rough: 0 });
    expect(sumsOf(outcome('rough', { calls: 3 })).calls).toEqual({ calm: 0, rough: 3 });
  });

  it('adds all up, and keeps the longest double', () => {
    const first = sumsOf(outcome('calm', { calls: 10, longestDoubleMs: 7, faults: { late: 1 } }));
    const second = sumsOf(outcome('rough', { calls: 5, longestDoubleMs: 3, faults: { late: 2 } }));
    expect(add(add(noSums, first), second)).toMatchObject({
      seeds: 2,
      days: 2,
      commands: 2,
      calls: { calm: 10, rough: 5 },
      faults: { late: 3 },
      longestDoubleMs: 7,
      findings: 0,
    });
  });

  const bars: readonly { reason: string; sums: Partial<Sums>; passed: readonly boolean[] }[] = [
    { reason: 'nothing ran', sums: {}, passed: [true, true, true] },
    { reason: 'a checker found something', sums: { findings: 1 }, passed: [false, true, true] },
    {
      reason: 'calm days cost 1.05 times the bound',
      sums: { calls: { calm: 105, rough: 0 }, leastCalls: { calm: 100, rough: 0 } },
      passed: [true, true, true],
    },
    {
      reason: 'calm days cost more',
      sums: { calls: { calm: 106, rough: 0 }, leastCalls: { calm: 100, rough: 0 } },
      passed: [true, false, true],
    },
    {
      reason: 'rough days cost what their faults explain',
      sums: {
        calls: { calm: 0, rough: 105 + 2 * surcharges.late },
        leastCalls: { calm: 0, rough: 100 },
        faults: { late: 2 },
      },
      passed: [true, true, true],
    },
    {
      reason: 'rough days cost more than their faults explain',
      sums: {
        calls: { calm: 0, rough: 106 + 2 * surcharges.late },
        leastCalls: { calm: 0, rough: 100 },
        faults: { late: 2 },
      },
      passed: [true, true, false],
    },
  ];
  it.each(bars)('tells which bars are missed when $reason', ({ sums, passed }) => {
    const results = verdicts({ ...noSums, ...sums });
    expect(results.map((one) => one.passed)).toEqual(passed);
  });

  it('prints the ratio, and a dash where nothing was needed', () => {
    const sums = { ...noSums, calls: { calm: 51, rough: 0 }, leastCalls: { calm: 50, rough: 0 } };
    expect(verdicts(sums)[1]?.line).toContain('1.020');
    expect(verdicts(noSums)[1]?.line).toContain('–');
  });

  it('prints each fault with its count and what it may cost', () => {
    const text = table({ ...noSums, faults: { late: 12 } });
    for (const kind of Object.keys(surcharges)) expect(text).toContain(kind);
    expect(text).toMatch(new RegExp(`late +12 +\\+${surcharges.late} each`));
  });

  type Counted = Readonly<{
    calls?: number;
    leastCalls?: number;
    longestDoubleMs?: number;
    faults?: Readonly<{ late: number }>;
  }>;

  function outcome(weather: Weather, counted: Counted) {
    const { calls = 0, leastCalls = 0, longestDoubleMs = 0, faults = { late: 0 } } = counted;
    return {
      options: { ...optionsOf('any', 1), weather },
      findings: [],
      traceHash: '',
      commands: 1,
      calls,
      leastCalls,
      longestDoubleMs,
      faults: new Map([['late' as const, faults.late]]),
    };
  }
});

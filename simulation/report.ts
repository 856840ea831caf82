/** What a run of many seeds prints: sums, the table of faults, the findings. Pure. */
import type { Fault, Weather } from './options.ts';
import { longestDelayMs, longestStalenessMs } from './options.ts';
import type { Outcome } from './simulate.ts';
import { surcharges } from './surcharges.ts';

/** Plain, so that a process can hand it to another. */
export type Sums = Readonly<{
  seeds: number;
  days: number;
  commands: number;
  calls: Readonly<Record<Weather, number>>;
  leastCalls: Readonly<Record<Weather, number>>;
  faults: Readonly<Partial<Record<Fault, number>>>;
  longestDoubleMs: number;
  findings: number;
}>;

export const noSums: Sums = {
  seeds: 0,
  days: 0,
  commands: 0,
  calls: { calm: 0, rough: 0 },
  leastCalls: { calm: 0, rough: 0 },
  faults: {},
  longestDoubleMs: 0,
  findings: 0,
};

/** Fault-free days may cost so much more than the bound. */
const slack = 1.05;

export function sumsOf({ options, ...outcome }: Outcome): Sums {
  const only = (value: number) => ({ ...noSums.calls, [options.weather]: value });
  return {
    seeds: 1,
    days: options.days,
    commands: outcome.commands,
    calls: only(outcome.calls),
    leastCalls: only(outcome.leastCalls),
    faults: Object.fromEntries(outcome.faults),
    longestDoubleMs: outcome.longestDoubleMs,
    findings: outcome.findings.length,
  };
}

export function add(left: Sums, right: Sums): Sums {
  const both = (a: Sums['calls'], b: Sums['calls']) => ({
    calm: a.calm + b.calm,
    rough: a.rough + b.rough,
  });
  const faults = { ...left.faults };
  for (const [kind, count] of Object.entries(right.faults) as [Fault, number][]) {
    faults[kind] = (faults[kind] ?? 0) + count;
  }
  return {
    seeds: left.seeds + right.seeds,
    days: left.days + right.days,
    commands: left.commands + right.commands,
    calls: both(left.calls, right.calls),
    leastCalls: both(left.leastCalls, right.leastCalls),
    faults,
    longestDoubleMs: Math.max(left.longestDoubleMs, right.longestDoubleMs),
    findings: left.findings + right.findings,
  };
}

type Verdict = Readonly<{ passed: boolean; line: string }>;

export function verdicts(sums: Sums): readonly Verdict[] {
  const { calls, leastCalls } = sums;
  const allowed = slack * leastCalls.rough + surchargeOf(sums);
  return [
    { passed: sums.findings === 0, line: `${sums.findings} findings (none allowed)` },
    {
      passed: calls.calm <= slack * leastCalls.calm,
      line:
        `calm days: ${calls.calm} calls, at least ${leastCalls.calm} needed, ` +
        `${ratio(calls.calm, leastCalls.calm)} (at most ${slack})`,
    },
    {
      passed: calls.rough <= allowed,
      line:
        `rough days: ${calls.rough} calls, at most ${Math.floor(allowed)} with the surcharges ` +
        `(${leastCalls.rough} needed without faults)`,
    },
  ];
}

function surchargeOf({ faults }: Sums): number {
  return (Object.entries(faults) as [Fault, number][])
    .map(([kind, count]) => count * surcharges[kind])
    .reduce((sum, extra) => sum + extra, 0);
}

function ratio(is: number, least: number): string {
  return least === 0 ? '–' : (is / least).toFixed(3);
}

export function table(sums: Sums): string {
  const { seeds, days, commands, longestDoubleMs } = sums;
  const faults = (Object.entries(surcharges) as [Fault, number][]).map(
    ([kind, extra]) =>
      `  ${kind.padEnd(20)} ${String(sums.faults[kind] ?? 0).padStart(8)}   +${extra} each`,
  );
  return [
    `seeds ${seeds} · days ${days} · commands ${commands}`,
    `delay in flight at most ${longestDelayMs / 1000} s, reads at most ` +
      `${longestStalenessMs / 1000} s old, two entries for one slice for at most ` +
      `${(longestDoubleMs / 1000).toFixed(1)} s`,
    'faults                  happened   calls allowed for it',
    ...faults,
  ].join('\n');
}

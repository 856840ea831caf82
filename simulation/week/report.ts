/** What a run of many weeks prints: sums, and a verdict. Pure. */
import type { Mishap, WireFault } from '../options.ts';
import { longestDelayMs } from './delivery.ts';
import type { WeekOutcome } from './playWeek.ts';

type FaultKind = WireFault | Mishap;

/** Of many weeks together. */
type WeekSums = Omit<WeekOutcome, 'options' | 'findings' | 'traceHash' | 'faults'> &
  Readonly<{
    weeks: number;
    faults: Readonly<Partial<Record<FaultKind, number>>>;
    findings: number;
    /** Weeks in which anything was found. */
    wrongWeeks: number;
  }>;

export const noWeeks: WeekSums = {
  weeks: 0,
  happenings: 0,
  deliveries: 0,
  overtaken: 0,
  slices: 0,
  doubts: 0,
  sessions: 0,
  measured: 0,
  tellings: 0,
  corrections: 0,
  calls: 0,
  clockSteps: 0,
  faults: {},
  findings: 0,
  wrongWeeks: 0,
};

export function addWeek(sums: WeekSums, outcome: WeekOutcome): WeekSums {
  const faults = { ...sums.faults };
  for (const [kind, count] of outcome.faults) faults[kind] = (faults[kind] ?? 0) + count;
  return {
    weeks: sums.weeks + 1,
    happenings: sums.happenings + outcome.happenings,
    deliveries: sums.deliveries + outcome.deliveries,
    overtaken: sums.overtaken + outcome.overtaken,
    slices: sums.slices + outcome.slices,
    doubts: sums.doubts + outcome.doubts,
    sessions: sums.sessions + outcome.sessions,
    measured: sums.measured + outcome.measured,
    tellings: sums.tellings + outcome.tellings,
    corrections: sums.corrections + outcome.corrections,
    calls: sums.calls + outcome.calls,
    clockSteps: sums.clockSteps + outcome.clockSteps,
    faults,
    findings: sums.findings + outcome.findings.length,
    wrongWeeks: sums.wrongWeeks + (outcome.findings.length > 0 ? 1 : 0),
  };
}

export function weekTable(sums: WeekSums): string {
  const { weeks, happenings, deliveries, overtaken, sessions, slices, faults } = sums;
  const { calls, clockSteps, doubts, measured, tellings, corrections } = sums;
  const rows: readonly (readonly [string, number])[] = [
    ['weeks', weeks],
    ['things that happened', happenings],
    ['requests that told of them', deliveries],
    ['  of them after a later one', overtaken],
    ['ends that were never told, each one doubt', doubts],
    ['games and calls in Discord', sessions],
    ['nights, naps and workouts', measured],
    ['  syncs that told of them', tellings],
    ['forgotten stops that sleep made good', corrections],
    ['slices, each as the perfect observer wrote it', slices],
    ['calls to Toggl', calls],
    ['steps of the clock', clockSteps],
    ['restarts and deaths', deathsIn(faults)],
    ['faults of the wire, outages', wireFaultsIn(faults)],
  ];
  const lines = rows.map(([name, count]) => `${name.padEnd(48)} ${String(count).padStart(9)}`);
  return [...lines, `delays of up to ${longestDelayMs / 60_000} minutes`].join('\n');
}

const deaths: readonly FaultKind[] = ['restart', 'crash-now', 'crash-at-commit', 'crash-at-call'];

function deathsIn(faults: WeekSums['faults']): number {
  return deaths.reduce((sum, kind) => sum + (faults[kind] ?? 0), 0);
}

function wireFaultsIn(faults: WeekSums['faults']): number {
  const all = Object.values(faults).reduce((sum, count) => sum + count, 0);
  return all - deathsIn(faults);
}

export function weekVerdict({ findings, wrongWeeks, weeks }: WeekSums) {
  const passed = findings === 0;
  const line = `${findings} findings in ${wrongWeeks} of ${weeks} weeks (none allowed)`;
  return { passed, line: `${passed ? 'ok    ' : 'MISSED'} ${line}` };
}

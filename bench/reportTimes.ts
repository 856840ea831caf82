/** What the measuring of reports prints: a table, and a verdict for each bar. Pure. */
import { median } from './figures.ts';
import { aligned, type Verdict } from './report.ts';

/** Milliseconds of each run; `absent` where the program is not installed. */
export type RivalTimes =
  | Readonly<{ kind: 'absent' }>
  | Readonly<{ kind: 'slow'; limitMs: number }>
  | Readonly<{ kind: 'measured'; timesMs: readonly number[] }>;

export type ReportTimes = Readonly<{
  slices: number;
  /** The first report of a history that was never counted. */
  firstMs: number;
  thisMonthMs: readonly number[];
  lastMonthMs: readonly number[];
  wholeMs: readonly number[];
  ledger: Readonly<{ month: RivalTimes; whole: RivalTimes }>;
  timew: Readonly<{ month: RivalTimes; whole: RivalTimes }>;
  /** Seconds of PRIMARY in the whole history; null where ledger is absent. */
  seconds: Readonly<{ compass: number; ledger: number | null }>;
}>;

const monthLimitMs = 5;
const leastTimesFaster = 10;

export function reportTable(all: readonly ReportTimes[]): string {
  const rows = all.flatMap((times) => [
    [`${times.slices} slices`, 'month ms', 'whole history ms'],
    ['Compass', `${spread(times.thisMonthMs)}`, `${spread(times.wholeMs)}`],
    ['Compass, a month that is over', `${spread(times.lastMonthMs)}`, ''],
    ['Compass, never counted before', '', times.firstMs.toFixed(0)],
    ['ledger', told(times.ledger.month), told(times.ledger.whole)],
    ['timew, PRIMARY alone', told(times.timew.month), told(times.timew.whole)],
  ]);
  return aligned(rows);
}

export function reportVerdicts(all: readonly ReportTimes[]): Verdict[] {
  return all.flatMap((times) => [monthVerdict(times), wholeVerdict(times), sameVerdict(times)]);
}

function monthVerdict({ slices, thisMonthMs, lastMonthMs }: ReportTimes): Verdict {
  const ms = Math.max(median(thisMonthMs), median(lastMonthMs));
  return {
    passed: ms < monthLimitMs,
    line: `month report of ${slices} slices ${ms.toFixed(2)} ms (under ${monthLimitMs} ms)`,
  };
}

/** The bar is for a report as it is asked every day; the very first is told beside it. */
function wholeVerdict({ slices, firstMs, wholeMs, ledger }: ReportTimes): Verdict {
  const name = `whole history of ${slices} slices`;
  const { whole } = ledger;
  if (whole.kind === 'absent') {
    return { passed: true, line: `${name} beside ledger: not judged, ledger is not installed` };
  }
  const ledgerMs = whole.kind === 'slow' ? whole.limitMs : median(whole.timesMs);
  const times = ledgerMs / median(wholeMs);
  const bar = `at least ${leastTimesFaster}`;
  const first = `the very first report ${(ledgerMs / firstMs).toFixed(1)} ×`;
  return {
    passed: times >= leastTimesFaster,
    line: `${name} ${times.toFixed(0)} × faster than ledger (${bar}), ${first}`,
  };
}

/** Whoever is fast and counts something else has won nothing. */
function sameVerdict({ slices, seconds: { compass, ledger } }: ReportTimes): Verdict {
  const name = `PRIMARY of ${slices} slices: ${compass} s`;
  if (ledger === null) return { passed: true, line: `${name} (ledger is not installed)` };
  return { passed: compass === ledger, line: `${name}, by ledger ${ledger} s (the same)` };
}

/** The middle, and the slowest. */
function spread(timesMs: readonly number[]): string {
  return `${median(timesMs).toFixed(2)} (worst ${Math.max(...timesMs).toFixed(1)})`;
}

function told(times: RivalTimes): string {
  switch (times.kind) {
    case 'absent':
      return 'not installed';
    case 'slow':
      return `over ${times.limitMs}`;
    case 'measured':
      return spread(times.timesMs);
  }
}

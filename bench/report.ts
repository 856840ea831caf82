/** What a run prints: a table, and one verdict for each bar the engine promises to pass. Pure. */
import { type Figures, median, middleOf } from './figures.ts';

/** The runs of one load, pair by pair: the bare server first, the engine right after it. */
export type Pair = Readonly<{ bare: Figures; engine: Figures }>;

/** The same engine on a database without history and on one with a million slices. */
export type HistoryPair = Readonly<{ empty: Figures; full: Figures }>;

export type Measurements = Readonly<{
  /** Several connections at once. */
  busy: readonly Pair[];
  /** One connection, one request after another. */
  single: readonly Pair[];
  /** One connection again. */
  history: readonly HistoryPair[];
  togglHanging: Figures;
  togglDown: Figures;
}>;

export type Verdict = Readonly<{ passed: boolean; line: string }>;

const leastShare = 0.6;
const p99LimitMs = 5;
const p99LimitWithoutTogglMs = 50;
const mostSlowdown = 1.2;

/**
 * Latency is judged for a caller who waits for nobody else. Ten callers who never pause queue
 * behind each other: their latency is ten ÷ throughput, a figure of the machine that the bare
 * server does not escape either. The table shows both beside each other.
 */
export function verdicts(measured: Measurements): Verdict[] {
  const { busy, single, history, togglHanging, togglDown } = measured;
  const singleEngine = middleOf(single.map(({ engine }) => engine));
  return [
    throughput(busy),
    latency('p99 one by one', singleEngine, p99LimitMs),
    slowdown(history),
    latency('p99 while Toggl hangs', togglHanging, p99LimitWithoutTogglMs),
    latency('p99 while Toggl is down', togglDown, p99LimitWithoutTogglMs),
    noFailures(measured),
  ];
}

function noFailures({ busy, single, history, togglHanging, togglDown }: Measurements): Verdict {
  const runs = [
    ...[...busy, ...single].map(({ engine }) => engine),
    ...history.flatMap(({ empty, full }) => [empty, full]),
    togglHanging,
    togglDown,
  ];
  const failures = runs.reduce((sum, run) => sum + run.failures, 0);
  return { passed: failures === 0, line: `${failures} requests not answered 2xx (none allowed)` };
}

function slowdown(pairs: readonly HistoryPair[]): Verdict {
  const times = median(pairs.map(({ empty, full }) => full.p99Ms / empty.p99Ms));
  return {
    passed: times <= mostSlowdown,
    line: `p99 with a million slices ${times.toFixed(2)} × without (at most ${mostSlowdown})`,
  };
}

function throughput(pairs: readonly Pair[]): Verdict {
  const share = median(
    pairs.map(({ bare, engine }) => engine.requestsPerSecond / bare.requestsPerSecond),
  );
  return {
    passed: share >= leastShare,
    line: `throughput ${percent(share)} of the bare server (at least ${percent(leastShare)})`,
  };
}

function latency(name: string, { p99Ms }: Figures, limitMs: number): Verdict {
  return {
    passed: p99Ms < limitMs,
    line: `${name} ${p99Ms.toFixed(2)} ms (under ${limitMs} ms)`,
  };
}

export function table(measured: Measurements): string {
  const { busy, single, history, togglHanging, togglDown } = measured;
  const rows: readonly (readonly [string, Figures])[] = [
    ['bare server', middleOf(busy.map(({ bare }) => bare))],
    ['Compass', middleOf(busy.map(({ engine }) => engine))],
    ['bare server, one by one', middleOf(single.map(({ bare }) => bare))],
    ['Compass, one by one', middleOf(single.map(({ engine }) => engine))],
    ['Compass, no slices before', middleOf(history.map(({ empty }) => empty))],
    ['Compass, a million slices before', middleOf(history.map(({ full }) => full))],
    ['Compass, Toggl hangs', togglHanging],
    ['Compass, Toggl is down', togglDown],
  ];
  const cells = rows.map(([name, figures]) => [
    name,
    figures.requestsPerSecond.toFixed(0),
    figures.p50Ms.toFixed(2),
    figures.p99Ms.toFixed(2),
    figures.worstMs.toFixed(1),
    String(figures.failures),
  ]);
  return aligned([['', 'requests/s', 'p50 ms', 'p99 ms', 'worst ms', 'not 2xx'], ...cells]);
}

/** The first column to the left, figures to the right. */
export function aligned(lines: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...lines.map((line) => line[column]?.length ?? 0));
  return lines
    .map(([name = '', ...figures]) =>
      [
        name.padEnd(width(0)),
        ...figures.map((text, index) => text.padStart(width(index + 1))),
      ].join('   '),
    )
    .join('\n');
}

function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}

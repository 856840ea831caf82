/** What the storm prints: a table, and one verdict for each bar. Pure. */
import { type Figures, middleOf } from '../figures.ts';
import type { OnToggl } from './onToggl.ts';
import type { Round } from './overHttp.ts';

type Storm = Readonly<{ taps: number; rounds: readonly Round[]; toggl: OnToggl }>;

const p99LimitMs = 10;
const timerLimitMs = 60 * 60_000;

export function stormTable({ taps, rounds, toggl }: Storm): string {
  const row = (name: string, figures: Figures) =>
    `${name.padEnd(34)} ${ms(figures.p50Ms)} ${ms(figures.p99Ms)} ${ms(figures.worstMs)}`;
  return [
    `${taps} signals in an hour, ${rounds.length} rounds; the middle of them`,
    `${' '.repeat(34)}   p50 ms   p99 ms  worst ms`,
    row('engine, one after another', middleOf(rounds.map(({ engine }) => engine))),
    row('bare server, in turn with it', middleOf(rounds.map(({ bare }) => bare))),
    row('engine, ten callers at once', middleOf(rounds.map(({ burst }) => burst))),
    '',
    `requests to Toggl in that hour     ${String(toggl.callsInTheHour).padStart(8)}`,
    `  met an empty bucket              ${String(toggl.refused).padStart(8)}`,
    `the visible timer was right        ${(toggl.rightShare * 100).toFixed(0).padStart(7)}%`,
    `after the last signal it was right ${minutes(toggl.untilRightMs)}`,
    `  and everything in Toggl          ${minutes(toggl.untilAllMs)}`,
  ].join('\n');
}

function ms(value: number): string {
  return value.toFixed(2).padStart(8);
}

function minutes(value: number): string {
  return `${(value / 60_000).toFixed(1).padStart(8)} min later`;
}

type Verdict = Readonly<{ passed: boolean; line: string }>;

export function stormVerdicts({ rounds, toggl }: Storm): readonly Verdict[] {
  const { p99Ms } = middleOf(rounds.map(({ engine }) => engine));
  const failures = rounds.reduce(
    (sum, { engine, burst }) => sum + engine.failures + burst.failures,
    0,
  );
  const beyond = toggl.findings.length + toggl.refused;
  return [
    {
      passed: p99Ms < p99LimitMs,
      line: `p99 of the engine ${p99Ms.toFixed(2)} ms (under ${p99LimitMs} ms)`,
    },
    { passed: failures === 0, line: `${failures} requests not answered 2xx (none allowed)` },
    { passed: beyond === 0, line: `${beyond} requests beyond quota or reserve (none allowed)` },
    {
      passed: toggl.untilRightMs <= timerLimitMs,
      line: 'the visible timer is right within the hour in which the bucket is full again',
    },
    { passed: Number.isFinite(toggl.untilAllMs), line: 'in the end everything is in Toggl' },
  ];
}

import { expect, test } from 'vitest';
import { webTable, webVerdicts } from './webTimes.ts';

const hundred = Array.from({ length: 100 }, (_, index) => index + 1);

test('tells the middle, what 95 of 100 stay below, and the worst', () => {
  expect(webTable([{ name: 'scroll', timesMs: hundred }])).toBe(
    [
      '         times   p50 ms   p95 ms   worst ms',
      'scroll     100     50.0     95.0      100.0',
    ].join('\n'),
  );
});

const rows = [
  { timesMs: Array(20).fill(50), passed: true, reason: 'the limit itself is met' },
  { timesMs: [...Array(18).fill(10), 51, 51], passed: false, reason: 'two of twenty are late' },
  { timesMs: [...Array(19).fill(10), 500], passed: true, reason: 'one of twenty may be late' },
  { timesMs: [], passed: false, reason: 'nothing was measured' },
];
test.each(rows)('passed $passed: $reason', ({ timesMs, passed }) => {
  expect(webVerdicts([{ name: 'scroll', timesMs }])[0]?.passed).toBe(passed);
});

/** Weeks of automations: that they repeat, find nothing in the program, and find what is broken. */
import { describe, expect, it } from 'vitest';
import { deletingNothing, losing } from '../breakage.fixture.ts';
import type { Breakage } from '../program.ts';
import { playWeek } from './playWeek.ts';
import { weekOptionsOf } from './weekOptions.ts';

const weeks = 8;
/** Of a machine that has much else to do. */
const timeoutMs = 300_000;

describe('a simulated week of automations', () => {
  it('repeats event by event with its seed, and is another with another seed', async () => {
    const [first, second, other] = [
      await playWeek(quiet('repeats')),
      await playWeek(quiet('repeats')),
      await playWeek(quiet('other')),
    ];
    expect(second.traceHash).toBe(first.traceHash);
    expect(other.traceHash).not.toBe(first.traceHash);
  });

  it(
    `ends in the history of a perfect observer, and so does Toggl, in ${weeks} weeks`,
    async () => {
      let overtaken = 0;
      let corrections = 0;
      for (let number = 1; number <= weeks; number += 1) {
        const outcome = await playWeek(quiet(`ci-${number}`));
        expect(outcome.findings, `seed ci-${number}`).toEqual([]);
        overtaken += outcome.overtaken;
        corrections += outcome.corrections;
      }
      expect(overtaken).toBeGreaterThan(weeks);
      expect(corrections).toBeGreaterThan(0);
    },
    timeoutMs,
  );

  const cases: readonly Readonly<{ reason: string; breakage: Breakage; foundBy: string }>[] = [
    {
      reason: 'forgets the taps that changed nothing',
      breakage: { database: losing('delete from firing where change_id is null') },
      foundBy: 'history',
    },
    {
      reason: 'moves an end by a second',
      breakage: { database: losing('update slice set end_at = end_at + 1000 where end_at > 0') },
      foundBy: 'history',
    },
    {
      reason: 'opens again what a place had begun',
      breakage: {
        database: losing(`update slice set end_at = null where dimension = 'SOCIAL'
          and id = (select max(id) from slice where dimension = 'SOCIAL')`),
      },
      foundBy: 'left open',
    },
    {
      reason: 'leaves measured sleep open to any edit',
      breakage: { database: losing("update slice set is_locked = 0 where source = 'HEALTH'") },
      foundBy: 'sleep',
    },
    {
      reason: 'never deletes an entry',
      breakage: { transport: deletingNothing },
      foundBy: 'converged',
    },
  ];
  it.each(cases)(
    'finds out a program that $reason',
    async ({ breakage, foundBy }) => {
      const { findings } = await playWeek(late('broken'), { breakage });
      expect(findings.map(({ checker }) => checker)).toContain(foundBy);
    },
    timeoutMs,
  );

  /** Few enough events that dozens of weeks take seconds. */
  function quiet(seed: string) {
    const options = weekOptionsOf(seed);
    return { ...options, days: 2 };
  }

  function late(seed: string) {
    return {
      ...quiet(seed),
      days: 3,
      busyness: 2,
      network: 'offline' as const,
      health: 'measured' as const,
    };
  }
});

/** Days that are played: the clock jumps, and yet each call is made at its time. */
import { describe, expect, it } from 'vitest';
import { play } from './play.ts';
import type { Tap } from './taps.ts';

const minute = 60_000;
const morning = Date.parse('2026-06-08T07:00:00Z');

const start = (afterMs: number, ...categories: readonly [string, string?]): Tap => {
  const [category, mode] = categories;
  const also = mode === undefined ? [] : [{ dimension: 'WORK_MODE' as const, category: mode }];
  const starts = [{ dimension: 'PRIMARY' as const, category }, ...also];
  return { at: morning + afterMs, kind: 'start', starts };
};
const stop = (afterMs: number): Tap => ({
  ...{ at: morning + afterMs, kind: 'stop', dimensions: ['PRIMARY'] },
});

const quiet = { projects: [], plan: 'free', timeryPerHour: 0 } as const;
const callsIn = ({ calls }: Awaited<ReturnType<typeof play>>) =>
  calls.map(({ at, method }) => `${method} ${Math.floor((at - morning) / 1000)}`);

describe('days that are played', () => {
  it('have each call seconds after its tap, however close the taps are', async () => {
    const taps = [start(0, 'Mail'), stop(30 * minute), start(30 * minute + 3000, 'Coding')];
    const recording = await play({ ...quiet, taps });
    expect(callsIn(recording)).toEqual([
      'GET -3900',
      'POST 0',
      'GET 2',
      'PATCH 1800',
      'POST 1803',
      'GET 1805',
    ]);
    expect(recording.bounds.at(-1)?.least).toBe(6);
    expect(Math.max(...recording.wrong.map(({ startAt, endAt }) => endAt - startAt))).toBeLessThan(
      1000,
    );
  });

  it('show each project and mode, and end only when all is in Toggl', async () => {
    const taps = [start(0, 'Site', 'Deep Work'), start(5 * minute, 'Mail'), stop(9 * minute)];
    const { switches, behind } = await play({ ...quiet, taps, projects: ['Site'] });
    expect(switches).toHaveLength(3);
    expect(switches.every(({ at, shownAt }) => shownAt !== null && shownAt - at < 1000)).toBe(true);
    expect(behind.at(-1)?.endAt).toBeLessThan(morning + 10 * minute);
  });

  it('leave what Timery takes of a bucket to Timery', async () => {
    const taps = [start(0, 'Mail'), start(58 * minute, 'Coding')];
    const left = async (timeryPerHour: number) => {
      const { calls } = await play({ ...quiet, taps, timeryPerHour });
      return calls.filter(({ method }) => method === 'POST').map(({ hour }) => hour?.left);
    };
    expect(await left(0)).toEqual([29, 28]);
    expect(await left(12)).toEqual([29, 28 - 11]);
  });
});

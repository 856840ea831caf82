import { describe, expect, it } from 'vitest';
import type { Figures } from '../fit/figures.ts';
import { sectionOf } from './section.ts';

const day = { date: '2026-06-08', taps: 3, calls: 21, least: 20, callsAt: [] };
const bucket = { calls: 21, worstHour: { startAt: 0, calls: 9, left: 3 } };
const never = { totalMs: 0, longest: null };
const week: Figures = {
  ...{ days: [day], taps: 3, calls: 21, least: 20, refused: 0, trackedMs: 0, wrongTrackedMs: 0 },
  ...{ perDay: { median: 21, worst: day }, wrong: never, behind: never },
  buckets: { organization: bucket, user: bucket },
};

describe('the section of calls', () => {
  const section = sectionOf({
    actions: [
      { name: 'a start', calls: [post(), { method: 'GET', bucket: 'user' }] },
      { name: 'a lock', calls: [] },
    ],
    weeks: { plain: week, withModes: { ...week, least: 0 } },
    hours: [
      {
        ...{ switches: 30, plan: 'free', timeryPerHour: 5, calls: 34, least: 32, refused: 1 },
        ...{ promptly: 25, late: 2, never: 3, longestWrongMs: 600_000, untilAllMs: 180_000 },
      },
    ],
  });

  it('counts the calls of each action by their bucket', () => {
    expect(section).toContain('| a start | 1 | 1 | POST, GET |\n| a lock | 0 | 0 | – |');
  });

  it('shows weeks, days and hours beside the least that is possible', () => {
    expect(section).toContain('| without modes | 1 | 3 | 21 | 20 | 1.050 | 21 | 21 |');
    expect(section).toContain('| with modes | 1 | 3 | 21 | 0 | – | 21 | 21 |');
    expect(section).toContain('| 2026-06-08 | 3 | 21 | 20 |');
    expect(section).toContain('| 30 | free | 5 | 34 | 32 | 25 | 2 | 3 | 10.0 min | 3.0 min | 1 |');
  });
});

function post() {
  return { method: 'POST', bucket: 'organization' } as const;
}

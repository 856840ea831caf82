import { describe, expect, it } from 'vitest';
import type { Figures } from './figures.ts';
import { type Grade, gradeOf, type Remedy, verdict } from './verdict.ts';

const minute = 60_000;

function figures(wrongMs: number, behindMs: number): Figures {
  const lag = (ms: number) => ({
    totalMs: 2 * ms,
    longest: ms === 0 ? null : { startAt: 0, endAt: ms },
  });
  const bucket = { calls: 20, worstHour: { startAt: 0, calls: 17, left: 3 } };
  const day = { date: '2026-06-08', taps: 1, calls: 20, least: 20, callsAt: [] };
  return {
    ...{ days: [day], taps: 1, calls: 20, least: 20, refused: 0, trackedMs: 0, wrongTrackedMs: 0 },
    perDay: { median: 20, worst: day },
    buckets: { organization: bucket, user: bucket },
    wrong: lag(wrongMs),
    behind: lag(behindMs),
  };
}

const quieter = (grade: Grade): Remedy => ({ what: { plan: 'free', timeryPerHour: 0 }, grade });
const starter = (grade: Grade): Remedy => ({ what: { plan: 'starter', timeryPerHour: 5 }, grade });

describe('the verdict', () => {
  const cases = [
    {
      reason: 'all was shown at once',
      seen: figures(400, minute),
      grade: 'fits',
      remedies: [],
      says: [/^These days fit the free plan: .* within 0\.4 s of every tap, /, / took 17 calls\.$/],
    },
    {
      reason: 'the history came later, and Timery takes too much',
      seen: figures(400, 40 * minute),
      grade: 'late',
      remedies: [quieter('fits')],
      says: [
        /^These days fit the free plan, late: .* up to 40\.0 min behind\. /,
        /They would fit if Timery made no requests: let it refresh less often\.$/,
      ],
    },
    {
      reason: 'the timer was wrong, and a plan helps',
      seen: figures(50 * minute, 50 * minute),
      grade: 'wrong',
      remedies: [quieter('wrong'), starter('fits')],
      says: [
        /^These days do not fit the free plan: .* for up to 50\.0 min, 1 h 40 min in all\. /,
        /They would fit the starter plan\.$/,
      ],
    },
    {
      reason: 'the timer was wrong, and the best there is comes late',
      seen: figures(50 * minute, 50 * minute),
      grade: 'wrong',
      remedies: [quieter('wrong'), starter('late')],
      says: [/They would fit the starter plan, late\.$/],
    },
    {
      reason: 'nothing helps',
      seen: figures(50 * minute, 50 * minute),
      grade: 'wrong',
      remedies: [starter('wrong')],
      says: [/No plan helps: switch less often within an hour\.$/],
    },
  ];

  it.each(cases)('says so in one line where $reason', ({ seen, grade, remedies, says }) => {
    expect(gradeOf(seen)).toBe(grade);
    const said = verdict(seen, { plan: 'free', remedies });
    for (const words of says) expect(said).toMatch(words);
    expect(said).not.toContain('\n');
  });
});

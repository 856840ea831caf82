/** The union of samples, checked against a ledger of single minutes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlaps, type Range, totalMs } from '../time/range.ts';
import { anySleep } from './health.fixture.ts';
import { rankBy, type Sample } from './sample.ts';
import { sessionsOf } from './sessions.ts';
import { pauseMs } from './sleep.ts';

const ranked = rankBy(['watch', 'ring']);
const unranked = rankBy([]);

const minuteMs = 60_000;

/** Each minute of a range, by its start. */
function minutesOf({ startAt, endAt }: Range): number[] {
  return Array.from({ length: (endAt - startAt) / minuteMs }, (_, i) => startAt + i * minuteMs);
}

function minutesIn(ranges: readonly Range[]): Set<number> {
  return new Set(ranges.flatMap(minutesOf));
}

/** The minutes that were slept, and those between two that lie no further apart than a pause. */
function ledger(samples: readonly Sample[]): Set<number> {
  const slept = [...minutesIn(samples)].sort((a, b) => a - b);
  const pauses = slept.flatMap((at, index) => {
    const next = slept[index + 1] ?? at;
    const isPause = next - at - minuteMs <= pauseMs;
    return isPause
      ? minutesOf({ startAt: at + minuteMs, endAt: Math.max(next, at + minuteMs) })
      : [];
  });
  return new Set([...slept, ...pauses]);
}

describe('whatever samples of sleep come', () => {
  it('each minute of one rank counts once, with the pauses and nothing else', () => {
    fc.assert(
      fc.property(anySleep, (samples) => {
        const sessions = sessionsOf(samples, unranked);
        const expected = ledger(samples);
        expect(minutesIn(sessions)).toEqual(expected);
        expect(totalMs(sessions)).toBe(expected.size * minuteMs);
      }),
    );
  });

  it('sessions lie further apart than a pause', () => {
    fc.assert(
      fc.property(anySleep, (samples) => {
        const sessions = sessionsOf(samples, ranked);
        for (const [index, { startAt }] of sessions.entries()) {
          const before = sessions[index - 1];
          if (before !== undefined) expect(startAt - before.endAt).toBeGreaterThan(pauseMs);
        }
      }),
    );
  });

  it('neither their order nor a repetition matters', () => {
    const shuffled = anySleep.chain((samples) =>
      fc.tuple(
        fc.constant(samples),
        fc.shuffledSubarray([...samples, ...samples], {
          minLength: samples.length * 2,
        }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([samples, again]) => {
        expect(sessionsOf(again, ranked)).toEqual(sessionsOf(samples, ranked));
      }),
    );
  });

  it('all that the best source measured is slept, and nothing that nobody measured', () => {
    fc.assert(
      fc.property(anySleep, (samples) => {
        const sessions = minutesIn(sessionsOf(samples, ranked));
        const best = samples.filter(({ sourceName }) => sourceName === 'watch');
        expect([...ledger(best)].filter((at) => !sessions.has(at))).toEqual([]);
        const measured = ledger(samples);
        expect([...sessions].filter((at) => !measured.has(at))).toEqual([]);
      }),
    );
  });

  it('sleep that no other source was near is kept whole', () => {
    fc.assert(
      fc.property(anySleep, (samples) => {
        const sessions = minutesIn(sessionsOf(samples, ranked));
        for (const one of samples) {
          const reach = { startAt: one.startAt - 2 * pauseMs, endAt: one.endAt + 2 * pauseMs };
          const isAlone = !samples.some((other) => other !== one && overlaps(other, reach));
          if (isAlone) expect(minutesOf(one).every((at) => sessions.has(at))).toBe(true);
        }
      }),
    );
  });

  it('a window that ends in a pause on both sides tells what the whole tells', () => {
    fc.assert(
      fc.property(anySleep, anySleep, (early, late) => {
        const days = 5 * 86_400_000;
        const later = late.map((one) => ({
          ...one,
          key: `later ${one.key}`,
          startAt: one.startAt + days,
          endAt: one.endAt + days,
        }));
        const apart = [...sessionsOf(early, ranked), ...sessionsOf(later, ranked)];
        expect(sessionsOf([...later, ...early], ranked)).toEqual(apart);
      }),
    );
  });
});

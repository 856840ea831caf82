import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Dimension, dimensions } from '../engine/slice.ts';
import { clip, type Range, totalMs, union } from '../time/range.ts';
import {
  crossedDimensions,
  type Figures,
  figuresOf,
  type Recorded,
  sumFigures,
} from './figures.ts';
import { metricsOf } from './metrics.ts';
import { anyBorders, anyRecorded } from './recorded.fixture.ts';

const now = 300_000;
const nobody = { isSleep: () => false, isDeepWork: () => false, now };

function claims({ slices, logs }: Recorded, dimension: Dimension, isForeign: boolean): Range[] {
  const own = slices.filter(
    (one) => one.dimension === dimension && (isForeign || one.source !== 'TIMERY'),
  );
  const spans = own.map(({ startAt, endAt }) => ({
    startAt,
    endAt: endAt ?? Math.max(startAt, now),
  }));
  return dimension === 'PRIMARY' && isForeign ? [...spans, ...logs] : spans;
}

function trackedIn({ tracked }: Figures, dimension: Dimension): number {
  const own = tracked.filter((one) => one.dimension === dimension);
  return own.reduce((sum, { durationMs }) => sum + durationMs, 0);
}

/** Sorted, so that figures that say the same are equal. */
function inOrder({ tracked, crossings, switches }: Figures) {
  const sorted = (parts: readonly object[]) => parts.map((part) => JSON.stringify(part)).sort();
  return { tracked: sorted(tracked), crossings: sorted(crossings), switches };
}

function stretches(borders: readonly number[]): Range[] {
  return borders.slice(1).map((endAt, i) => ({ startAt: borders[i] ?? endAt, endAt }));
}

function wholeOf(borders: readonly number[]): Range {
  return { startAt: borders[0] ?? 0, endAt: borders.at(-1) ?? 0 };
}

describe('whatever was recorded, and however it is cut', () => {
  test('each instant that somebody claims counts once', () => {
    fc.assert(
      fc.property(anyRecorded, anyBorders, (recorded, borders) => {
        const stretch = wholeOf(borders);
        const figures = figuresOf(recorded, { ...stretch, now });
        for (const dimension of dimensions) {
          const claimed = union(clip(claims(recorded, dimension, true), stretch));
          expect(trackedIn(figures, dimension)).toBe(totalMs(claimed));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('what others tracked takes nothing from ours', () => {
    fc.assert(
      fc.property(anyRecorded, anyBorders, (recorded, borders) => {
        const stretch = { ...wholeOf(borders), now };
        const alone = recorded.slices.filter(({ source }) => source !== 'TIMERY');
        const ours = figuresOf({ slices: alone, logs: [] }, stretch).tracked;
        const all = figuresOf(recorded, stretch).tracked;
        for (const one of ours) {
          const same = all.find(
            ({ dimension, categoryId, taskId }) =>
              dimension === one.dimension && categoryId === one.categoryId && taskId === one.taskId,
          );
          expect(same?.durationMs).toBeGreaterThanOrEqual(one.durationMs);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('the figures of the parts add up to the figures of the whole', () => {
    fc.assert(
      fc.property(anyRecorded, anyBorders, (recorded, borders) => {
        const parts = stretches(borders).map((part) => figuresOf(recorded, { ...part, now }));
        const whole = figuresOf(recorded, { ...wholeOf(borders), now });
        expect(inOrder(sumFigures(parts))).toEqual(inOrder(whole));
      }),
      { numRuns: 300 },
    );
  });

  test('crossings never exceed what they cross', () => {
    fc.assert(
      fc.property(anyRecorded, anyBorders, (recorded, borders) => {
        const { tracked, crossings } = figuresOf(recorded, { ...wholeOf(borders), now });
        for (const dimension of crossedDimensions) {
          const own = crossings.filter((one) => one.dimension === dimension);
          const crossed = own.reduce((sum, { durationMs }) => sum + durationMs, 0);
          const other = trackedIn({ tracked, crossings, switches: 0 }, dimension);
          expect(crossed).toBeLessThanOrEqual(other);
          expect(crossed).toBeLessThanOrEqual(
            trackedIn({ tracked, crossings, switches: 0 }, 'PRIMARY'),
          );
        }
      }),
      { numRuns: 200 },
    );
  });

  test('seconds add up at every level, and each period is right to the second', () => {
    fc.assert(
      fc.property(anyRecorded, anyBorders, (recorded, borders) => {
        const counted = stretches(borders).map((part) => ({
          ...part,
          figures: figuresOf(recorded, { ...part, now }),
        }));
        const { total, periods } = metricsOf(counted, nobody);
        const whole = sumFigures(counted.map(({ figures }) => figures));
        const length = Math.floor(totalMs([wholeOf(borders)]) / 1000);
        for (const dimension of dimensions) {
          const rounded = Math.round(trackedIn(whole, dimension) / 1000);
          expect(total.totals[dimension]).toBe(Math.min(rounded, length));
          expect(sumOf(periods, (one) => one.totals[dimension])).toBe(total.totals[dimension]);
        }
        for (const [i, metrics] of [...periods, total].entries()) {
          addsUp(metrics);
          const figures = counted[i]?.figures;
          for (const dimension of figures === undefined ? [] : dimensions) {
            const lostMs =
              metrics.totals[dimension] * 1000 - trackedIn(figures as Figures, dimension);
            expect(Math.abs(lostMs)).toBeLessThan(1000);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

type Metrics = ReturnType<typeof metricsOf>['total'];

function addsUp({ totals, categories, tasks, crossings }: Metrics): void {
  for (const dimension of dimensions) {
    const own = categories.filter((one) => one.dimension === dimension);
    expect(sumOf(own, ({ seconds }) => seconds)).toBe(totals[dimension]);
  }
  for (const { dimension, categoryId, seconds } of categories) {
    if (dimension !== 'PRIMARY') continue;
    const ofCategory = (one: { categoryId: string }) => one.categoryId === categoryId;
    expect(sumOf(tasks.filter(ofCategory), (one) => one.seconds)).toBe(seconds);
    for (const crossed of crossedDimensions) {
      const own = crossings.filter(ofCategory).filter((one) => one.dimension === crossed);
      expect(sumOf(own, (one) => one.seconds)).toBe(seconds);
    }
  }
}

function sumOf<One>(all: readonly One[], of: (one: One) => number): number {
  return all.reduce((sum, one) => sum + of(one), 0);
}

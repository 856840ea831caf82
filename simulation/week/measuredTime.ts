/**
 * What the perfect observer writes of measured time. It has no samples: it knows when somebody
 * slept or trained.
 *
 * A night is written as it begins: what runs was forgotten. Of a nap and a workout it hears once
 * the day is told, because nobody's tap waits for a watch.
 *
 *     before    [=== Film ======= runs        [== Coding ========)   [== Errands =)
 *     measured         [=== night ===)            [= nap =)  [== workout ===)
 *     after     [Film )[=== Sleep ===)        [== )[Sleep)[ )[= Workout =)[Errands=)
 *                                                                    ^ whoever began it was up
 */
import { overlaps, type Range, subtract } from '../../core/time/range.ts';
import type { Lines, Written } from './lines.ts';
import type { Measured } from './nights.ts';

const categories = { night: 'Sleep', nap: 'Sleep', workout: 'Workout' } as const;

type Edge = Readonly<{ at: number; write: () => void }>;

export function measuredEdge(measured: Measured, lines: Lines): Edge {
  const { kind, knownAt } = measured;
  return {
    at: knownAt,
    write: () => {
      if (kind === 'night') lines.stop(['PRIMARY'], measured.startAt);
      lines.rewrite('PRIMARY', withMeasured(lines.on('PRIMARY'), measured));
    },
  };
}

function withMeasured(line: readonly Written[], { kind, startAt, endAt }: Measured): Written[] {
  const category = categories[kind];
  const begunMeanwhile = line.filter(
    (slice) => slice.startAt >= startAt && slice.category !== category && !isEmpty(slice),
  );
  // In PRIMARY a second belongs to the slice that began in it.
  const isSecondTaken = (range: Range) =>
    begunMeanwhile.some((slice) => secondOf(slice.startAt) === secondOf(range.startAt));
  const free = subtract({ startAt, endAt }, begunMeanwhile.map(spanOf));
  const taken = free.filter((range) => !isSecondTaken(range));
  const rest = line.flatMap((slice) => remains(slice, taken));
  const own = { number: startAt, dimension: 'PRIMARY', category, source: 'HEALTH' } as const;
  return [...rest, ...taken.map((range) => ({ ...own, ...range, owner: 'watch' }))];
}

function remains(slice: Written, taken: readonly Range[]): Written[] {
  if (!taken.some((range) => overlaps(range, spanOf(slice)))) return [slice];
  return subtract(spanOf(slice), taken).map(({ startAt, endAt }) => {
    return { ...slice, startAt, endAt: Number.isFinite(endAt) ? endAt : null };
  });
}

function secondOf(at: number): number {
  return Math.floor(at / 1000);
}

function isEmpty({ startAt, endAt }: Written): boolean {
  return startAt === endAt;
}

function spanOf({ startAt, endAt }: Written): Range {
  return { startAt, endAt: endAt ?? Number.POSITIVE_INFINITY };
}

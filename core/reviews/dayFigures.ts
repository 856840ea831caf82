/**
 * Figures of days in a row. Days in which nothing begins or ends are alike, and counted once:
 * what ran through a century costs no more than what ran through a weekend.
 *
 *     slices    [═══ coding ═══════════════════════════)[═ email ═
 *     days      |      |      |      |      |      |      |
 *                busy   quiet: counted once for     busy
 *                       each length a day has
 *
 * Invariant: what figuresOf tells of each day by itself.
 */
import { overlaps, type Range } from '../time/range.ts';
import { countedFrom, type Figures, figuresOf, type Recorded } from './figures.ts';

type DayFigures = Readonly<{
  figures: Figures;
  /** Nothing begins or ends in it, so it is sooner counted than read. */
  isQuiet: boolean;
}>;

/** `recorded` holds all that reaches into what the days are counted from. */
export function figuresOfDays<Day extends Range>(
  recorded: Recorded,
  days: readonly Day[],
  now: number,
): (Day & DayFigures)[] {
  const edges = edgesOf(recorded, now);
  const counted: (Day & DayFigures)[] = [];
  const alike = new Map<number, Figures>();
  let next = 0;
  for (const day of days) {
    const passed = next;
    while ((edges[next] ?? day.startAt) < day.startAt) next += 1;
    if (next > passed) alike.clear();
    const isQuiet = (edges[next] ?? day.endAt) >= day.endAt;
    const lengthMs = day.endAt - day.startAt;
    const known = isQuiet ? alike.get(lengthMs) : undefined;
    const figures = known ?? figuresOf(near(recorded, day), { ...day, now });
    if (isQuiet) alike.set(lengthMs, figures);
    counted.push({ ...day, figures, isQuiet });
  }
  return counted;
}

/** Sorted: whatever runs, ends for now at this moment. */
function edgesOf({ slices, logs }: Recorded, now: number): number[] {
  const ends = [...slices, ...logs].flatMap(({ startAt, endAt }) => [startAt, endAt ?? now]);
  return [...ends, now].sort((a, b) => a - b);
}

function near({ slices, logs }: Recorded, day: Range): Recorded {
  const reach = countedFrom(day);
  return {
    slices: slices.filter((slice) =>
      overlaps({ startAt: slice.startAt, endAt: slice.endAt ?? Number.POSITIVE_INFINITY }, reach),
    ),
    logs: logs.filter((log) => overlaps(log, reach)),
  };
}

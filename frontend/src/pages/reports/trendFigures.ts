/** The figures that can be followed over periods: what each is of a period, and how it is told. */
import type { Metrics, Period } from '../../server/reports.ts';
import { shortDuration } from '../../words/duration.ts';
import type { Words } from '../../words/words.ts';

export type TrendFigure = Readonly<{
  key: string;
  label: string;
  /** Null where a period has no such figure. */
  measure: (period: Period) => number | null;
  told: (value: number) => string;
  /** What an axis counts in: an hour is 3600 seconds. */
  axisUnit: number;
  /** So many of these units, as a tick of the axis says it. */
  onAxis: (value: number) => string;
}>;

export function trendFigures(
  { total, categories }: Pick<Metrics, 'total' | 'categories'>,
  words: Words,
): readonly TrendFigure[] {
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  const primary = total.categories
    .filter(({ dimension }) => dimension === 'PRIMARY')
    .toSorted((a, b) => b.seconds - a.seconds);
  const hours = (key: string, label: string, measure: TrendFigure['measure']): TrendFigure => ({
    key,
    label,
    measure,
    told: shortDuration,
    axisUnit: 3600,
    onAxis: (count) => `${words.number(count)} h`,
  });
  return [
    hours('tracked', 'Tracked', ({ totals }) => totals.PRIMARY),
    hours('deep', 'Deep work', ({ deepWorkSeconds }) => deepWorkSeconds),
    {
      key: 'coverage',
      label: 'Coverage of the time awake',
      measure: ({ coverage }) => coverage,
      told: words.percent,
      axisUnit: 1,
      onAxis: words.percent,
    },
    {
      key: 'switches',
      label: 'Switches',
      measure: ({ switches }) => switches,
      told: words.number,
      axisUnit: 1,
      onAxis: words.number,
    },
    hours('sleep', 'Sleep', ({ sleepSeconds }) => sleepSeconds),
    ...primary.map(({ categoryId }) =>
      hours(categoryId, names.get(categoryId) ?? '', (period) => secondsIn(period, categoryId)),
    ),
  ];
}

function secondsIn({ categories }: Period, categoryId: string): number {
  const found = categories.find(
    (part) => part.dimension === 'PRIMARY' && part.categoryId === categoryId,
  );
  return found?.seconds ?? 0;
}

/** One day of the year: a link to it, its lanes in a row, and how long was tracked. */
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { isImported } from '../../../../core/engine/slice.ts';
import { dayRange } from '../../../../core/time/day.ts';
import { intersect, totalMs, union } from '../../../../core/time/range.ts';
import { spanOf } from '../../components/timeline/placement.ts';
import { useDayRules } from '../../components/useDayRules.ts';
import { useCategoryOf } from '../../server/categories.ts';
import { useServer } from '../../server/serverContext.tsx';
import type { Slice } from '../../server/slices.ts';
import { durationOrDash } from '../../words/duration.ts';
import { useWords } from '../../words/wordsContext.tsx';
import { type Drawn, stripHeight, stripOf, stripWidth } from './strip.ts';
import classes from './YearPage.module.css';

type DayStripProps = Readonly<{ date: string; slices: readonly Slice[] }>;

export function DayStrip({ date, slices }: DayStripProps) {
  const words = useWords();
  const rules = useDayRules();
  const categoryOf = useCategoryOf();
  const { now } = useServer();
  const { paths, primaryMs } = useMemo(() => {
    const day = dayRange(date, rules);
    const past = { ...day, endAt: Math.min(day.endAt, now()) };
    const drawn = drawnOf(slices).flatMap((span) => {
      const part = intersect(span, past);
      return part === null ? [] : [{ ...span, ...part }];
    });
    const primary = drawn.filter(({ dimension }) => dimension === 'PRIMARY');
    return { paths: stripOf(drawn, day), primaryMs: totalMs(union(primary)) };
  }, [date, rules, slices, now]);
  return (
    <Link to="/day" search={{ date }} className={classes.day}>
      <span className={classes.date}>{words.civilDay(date)}</span>
      <svg
        className={classes.strip}
        viewBox={`0 0 ${stripWidth} ${stripHeight}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {paths.map(({ key, category, path }) => (
          <path key={key} d={path} fill={categoryOf(category)?.color ?? 'currentColor'} />
        ))}
      </svg>
      <span className={classes.total}>{durationOrDash(primaryMs / 1000)}</span>
    </Link>
  );
}

/** Imported history beneath ours. */
function drawnOf(slices: readonly Slice[]): Drawn[] {
  const sorted = slices.toSorted((a, b) => Number(isImported(b)) - Number(isImported(a)));
  return sorted.map((slice) => ({
    dimension: slice.dimension,
    category: slice.category,
    ...spanOf(slice),
  }));
}

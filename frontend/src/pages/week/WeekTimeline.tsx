/** Seven days side by side. A day of another length ends higher or lower than the rest. */
import { Link } from '@tanstack/react-router';
import { memo, useMemo } from 'react';
import { addDays, daysOf } from '../../../../core/time/calendar.ts';
import { type DayRules, dayRange } from '../../../../core/time/day.ts';
import type { Axis } from '../../components/timeline/axis.ts';
import { DayLanes } from '../../components/timeline/DayLanes.tsx';
import { HourGutter } from '../../components/timeline/HourGutter.tsx';
import { type Lane, lanesOf } from '../../components/timeline/placement.ts';
import { Scroller } from '../../components/timeline/Scroller.tsx';
import classes from '../../components/timeline/Timeline.module.css';
import { TimelinePanel } from '../../components/timeline/TimelinePanel.tsx';
import type { Hold } from '../../components/timeline/useHeldToday.ts';
import { useTimeline } from '../../components/timeline/useTimeline.ts';
import { useDayRules } from '../../components/useDayRules.ts';
import { useToday } from '../../components/useToday.ts';
import type { Slice } from '../../server/slices.ts';
import { useWords } from '../../words/wordsContext.tsx';
import week from './WeekTimeline.module.css';

/** Keyed by its week: what is selected and where it is scrolled belong to one. */
type WeekTimelineProps = Readonly<{
  from: string;
  /** Of these seven, the one to be seen where not all of them are. */
  date: string;
  slices: readonly Slice[];
  hold: Hold;
}>;

const pixelsPerHour = 40;
const noLanes: readonly Lane[] = [];
/** Seven in the morning: what comes before is a scroll away. */
const firstSightHours = 7;

export const WeekTimeline = memo(function WeekTimeline(props: WeekTimelineProps) {
  const { from, date: shownDate, slices, hold } = props;
  const words = useWords();
  const today = useToday();
  const rules = useDayRules();
  const days = useMemo(() => daysIn(from, slices, rules), [from, slices, rules]);
  const range = { startDate: from, endDate: addDays(from, 7) };
  const { selection, timeline } = useTimeline(range, { date: shownDate, hold });
  const { drawn } = timeline;
  const drawnId = drawn?.kind === 'slice' ? drawn.id : null;
  const [first] = days;
  const shown = days.find(({ ids }) => drawnId !== null && ids.has(drawnId)) ?? first;
  return (
    <div className={classes.layout} data-wide={drawn === null}>
      <Scroller
        period={from}
        firstPixels={firstSightHours * pixelsPerHour}
        firstShare={days.findIndex(({ date }) => date === shownDate) / days.length}
      >
        <div className={week.days}>
          <div className={`${week.head} ${classes.head}`}>
            <span />
            {days.map(({ date }) => (
              <div key={date} className={week.dayHead} data-today={date === today}>
                <Link to="/day" search={{ date }} className={week.dayLink}>
                  {words.civilDay(date)}
                </Link>
              </div>
            ))}
          </div>
          <div className={`${week.body} ${classes.body}`}>
            {first === undefined ? null : <HourGutter axis={first.axis} />}
            {days.map(({ date, lanes, axis }) => (
              <div key={date} className={week.day}>
                <DayLanes
                  {...timeline}
                  selection={selection}
                  dayName={words.civilDay(date)}
                  lanes={lanes}
                  axis={axis}
                />
              </div>
            ))}
          </div>
        </div>
      </Scroller>
      <TimelinePanel timeline={timeline} slices={slices} lanes={shown?.lanes ?? noLanes} />
    </div>
  );
});

function daysIn(from: string, slices: readonly Slice[], rules: DayRules) {
  return daysOf({ from, to: addDays(from, 6) }).map((date) => {
    const range = dayRange(date, rules);
    const axis: Axis = { range, pixelsPerHour };
    const lanes = lanesOf(slices, range);
    const placed = lanes.flatMap(({ own, imported }) => [...own, ...imported]);
    return { date, axis, lanes, ids: new Set(placed.map(({ slice }) => slice.id)) };
  });
}

/** Seven days side by side. A day of another length ends higher or lower than the rest. */
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { addDays, daysOf } from '../../../../core/time/calendar.ts';
import { type DayRules, dayRange } from '../../../../core/time/day.ts';
import type { Axis } from '../../components/timeline/axis.ts';
import { DayLanes } from '../../components/timeline/DayLanes.tsx';
import { HourGutter } from '../../components/timeline/HourGutter.tsx';
import { lanesOf } from '../../components/timeline/placement.ts';
import { Scroller } from '../../components/timeline/Scroller.tsx';
import classes from '../../components/timeline/Timeline.module.css';
import { TimelinePanel } from '../../components/timeline/TimelinePanel.tsx';
import type { Timeline } from '../../components/timeline/useTimeline.ts';
import { useDayRules } from '../../components/useDayRules.ts';
import { useToday } from '../../components/useToday.ts';
import type { Slice } from '../../server/slices.ts';
import { useWords } from '../../words/wordsContext.tsx';
import week from './WeekTimeline.module.css';

type WeekTimelineProps = Readonly<{
  from: string;
  slices: readonly Slice[];
  timeline: Timeline;
}>;

const pixelsPerHour = 40;
/** Seven in the morning: what comes before is a scroll away. */
const firstSightHours = 7;

export function WeekTimeline({ from, slices, timeline }: WeekTimelineProps) {
  const words = useWords();
  const today = useToday();
  const rules = useDayRules();
  const days = useMemo(() => daysIn(from, slices, rules), [from, slices, rules]);
  const { selection } = timeline;
  const selectedId = selection?.kind === 'slice' ? selection.id : null;
  const [first] = days;
  const shown = days.find(({ ids }) => selectedId !== null && ids.has(selectedId)) ?? first;
  return (
    <div className={classes.layout} data-wide={selection === null}>
      <Scroller key={from} firstPixels={firstSightHours * pixelsPerHour}>
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
                <DayLanes {...timeline} dayName={words.civilDay(date)} lanes={lanes} axis={axis} />
              </div>
            ))}
          </div>
        </div>
      </Scroller>
      <TimelinePanel timeline={timeline} slices={slices} lanes={shown?.lanes ?? []} />
    </div>
  );
}

function daysIn(from: string, slices: readonly Slice[], rules: DayRules) {
  return daysOf({ from, to: addDays(from, 6) }).map((date) => {
    const range = dayRange(date, rules);
    const axis: Axis = { range, pixelsPerHour };
    const lanes = lanesOf(slices, range);
    const placed = lanes.flatMap(({ own, imported }) => [...own, ...imported]);
    return { date, axis, lanes, ids: new Set(placed.map(({ slice }) => slice.id)) };
  });
}

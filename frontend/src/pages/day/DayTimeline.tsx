/** The lanes of the day with their hours and plans, and the panel beside them. */
import { Stack, Text } from '@mantine/core';
import { memo, useMemo } from 'react';
import { addDays } from '../../../../core/time/calendar.ts';
import { dayRange } from '../../../../core/time/day.ts';
import type { Range } from '../../../../core/time/range.ts';
import { type Axis, positionOf } from '../../components/timeline/axis.ts';
import { DayLanes } from '../../components/timeline/DayLanes.tsx';
import { HourGutter } from '../../components/timeline/HourGutter.tsx';
import { LaneHeads } from '../../components/timeline/LaneHeads.tsx';
import { PlannedColumn } from '../../components/timeline/PlannedColumn.tsx';
import { type Lane, lanesOf } from '../../components/timeline/placement.ts';
import { plannedOn } from '../../components/timeline/planned.ts';
import { Scroller } from '../../components/timeline/Scroller.tsx';
import classes from '../../components/timeline/Timeline.module.css';
import { TimelinePanel } from '../../components/timeline/TimelinePanel.tsx';
import type { Hold } from '../../components/timeline/useHeldToday.ts';
import { useTimeline } from '../../components/timeline/useTimeline.ts';
import { useDayRules } from '../../components/useDayRules.ts';
import { useServer } from '../../server/serverContext.tsx';
import type { Slice } from '../../server/slices.ts';
import { type Task, useTasks } from '../../server/tasks.ts';
import { useWords } from '../../words/wordsContext.tsx';
import { DayLegend } from './DayLegend.tsx';
import { DayToolbar } from './DayToolbar.tsx';

const legend = <DayLegend isEmpty={false} />;
const emptyLegend = <DayLegend isEmpty />;
const noTasks: readonly Task[] = [];

type DayTimelineProps = Readonly<{
  date: string;
  slices: readonly Slice[];
  pixelsPerHour: number;
  zoom: (pixelsPerHour: number) => void;
  hold: Hold;
}>;

export const DayTimeline = memo(function DayTimeline(props: DayTimelineProps) {
  const { date, slices, pixelsPerHour, zoom, hold } = props;
  const words = useWords();
  const rules = useDayRules();
  const { now } = useServer();
  const shown = { startDate: date, endDate: addDays(date, 1) };
  const { selection, timeline } = useTimeline(shown, { date, hold });
  const range = useMemo(() => dayRange(date, rules), [date, rules]);
  const axis = useMemo((): Axis => ({ range, pixelsPerHour }), [range, pixelsPerHour]);
  const lanes = useMemo(() => lanesOf(slices, range), [slices, range]);
  const { data: tasks = noTasks } = useTasks({ limit: '1000' });
  const { timed, untimed } = useMemo(
    () => plannedOn(tasks, { date, day: range, slices, now: now() }),
    [tasks, date, range, slices, now],
  );
  const hasPlans = timed.length > 0;
  return (
    <Stack gap="sm">
      <DayToolbar {...{ range, pixelsPerHour, zoom }} select={timeline.select} />
      {untimed.length === 0 ? null : (
        <Text size="sm">Planned for the day: {untimed.map(({ name }) => name).join(', ')}</Text>
      )}
      <div className={classes.layout}>
        <Scroller period={date} firstPixels={positionOf(axis, firstSightAt(lanes, range, now))}>
          <div className={classes.head} data-planned={hasPlans}>
            <span />
            {hasPlans ? (
              <div className={classes.headCell}>
                <span>Planned</span>
              </div>
            ) : null}
            <LaneHeads lanes={lanes} range={range} />
          </div>
          <div className={classes.body} data-planned={hasPlans}>
            <HourGutter axis={axis} />
            {hasPlans ? <PlannedColumn planned={timed} axis={axis} /> : null}
            <DayLanes
              {...timeline}
              selection={selection}
              dayName={words.civilDay(date)}
              lanes={lanes}
              axis={axis}
            />
          </div>
        </Scroller>
        <TimelinePanel
          timeline={timeline}
          slices={slices}
          lanes={lanes}
          idle={slices.length === 0 ? emptyLegend : legend}
        />
      </div>
    </Stack>
  );
});

/** Now, on the day that has it; else what came first; else the morning. */
function firstSightAt(lanes: readonly Lane[], range: Range, now: () => number): number {
  const at = now();
  if (range.startAt <= at && at < range.endAt) return at - 4 * hourMs;
  const starts = lanes.flatMap(({ own, imported }) => [...own, ...imported]);
  const first = Math.min(...starts.map(({ startAt }) => startAt));
  return Number.isFinite(first) ? first - hourMs : range.startAt + 7 * hourMs;
}

const hourMs = 3_600_000;

/** The full hours as lines, and where clocks were changed. */
import { memo } from 'react';
import type { Range } from '../../../../core/time/range.ts';
import { shortDuration } from '../../words/duration.ts';
import { type Axis, positionOf } from './axis.ts';
import classes from './Timeline.module.css';
import { useMarks } from './useMarks.ts';

type DayMarksProps = Readonly<{ range: Range; axis: Axis }>;

export const DayMarks = memo(function DayMarks({ range, axis }: DayMarksProps) {
  const { hours, clockChanges } = useMarks(range);
  return (
    <>
      {hours.map(({ at, label, isRepeated }) => (
        <div
          key={`${label} ${isRepeated}`}
          className={classes.hourLine}
          style={{ top: positionOf(axis, at) }}
        />
      ))}
      {clockChanges.map(({ at, minutes }) => (
        <div key={at} className={classes.clockChange} style={{ top: positionOf(axis, at) }}>
          {changeSentence(minutes)}
        </div>
      ))}
    </>
  );
});

function changeSentence(minutes: number): string {
  const way = minutes > 0 ? 'forward' : 'back';
  return `Clocks went ${way} ${shortDuration(Math.abs(minutes) * 60)}`;
}

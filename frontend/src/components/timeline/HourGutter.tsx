/** The clocks beside the lanes. */
import { memo } from 'react';
import { type Axis, heightOf, positionOf } from './axis.ts';
import classes from './Timeline.module.css';
import { useMarks } from './useMarks.ts';

export const HourGutter = memo(function HourGutter({ axis }: { axis: Axis }) {
  const { hours } = useMarks(axis.range);
  return (
    <div className={classes.gutter} style={{ height: heightOf(axis) }} aria-hidden="true">
      {hours.map(({ at, label, isRepeated }) => (
        <span
          key={`${label} ${isRepeated}`}
          className={classes.hour}
          style={{ top: positionOf(axis, at) }}
        >
          {isRepeated ? `${label}\u00a0↺` : label}
        </span>
      ))}
    </div>
  );
});

/** Now, across the lanes of the day that has it. */
import { useNow } from '../ticker.tsx';
import { type Axis, positionOf } from './axis.ts';
import classes from './Timeline.module.css';

export function NowLine({ axis }: { axis: Axis }) {
  const now = useNow();
  if (now < axis.range.startAt || now >= axis.range.endAt) return null;
  return <div className={classes.now} style={{ top: positionOf(axis, now) }} aria-hidden="true" />;
}

/** What a finger takes a selected slice by. Out of reach of the keyboard, which has the fields. */
import { useNow } from '../ticker.tsx';
import type { Axis } from './axis.ts';
import { boxOf } from './box.ts';
import type { Lane, Placed } from './placement.ts';
import classes from './Timeline.module.css';

type GripsProps = Readonly<{ placed: Placed; axis: Axis; lane: Lane }>;

export function Grips({ placed, axis, lane }: GripsProps) {
  const { slice } = placed;
  const box = boxOf(placed, { axis, lane, now: useNow() });
  if (slice.isLocked) return null;
  return (
    <div className={classes.grips} style={box} aria-hidden="true">
      <span className={classes.grip} data-slice={slice.id} data-grip="start" />
      {slice.end === null ? null : (
        <span className={classes.grip} data-slice={slice.id} data-grip="end" />
      )}
    </div>
  );
}

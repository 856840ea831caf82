/**
 * What a finger takes a selected slice by. Out of reach of the keyboard, which has the fields. A
 * slice that is selected is brought into sight, wherever it was selected from.
 */
import { useEffect, useRef } from 'react';
import type { Slice } from '../../server/slices.ts';
import { useNow } from '../ticker.tsx';
import type { Axis } from './axis.ts';
import { boxOf } from './box.ts';
import type { Grip } from './drag.ts';
import type { Lane, Placed } from './placement.ts';
import classes from './Timeline.module.css';

type GripsProps = Readonly<{ placed: Placed; axis: Axis; lane: Lane }>;

export function Grips({ placed, axis, lane }: GripsProps) {
  const { slice } = placed;
  const box = boxOf(placed, { axis, lane, now: useNow() });
  const frame = useRef<HTMLDivElement>(null);
  // In braces: newer browsers answer a promise, which React would call as the effect's cleanup.
  useEffect(() => {
    frame.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, []);
  return (
    <div className={classes.grips} style={box} ref={frame} aria-hidden="true">
      {gripsOf(slice).map((grip) => (
        <span key={grip} className={classes.grip} data-slice={slice.id} data-grip={grip} />
      ))}
    </div>
  );
}

/** The edges come last and lie on top: on a short slice they are what is in reach. */
function gripsOf({ isLocked, end }: Slice): Grip[] {
  if (isLocked) return [];
  return end === null ? ['start'] : ['whole', 'start', 'end'];
}

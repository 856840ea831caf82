/** The names of the lanes, and how long each was filled. */
import { memo } from 'react';
import { intersect, type Range, totalMs, union } from '../../../../core/time/range.ts';
import { dimensionNames } from '../../words/dimensions.ts';
import { durationOrDash } from '../../words/duration.ts';
import { useNow } from '../ticker.tsx';
import type { Lane } from './placement.ts';
import classes from './Timeline.module.css';

type LaneHeadsProps = Readonly<{ lanes: readonly Lane[]; range: Range }>;

export const LaneHeads = memo(function LaneHeads({ lanes, range }: LaneHeadsProps) {
  const now = useNow();
  return (
    <div className={classes.laneHeads}>
      {lanes.map((lane) => (
        <div key={lane.dimension} className={classes.headCell}>
          <span>{dimensionNames[lane.dimension]}</span>
          <span className={classes.filled}>
            {durationOrDash(filledMs(lane, { ...range, endAt: Math.min(range.endAt, now) }) / 1000)}
          </span>
        </div>
      ))}
    </div>
  );
});

/** Each second once, whatever overlaps. */
function filledMs({ own, imported }: Lane, range: Range): number {
  return totalMs(union([...own, ...imported].flatMap((span) => intersect(span, range) ?? [])));
}

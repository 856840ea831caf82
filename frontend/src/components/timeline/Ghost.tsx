/** Where a slice would be, with its times, while nothing has happened yet. */
import { useWords } from '../../words/wordsContext.tsx';
import { useNow } from '../ticker.tsx';
import { type Axis, positionOf } from './axis.ts';
import classes from './Timeline.module.css';
import type { Draft } from './useSliceDrag.ts';

export function Ghost({ draft, axis }: Readonly<{ draft: Draft; axis: Axis }>) {
  const words = useWords();
  const now = useNow();
  const { startAt, endAt } = draft.to;
  const top = positionOf(axis, startAt);
  return (
    <div
      className={classes.ghost}
      style={{ top, height: positionOf(axis, endAt ?? now) - top }}
      aria-hidden="true"
    >
      <span className={classes.ghostTimes}>{words.range(startAt, endAt)}</span>
    </div>
  );
}

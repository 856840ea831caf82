/** Time in which nothing was tracked: chosen, it can be filled. */

import type { Range } from '../../../../core/time/range.ts';
import { shortDuration } from '../../words/duration.ts';
import { useWords } from '../../words/wordsContext.tsx';
import { type Axis, positionOf } from './axis.ts';
import classes from './Timeline.module.css';

type GapBlockProps = Readonly<{ axis: Axis; range: Range; choose: () => void }>;

const namedPixels = 18;

export function GapBlock({ axis, range, choose }: GapBlockProps) {
  const words = useWords();
  const top = positionOf(axis, range.startAt);
  const height = positionOf(axis, range.endAt) - top;
  const long = shortDuration((range.endAt - range.startAt) / 1000);
  return (
    <button
      type="button"
      className={classes.gap}
      style={{ top, height }}
      aria-label={`Fill ${words.range(range.startAt, range.endAt)}, ${long} free`}
      onClick={choose}
    >
      {height < namedPixels ? null : `+ ${long}`}
    </button>
  );
}

/** What was planned, beside what was done. A plan is in the way of nothing. */
import { memo } from 'react';
import { useCategoryOf } from '../../server/categories.ts';
import { shortDuration } from '../../words/duration.ts';
import { useWords } from '../../words/wordsContext.tsx';
import { type Axis, heightOf, positionOf } from './axis.ts';
import type { PlannedTask } from './planned.ts';
import classes from './Timeline.module.css';

type PlannedColumnProps = Readonly<{ planned: readonly PlannedTask[]; axis: Axis }>;

export const PlannedColumn = memo(function PlannedColumn(props: PlannedColumnProps) {
  const { planned, axis } = props;
  const words = useWords();
  const categoryOf = useCategoryOf();
  return (
    <ul className={classes.planned} style={{ height: heightOf(axis) }} aria-label="Planned">
      {planned.map(({ task, range, doneMs }) => {
        const top = Math.max(0, positionOf(axis, range.startAt));
        const bottom = Math.min(heightOf(axis), positionOf(axis, range.endAt));
        const color = categoryOf(task.category ?? '')?.color;
        return (
          <li
            key={task.id}
            className={classes.plan}
            style={{ top, height: bottom - top, '--category-color': color } as React.CSSProperties}
          >
            <span className={classes.name}>{task.name}</span>
            <span className={classes.times}>{words.range(range.startAt, range.endAt)}</span>
            <span className={classes.times}>
              {doneMs === 0 ? 'nothing done' : `${shortDuration(doneMs / 1000)} done`}
            </span>
          </li>
        );
      })}
    </ul>
  );
});

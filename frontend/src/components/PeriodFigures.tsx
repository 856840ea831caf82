/** The figures of a period as a list of terms: how much, how well covered, how it went. */
import type { ReactNode } from 'react';
import type { Metrics } from '../server/reports.ts';
import { durationOrDash, shortDuration } from '../words/duration.ts';
import type { Words } from '../words/words.ts';
import { useWords } from '../words/wordsContext.tsx';
import classes from './PeriodFigures.module.css';

type Total = Metrics['total'];
type Figure = Readonly<{ term: string; value: string; more?: string }>;

export function PeriodFigures({ total }: { total: Total }): ReactNode {
  const words = useWords();
  return (
    <dl className={classes.figures}>
      {figuresOf(total, words).map(({ term, value, more }) => (
        <div key={term} className={classes.figure}>
          <dt>{term}</dt>
          <dd>
            <strong>{value}</strong>
            {more === undefined ? null : <span>{more}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function figuresOf(total: Total, words: Words): readonly Figure[] {
  return [
    {
      term: 'Tracked',
      value: shortDuration(total.totals.PRIMARY),
      ...(total.coverage === null
        ? {}
        : { more: `${words.percent(total.coverage)} of the time awake` }),
    },
    { term: 'Deep work', value: durationOrDash(total.deepWorkSeconds) },
    { term: 'Switches', value: words.number(total.switches) },
    ...(total.sleepSeconds === 0
      ? []
      : [{ term: 'Sleep', value: shortDuration(total.sleepSeconds) }]),
    ...plannedFigure(total.planned),
    ...activityFigures(total.activity, words),
  ];
}

function plannedFigure(planned: Total['planned']): readonly Figure[] {
  if (planned.tasks === 0) return [];
  const { completedTasks, tasks, doneSeconds, plannedSeconds } = planned;
  return [
    {
      term: 'Planned tasks done',
      value: `${completedTasks} of ${tasks}`,
      more: `${shortDuration(doneSeconds)} of ${shortDuration(plannedSeconds)}`,
    },
  ];
}

function activityFigures(activity: Total['activity'], words: Words): readonly Figure[] {
  const measured = [
    { term: 'Steps', amount: activity.steps },
    { term: 'Exercise minutes', amount: activity.exerciseMinutes },
  ];
  return measured.flatMap(({ term, amount }) =>
    amount === null ? [] : [{ term, value: words.number(Math.round(amount)) }],
  );
}

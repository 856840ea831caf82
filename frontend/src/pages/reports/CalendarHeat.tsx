/**
 * The last weeks as a calendar: each day holds its hours, tinted the more it holds. Being a table,
 * it is its own numbers. A day leads to its time line.
 */
import { Text, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { addDays, daysOf, periodAround } from '../../../../core/time/calendar.ts';
import { QueryView } from '../../components/QueryView.tsx';
import { Section } from '../../components/Section.tsx';
import { type Period, useMetrics } from '../../server/reports.ts';
import { useWords } from '../../words/wordsContext.tsx';
import { heatOf } from './heat.ts';
import classes from './ReportsPage.module.css';

const weeks = 12;

export function CalendarHeat({ until, today }: { until: string; today: string }) {
  const last = periodAround(until < today ? until : today, 'week');
  const range = { from: addDays(last.from, -7 * (weeks - 1)), to: last.to };
  return (
    <Section title="Calendar">
      <QueryView query={useMetrics({ ...range, by: 'day' })}>
        {({ periods }) => <Calendar periods={periods} today={today} />}
      </QueryView>
    </Section>
  );
}

function Calendar({ periods, today }: { periods: readonly Period[]; today: string }) {
  const words = useWords();
  const hours = new Map(periods.map(({ from, totals }) => [from, totals.PRIMARY]));
  const most = Math.max(0, ...hours.values());
  const mondays = periods.filter((_, index) => index % 7 === 0).map(({ from }) => from);
  const firstWeek = daysOf({ from: mondays[0] ?? today, to: addDays(mondays[0] ?? today, 6) });
  return (
    <table className={classes.calendar}>
      <caption>
        <Text c="dimmed" size="sm">
          Hours tracked each day of the last {weeks} weeks
        </Text>
      </caption>
      <thead>
        <tr>
          <th scope="col">Week of</th>
          {firstWeek.map((day) => (
            <th key={day} scope="col">
              {words.weekday(day)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {mondays.map((monday) => (
          <tr key={monday}>
            <th scope="row">{words.civilDayShort(monday)}</th>
            {daysOf({ from: monday, to: addDays(monday, 6) }).map((day) => (
              <td key={day} data-heat={heatOf(hours.get(day) ?? 0, most)}>
                {day > today ? null : <DayLink day={day} seconds={hours.get(day) ?? 0} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayLink({ day, seconds }: { day: string; seconds: number }) {
  const words = useWords();
  return (
    <Link to="/day" search={{ date: day }}>
      <VisuallyHidden>{words.civilDay(day)}: </VisuallyHidden>
      {seconds === 0 ? '–' : words.number(Math.round(seconds / 360) / 10)}
    </Link>
  );
}

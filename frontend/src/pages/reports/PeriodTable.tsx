/** Each day of the period in numbers. */
import { Box } from '@mantine/core';
import { Section } from '../../components/Section.tsx';
import type { Period } from '../../server/reports.ts';
import { durationOrDash } from '../../words/duration.ts';
import { useWords } from '../../words/wordsContext.tsx';
import classes from './ReportsPage.module.css';

const columns = ['Day', 'Tracked', 'Coverage', 'Deep work', 'Switches', 'Sleep'];

export function PeriodTable({ periods }: { periods: readonly Period[] }) {
  const words = useWords();
  return (
    <Section title="In numbers">
      <Box role="region" aria-label="Days in numbers" tabIndex={0} className={classes.scroll}>
        <table className={classes.table}>
          <caption>Days in numbers</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {periods.map((period) => (
              <tr key={period.from}>
                <th scope="row">{words.civilDay(period.from)}</th>
                <td>{durationOrDash(period.totals.PRIMARY)}</td>
                <td>{period.coverage ? words.percent(period.coverage) : '–'}</td>
                <td>{durationOrDash(period.deepWorkSeconds)}</td>
                <td>{words.number(period.switches)}</td>
                <td>{durationOrDash(period.sleepSeconds)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Box>
    </Section>
  );
}

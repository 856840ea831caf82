/** A year, newest week first. Each week is read and drawn when it comes near what is seen. */
import { Group } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { addDays, periodAround } from '../../../../core/time/calendar.ts';
import { Page } from '../../components/Page.tsx';
import { PeriodSteps } from '../../components/timeline/PeriodSteps.tsx';
import { ViewLinks } from '../../components/timeline/ViewLinks.tsx';
import { useToday } from '../../components/useToday.ts';
import { useWords } from '../../words/wordsContext.tsx';
import { WeekRows } from './WeekRows.tsx';
import classes from './YearPage.module.css';

const weeksInYear = 53;
const yearDays = 364;

export function YearPage() {
  const words = useWords();
  const navigate = useNavigate();
  const today = useToday();
  const { date = today } = useSearch({ from: '/year' });
  const mondays = useMemo(() => mondaysUntil(date), [date]);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  return (
    <Page
      title={`Year to ${words.civilDayOfYear(periodAround(date, 'week').to)}`}
      actions={
        <Group gap="sm">
          <PeriodSteps
            date={date}
            today={today}
            earlier={{ date: addDays(date, -yearDays), label: 'A year earlier' }}
            later={{ date: addDays(date, yearDays), label: 'A year later' }}
            go={(to) => void navigate({ to: '/year', search: to === today ? {} : { date: to } })}
          />
          <ViewLinks shown="/year" date={date} />
        </Group>
      }
    >
      <section ref={setScroller} className={classes.scroller} aria-label="Weeks">
        {scroller === null
          ? null
          : mondays.map((monday) => <WeekRows key={monday} monday={monday} scroller={scroller} />)}
      </section>
    </Page>
  );
}

function mondaysUntil(date: string): string[] {
  const { from } = periodAround(date, 'week');
  return Array.from({ length: weeksInYear }, (_, index) => addDays(from, -7 * index));
}

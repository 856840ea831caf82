/** One day: what ran when in the four lanes, what was planned, and all that can be mended. */
import { Group } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { addDays } from '../../../../core/time/calendar.ts';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { NeighboursAhead } from '../../components/timeline/NeighboursAhead.tsx';
import { PeriodSteps } from '../../components/timeline/PeriodSteps.tsx';
import { useHeldToday } from '../../components/timeline/useHeldToday.ts';
import { ViewLinks } from '../../components/timeline/ViewLinks.tsx';
import { useAllSlices } from '../../server/slices.ts';
import { useWords } from '../../words/wordsContext.tsx';
import { DayTimeline } from './DayTimeline.tsx';

const firstPixelsPerHour = 60;

export function DayPage() {
  const words = useWords();
  const navigate = useNavigate();
  const { today, shownDay, hold } = useHeldToday();
  const { date = shownDay } = useSearch({ from: '/day' });
  const shown = { startDate: date, endDate: addDays(date, 1) };
  const slices = useAllSlices(shown);
  const [pixelsPerHour, zoom] = useState(firstPixelsPerHour);
  const go = (to: string) => {
    hold(null);
    void navigate({ to: '/day', search: to === today ? {} : { date: to } });
  };
  return (
    <Page
      title={date === today ? 'Today' : words.civilDay(date)}
      actions={
        <Group gap="sm">
          <PeriodSteps
            date={date}
            today={today}
            earlier={{ date: addDays(date, -1), label: 'The day before' }}
            later={{ date: addDays(date, 1), label: 'The day after' }}
            go={go}
          />
          <ViewLinks shown="/day" date={date} />
        </Group>
      }
    >
      <NeighboursAhead from={date} days={1} />
      <QueryView query={slices}>
        {(found) => <DayTimeline {...{ date, slices: found, pixelsPerHour, zoom, hold }} />}
      </QueryView>
    </Page>
  );
}

/** One week, day beside day, with the same lanes and the same commands as a single day. */
import { Group } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { addDays, periodAround } from '../../../../core/time/calendar.ts';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { NeighboursAhead } from '../../components/timeline/NeighboursAhead.tsx';
import { PeriodSteps } from '../../components/timeline/PeriodSteps.tsx';
import { UndoButton } from '../../components/timeline/UndoButton.tsx';
import { useHeldToday } from '../../components/timeline/useHeldToday.ts';
import { ViewLinks } from '../../components/timeline/ViewLinks.tsx';
import { useAllSlices } from '../../server/slices.ts';
import { useWords } from '../../words/wordsContext.tsx';
import { WeekTimeline } from './WeekTimeline.tsx';

export function WeekPage() {
  const words = useWords();
  const navigate = useNavigate();
  const { today, shownDay, hold } = useHeldToday();
  const { date = shownDay } = useSearch({ from: '/week' });
  const { from, to } = periodAround(date, 'week');
  const shown = { startDate: from, endDate: addDays(from, 7) };
  const go = (chosen: string) => {
    hold(null);
    void navigate({ to: '/week', search: chosen === today ? {} : { date: chosen } });
  };
  return (
    <Page
      title={`${words.civilDay(from)} – ${words.civilDay(to)}`}
      actions={
        <Group gap="sm">
          <PeriodSteps
            date={date}
            today={today}
            earlier={{ date: addDays(date, -7), label: 'The week before' }}
            later={{ date: addDays(date, 7), label: 'The week after' }}
            go={go}
          />
          <ViewLinks shown="/week" date={date} />
          <UndoButton />
        </Group>
      }
    >
      <NeighboursAhead from={from} days={7} />
      <QueryView query={useAllSlices(shown)}>
        {(slices) => <WeekTimeline key={from} {...{ from, date, slices, hold }} />}
      </QueryView>
    </Page>
  );
}

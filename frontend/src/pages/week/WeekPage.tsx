/** One week: the hours of each day. */
import { Group, Stack, Text } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { periodAround } from '../../../../core/time/calendar.ts';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { useToday } from '../../components/useToday.ts';
import { useMetrics } from '../../server/reports.ts';
import { shortDuration } from '../../words/duration.ts';
import { useWords } from '../../words/wordsContext.tsx';

export function WeekPage() {
  const words = useWords();
  const today = useToday();
  const { date = today } = useSearch({ from: '/week' });
  const metrics = useMetrics({ ...periodAround(date, 'week'), by: 'day' });
  return (
    <Page title="Week">
      <QueryView query={metrics}>
        {({ periods }) => (
          <Stack>
            {periods.map(({ from, totals }) => (
              <Group key={from} justify="space-between">
                <Text>{words.civilDay(from)}</Text>
                <Text>{shortDuration(totals.PRIMARY)}</Text>
              </Group>
            ))}
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

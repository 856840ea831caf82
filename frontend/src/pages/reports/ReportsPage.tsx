/** Where the time of this week went. */
import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { Group, Stack, Text } from '@mantine/core';
import { periodAround } from '../../../../core/time/calendar.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { useToday } from '../../components/useToday.ts';
import { type Metrics, useMetrics } from '../../server/reports.ts';
import { shortDuration } from '../../words/duration.ts';

export function ReportsPage() {
  const metrics = useMetrics({ ...periodAround(useToday(), 'week'), by: 'day' });
  return (
    <Page title="Reports">
      <QueryView
        query={metrics}
        isEmpty={({ total }) => total.categories.length === 0}
        empty={<EmptyState title="Nothing was tracked this week" />}
      >
        {(found) => <Balance metrics={found} />}
      </QueryView>
    </Page>
  );
}

function Balance({ metrics: { total, categories } }: { metrics: Metrics }) {
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  const primary = total.categories.filter(({ dimension }) => dimension === 'PRIMARY');
  return (
    <Stack>
      <div aria-hidden="true">
        <BarChart
          h={240}
          data={primary.map(({ categoryId, seconds }) => ({
            name: names.get(categoryId) ?? '',
            Minutes: Math.round(seconds / 60),
          }))}
          dataKey="name"
          series={[{ name: 'Minutes', color: 'ocean.6' }]}
        />
      </div>
      {primary.map(({ categoryId, seconds }) => (
        <Group key={categoryId} justify="space-between">
          <Text>{names.get(categoryId)}</Text>
          <Text>{shortDuration(seconds)}</Text>
        </Group>
      ))}
    </Stack>
  );
}

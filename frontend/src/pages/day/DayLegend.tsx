/** What the looks of a slice mean, and the keys, while nothing is selected. */
import { Kbd, List, Stack, Text, Title } from '@mantine/core';

type DayLegendProps = Readonly<{ isEmpty: boolean }>;

export function DayLegend({ isEmpty }: DayLegendProps) {
  if (isEmpty) return <Empty />;
  return (
    <Stack gap="sm">
      <Title order={2} size="h5">
        Choose a slice
      </Title>
      <Text size="sm">
        Its category, times and note are changed here. Drag it, or its edges, to move it in time.
      </Text>
      <List size="sm" spacing={4} c="dimmed">
        <List.Item>A double edge and a lock: locked</List.Item>
        <List.Item>A dotted end: it runs</List.Item>
        <List.Item>Hatched, at the right: imported from Toggl</List.Item>
        <List.Item>A dashed frame: free time, to be filled</List.Item>
      </List>
      <Text size="sm" c="dimmed">
        <Kbd>↑</Kbd> <Kbd>↓</Kbd> earlier, later · <Kbd>←</Kbd> <Kbd>→</Kbd> other lanes ·{' '}
        <Kbd>Enter</Kbd> edit · <Kbd>Delete</Kbd> delete · <Kbd>K</Kbd> <Kbd>J</Kbd> other days
      </Text>
    </Stack>
  );
}

function Empty() {
  return (
    <Stack gap="sm">
      <Title order={2} size="h5">
        Nothing was tracked on this day
      </Title>
      <Text size="sm">What was done then can be added by hand: Add time.</Text>
      <Text size="sm" c="dimmed">
        <Kbd>K</Kbd> <Kbd>J</Kbd> other days
      </Text>
    </Stack>
  );
}

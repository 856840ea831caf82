/** What is to be done. */
import { Group, Stack, Text } from '@mantine/core';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { useTasks } from '../../server/tasks.ts';

export function TasksPage() {
  return (
    <Page title="Tasks">
      <QueryView
        query={useTasks()}
        isEmpty={(tasks) => tasks.length === 0}
        empty={<EmptyState title="There is no task" />}
      >
        {(tasks) => (
          <Stack>
            {tasks.map(({ id, name, state }) => (
              <Group key={id} justify="space-between">
                <Text>{name}</Text>
                <Text c="dimmed">{state}</Text>
              </Group>
            ))}
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

/** What is done, with what was written down of it: read when somebody opens it. */
import { Accordion, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { QueryView } from '../../components/QueryView.tsx';
import { Section } from '../../components/Section.tsx';
import {
  type PostDoLog,
  type Task,
  usePostDoLogs,
  useReopenTask,
  useTasks,
} from '../../server/tasks.ts';
import { shortDuration } from '../../words/duration.ts';
import { useWords } from '../../words/wordsContext.tsx';

const fewest = '20';
const most = '500';

export function DoneTasks() {
  const [limit, setLimit] = useState(fewest);
  return (
    <Section title="Done">
      <QueryView
        query={useTasks({ state: 'done', limit })}
        isEmpty={(tasks) => tasks.length === 0}
        empty={<Text c="dimmed">Nothing is done yet.</Text>}
      >
        {(tasks) => (
          <Stack>
            <DoneList tasks={tasks} />
            {tasks.length === Number(fewest) && limit === fewest ? (
              <Button variant="default" onClick={() => setLimit(most)}>
                Show more
              </Button>
            ) : null}
          </Stack>
        )}
      </QueryView>
    </Section>
  );
}

function DoneList({ tasks }: { tasks: readonly Task[] }) {
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <Accordion order={3} value={opened} onChange={setOpened} variant="separated">
      {tasks.map((task) => (
        <Accordion.Item key={task.id} value={task.id}>
          <Accordion.Control>{task.name}</Accordion.Control>
          <Accordion.Panel>{opened === task.id ? <DoneTask task={task} /> : null}</Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}

function DoneTask({ task }: { task: Task }) {
  const words = useWords();
  const reopen = useReopenTask();
  return (
    <Stack gap="sm" align="flex-start">
      {task.completedAt === null ? null : (
        <Text size="sm" c="dimmed">
          Completed {words.dayAndTime(task.completedAt)}
        </Text>
      )}
      <QueryView query={usePostDoLogs(task.id)}>
        {(logs) => (
          <>
            {logs.map((log) => (
              <Log key={log.id} log={log} />
            ))}
          </>
        )}
      </QueryView>
      <Button
        variant="default"
        aria-label={`Open ${task.name} again`}
        loading={reopen.isPending}
        onClick={() => reopen.mutate(task.id)}
      >
        Open again
      </Button>
    </Stack>
  );
}

const effortNames = { SMALL: 'small effort', MEDIUM: 'medium effort', LARGE: 'large effort' };

function Log({ log }: { log: PostDoLog }) {
  const { actualMinutes, estimateMinutes, effortLevel, outcome, keyInsight } = log;
  return (
    <Stack gap={2}>
      <Group gap="xs">
        <Text fw={600}>{shortDuration(actualMinutes * 60)}</Text>
        <Text c="dimmed">
          {estimateMinutes === null ? '' : `of ${shortDuration(estimateMinutes * 60)} thought`}
          {effortLevel === null ? '' : ` · ${effortNames[effortLevel]}`}
        </Text>
      </Group>
      {outcome === null ? null : <Text>{outcome}</Text>}
      {keyInsight === null ? null : <Text>Learnt: {keyInsight}</Text>}
    </Stack>
  );
}

/** What is to be done: caught, sorted, worked on, written down. */
import { Button, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { unreachable } from '../../../../core/invariant.ts';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { Section } from '../../components/Section.tsx';
import { type Task, useAllTasks } from '../../server/tasks.ts';
import { CaptureForm } from './CaptureForm.tsx';
import { CompletionDialog } from './CompletionDialog.tsx';
import { DoneTasks } from './DoneTasks.tsx';
import { TaskEditor } from './TaskEditor.tsx';
import { TaskRow } from './TaskRow.tsx';

type Opened =
  | Readonly<{ kind: 'nothing' }>
  | Readonly<{ kind: 'editor'; task: Task }>
  | Readonly<{ kind: 'completion'; task: Task }>;

export function TasksPage() {
  const [opened, setOpened] = useState<Opened>({ kind: 'nothing' });
  const close = () => setOpened({ kind: 'nothing' });
  const row = (task: Task) => (
    <TaskRow
      key={task.id}
      task={task}
      edit={() => setOpened({ kind: 'editor', task })}
      complete={() => setOpened({ kind: 'completion', task })}
    />
  );
  return (
    <Page title="Tasks">
      <Stack>
        <CaptureForm />
        <TaskSection title="Active" state="active" empty="None is being worked on." row={row} />
        <TaskSection title="Next" state="next" empty="None waits to be begun." row={row} />
        <TaskSection title="Inbox" state="inbox" empty="All that was caught is sorted." row={row} />
        <DoneTasks />
      </Stack>
      <OpenedDialog opened={opened} close={close} />
    </Page>
  );
}

function OpenedDialog({ opened, close }: Readonly<{ opened: Opened; close: () => void }>) {
  switch (opened.kind) {
    case 'nothing':
      return null;
    case 'editor':
      return <TaskEditor task={opened.task} close={close} />;
    case 'completion':
      return <CompletionDialog task={opened.task} close={close} />;
    default:
      return unreachable(opened);
  }
}

type TaskSectionProps = Readonly<{
  title: string;
  state: 'active' | 'next' | 'inbox';
  empty: string;
  row: (task: Task) => ReactNode;
}>;

const fewest = 25;

function TaskSection({ title, state, empty, row }: TaskSectionProps) {
  const [shown, setShown] = useState(fewest);
  return (
    <Section title={title}>
      <QueryView
        query={useAllTasks(state)}
        isEmpty={(tasks) => tasks.length === 0}
        empty={<Text c="dimmed">{empty}</Text>}
      >
        {(tasks) => (
          <Stack gap="sm">
            {tasks.slice(0, shown).map(row)}
            {tasks.length > shown ? (
              <Button variant="default" onClick={() => setShown(tasks.length)}>
                Show all {tasks.length}
              </Button>
            ) : null}
          </Stack>
        )}
      </QueryView>
    </Section>
  );
}

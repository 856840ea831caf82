/** One open task: what it belongs to, when it is due and planned, and what can be done with it. */
import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconCheck, IconPencil, IconPlayerPlayFilled } from '@tabler/icons-react';
import { CategoryBadge } from '../../components/CategoryBadge.tsx';
import { useToday } from '../../components/useToday.ts';
import { useCategoryOf } from '../../server/categories.ts';
import { type Task, useActivateTask } from '../../server/tasks.ts';
import { shortDuration } from '../../words/duration.ts';
import type { Words } from '../../words/words.ts';
import { useWords } from '../../words/wordsContext.tsx';

type TaskRowProps = Readonly<{ task: Task; edit: () => void; complete: () => void }>;

export function TaskRow({ task, edit, complete }: TaskRowProps) {
  const categoryOf = useCategoryOf();
  const { name, category } = task;
  return (
    <Group gap="sm" component="article" aria-label={name}>
      <Group gap="sm" flex="1 1 14rem" wrap="nowrap" align="flex-start">
        {category === null ? null : <CategoryBadge category={categoryOf(category)} />}
        <div style={{ minWidth: 0 }}>
          <Text style={{ overflowWrap: 'anywhere' }}>{name}</Text>
          <TaskFacts task={task} />
        </div>
      </Group>
      <Group gap="xs" wrap="nowrap">
        <BeginButton task={task} edit={edit} />
        <ActionIcon variant="default" size="lg" aria-label={`Complete ${name}`} onClick={complete}>
          <IconCheck size={18} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon variant="default" size="lg" aria-label={`Edit ${name}`} onClick={edit}>
          <IconPencil size={18} aria-hidden="true" />
        </ActionIcon>
      </Group>
    </Group>
  );
}

/** Time has to belong somewhere: without a category it is sorted first. */
function BeginButton({ task, edit }: Omit<TaskRowProps, 'complete'>) {
  const activate = useActivateTask();
  const { id, name, category, state } = task;
  if (category === null) {
    return (
      <Button variant="default" aria-label={`Sort ${name}`} onClick={edit}>
        Sort
      </Button>
    );
  }
  const word = state === 'active' ? 'Go on' : 'Begin';
  return (
    <Button
      variant={state === 'active' ? 'filled' : 'default'}
      leftSection={<IconPlayerPlayFilled size={16} aria-hidden="true" />}
      aria-label={`${word} ${name}`}
      loading={activate.isPending}
      onClick={() => activate.mutate(id)}
    >
      {word}
    </Button>
  );
}

function TaskFacts({ task }: { task: Task }) {
  const words = useWords();
  const today = useToday();
  const { dueDate, category, workMode, note, estimateMinutes, priority } = task;
  const isLate = dueDate !== null && dueDate < today;
  const facts = [
    category,
    workMode,
    planText(task, words),
    estimateMinutes === null ? null : `about ${shortDuration(estimateMinutes * 60)}`,
    priority === 'HIGH' ? 'important' : null,
  ].filter((fact) => fact !== null);
  return (
    <>
      <Text size="sm" c="dimmed">
        {facts.join(' · ')}
      </Text>
      {dueDate === null ? null : (
        <Text size="sm" c={isLate ? 'var(--mantine-color-error)' : 'dimmed'}>
          {isLate ? 'Overdue since' : 'Due'} {words.civilDay(dueDate)}
        </Text>
      )}
      {note === null ? null : (
        <Text size="sm" c="dimmed" lineClamp={2}>
          {note}
        </Text>
      )}
    </>
  );
}

function planText({ schedule }: Task, words: Words): string | null {
  if (schedule === null) return null;
  if ('day' in schedule) return `planned ${words.civilDay(schedule.day)}`;
  return `planned ${words.day(schedule.start)}, ${words.range(schedule.start, schedule.end)}`;
}

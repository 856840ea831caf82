/** What goals ask for, and how often they were met. A sign stands beside each colour. */
import { Badge, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Metrics } from '../server/reports.ts';
import { dimensionNames } from '../words/dimensions.ts';
import { shortDuration } from '../words/duration.ts';
import type { Words } from '../words/words.ts';
import { useWords } from '../words/wordsContext.tsx';

type Goal = Metrics['goals'][number];
type Progress = Goal['progress'][number];

type GoalProgressProps = Readonly<{
  goals: readonly Goal[];
  /** Goals may name categories in which nothing was tracked, so all are needed. */
  categories: readonly Readonly<{ id: string; name: string }>[];
  /** What can be done about a goal. */
  actions?: (goal: Goal, name: string) => ReactNode;
  /** What is drawn where the goal stands, while there is any. */
  inPlaceOf?: (goal: Goal) => ReactNode;
}>;

export function GoalProgress({ goals, categories, actions, inPlaceOf }: GoalProgressProps) {
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  return (
    <Stack gap="md">
      {goals.map((goal) => {
        const name = goalName(goal, names);
        const instead = inPlaceOf?.(goal) ?? null;
        if (instead !== null) return <div key={goal.id}>{instead}</div>;
        return (
          <div key={goal.id}>
            <Group justify="space-between" gap="xs" wrap="nowrap">
              <Text fw={600}>{name}</Text>
              {actions?.(goal, name)}
            </Group>
            <Text c="dimmed" size="sm">
              {metSentence(goal)}
            </Text>
            <Group gap={6} mt={6}>
              {goal.progress.map((progress) => (
                <ProgressBadge key={progress.from} goal={goal} progress={progress} />
              ))}
            </Group>
          </div>
        );
      })}
    </Stack>
  );
}

function ProgressBadge({ goal, progress }: { goal: Goal; progress: Progress }) {
  const words = useWords();
  const { isMet, seconds } = progress;
  const Sign = isMet ? IconCheck : IconX;
  return (
    <Badge
      variant="default"
      radius="sm"
      tt="none"
      fw={500}
      leftSection={<Sign size={14} aria-label={isMet ? 'met' : 'not met'} role="img" />}
    >
      {whenText(goal, progress, words)}: {shortDuration(seconds)}
    </Badge>
  );
}

function whenText({ period }: Goal, { from }: Progress, words: Words): string {
  return period === 'day' ? words.civilDay(from) : `week of ${words.civilDay(from)}`;
}

function goalName(goal: Goal, names: ReadonlyMap<string, string>): string {
  const what =
    goal.categoryId === null
      ? dimensionNames[goal.dimension]
      : (names.get(goal.categoryId) ?? 'A category');
  const much = goal.direction === 'at-least' ? 'at least' : 'at most';
  return `${what}: ${much} ${shortDuration(goal.minutes * 60)} a ${goal.period}`;
}

function metSentence({ progress, period }: Goal): string {
  const met = progress.filter(({ isMet }) => isMet).length;
  const unit = progress.length === 1 ? period : `${period}s`;
  return `Met on ${met} of ${progress.length} ${unit}`;
}

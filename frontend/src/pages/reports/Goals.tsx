/** Goals and how often they were met; a goal is set here, and given up. */
import { ActionIcon, Button, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { GoalProgress } from '../../components/GoalProgress.tsx';
import { Section } from '../../components/Section.tsx';
import { useCategories } from '../../server/categories.ts';
import { type Metrics, useDeleteGoal } from '../../server/reports.ts';
import { GoalForm } from './GoalForm.tsx';

export function Goals({ goals }: { goals: Metrics['goals'] }) {
  const { data: categories = [] } = useCategories();
  const [isAdding, setIsAdding] = useState(false);
  const giveUp = useDeleteGoal();
  return (
    <Section
      title="Goals"
      actions={
        <Button
          variant="default"
          size="xs"
          aria-expanded={isAdding}
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          onClick={() => setIsAdding(!isAdding)}
        >
          Set a goal
        </Button>
      }
    >
      <Stack>
        {isAdding ? <GoalForm close={() => setIsAdding(false)} /> : null}
        {goals.length === 0 && !isAdding ? (
          <Text c="dimmed">No goal is set: so much of something in a day or a week.</Text>
        ) : null}
        <GoalProgress
          goals={goals}
          categories={categories}
          actions={({ id }, name) => (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`Give up ${name}`}
              onClick={() => giveUp.mutate(id)}
            >
              <IconTrash size={18} aria-hidden="true" />
            </ActionIcon>
          )}
        />
      </Stack>
    </Section>
  );
}

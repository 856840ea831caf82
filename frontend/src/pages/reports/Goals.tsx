/** Goals and how often they were met; a goal is set here, changed, and given up. */
import { Button, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { GoalProgress } from '../../components/GoalProgress.tsx';
import { Section } from '../../components/Section.tsx';
import { useCategories } from '../../server/categories.ts';
import type { Metrics } from '../../server/reports.ts';
import { GoalActions } from './GoalActions.tsx';
import { GoalEditor } from './GoalEditor.tsx';
import { NewGoal } from './NewGoal.tsx';

export function Goals({ goals }: { goals: Metrics['goals'] }) {
  const { data: categories = [] } = useCategories();
  const [isAdding, setIsAdding] = useState(false);
  const [editedId, setEditedId] = useState<string | null>(null);
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
        {isAdding ? <NewGoal close={() => setIsAdding(false)} /> : null}
        {goals.length === 0 && !isAdding ? (
          <Text c="dimmed">No goal is set: so much of something in a day or a week.</Text>
        ) : null}
        <GoalProgress
          goals={goals}
          categories={categories}
          actions={({ id }, name) => (
            <GoalActions id={id} name={name} edit={() => setEditedId(id)} />
          )}
          inPlaceOf={(goal) =>
            goal.id === editedId ? <GoalEditor goal={goal} close={() => setEditedId(null)} /> : null
          }
        />
      </Stack>
    </Section>
  );
}

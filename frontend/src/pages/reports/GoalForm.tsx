/** What a goal asks for: at least or at most so many minutes of something in a day or a week. */
import { Button, Group, NumberInput, Select, SimpleGrid, Stack } from '@mantine/core';
import { useState } from 'react';
import { dimensions } from '../../../../core/engine/slice.ts';
import { goalDirections, goalPeriods } from '../../../../core/reviews/goals.ts';
import { useCategories } from '../../server/categories.ts';
import type { NewGoal } from '../../server/reports.ts';
import { dimensionNames } from '../../words/dimensions.ts';
import classes from './ReportsPage.module.css';

const directionNames = { 'at-least': 'At least', 'at-most': 'At most' } as const;
const periodNames = { day: 'a day', week: 'a week' } as const;
const all = 'all';

type GoalFormProps = Readonly<{
  first: NewGoal;
  /** Of the button that sends it. */
  verb: string;
  isSending: boolean;
  send: (goal: NewGoal) => void;
  close: () => void;
}>;

export function GoalForm({ first, verb, isSending, send, close }: GoalFormProps) {
  const [goal, setGoal] = useState(first);
  return (
    <form
      className={classes.form}
      aria-label={verb}
      onSubmit={(event) => {
        event.preventDefault();
        send(goal);
      }}
    >
      <Stack gap="sm">
        <SimpleGrid cols={2} spacing="sm" verticalSpacing="sm">
          <What goal={goal} setGoal={setGoal} />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 2, xs: 3 }} spacing="sm" verticalSpacing="sm">
          <HowMuch goal={goal} setGoal={setGoal} />
        </SimpleGrid>
        <Group gap="sm">
          <Button type="submit" loading={isSending}>
            {verb}
          </Button>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type PartProps = Readonly<{ goal: NewGoal; setGoal: (goal: NewGoal) => void }>;

function What({ goal, setGoal }: PartProps) {
  const { data: categories = [] } = useCategories();
  const named = categories
    .filter(({ isArchived }) => !isArchived)
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <Select
        label="Dimension"
        allowDeselect={false}
        data={dimensions.map((value) => ({ value, label: dimensionNames[value] }))}
        value={goal.dimension ?? 'PRIMARY'}
        onChange={(dimension) => setGoal({ ...goal, dimension: dimension ?? 'PRIMARY' })}
      />
      <Select
        label="Category"
        searchable
        allowDeselect={false}
        data={[{ value: all, label: 'All of it' }, ...named]}
        value={goal.categoryId ?? all}
        onChange={(id) => setGoal({ ...goal, categoryId: id === all ? null : id })}
      />
    </>
  );
}

function HowMuch({ goal, setGoal }: PartProps) {
  return (
    <>
      <Select
        label="How"
        allowDeselect={false}
        data={goalDirections.map((value) => ({ value, label: directionNames[value] }))}
        value={goal.direction}
        onChange={(direction) => setGoal({ ...goal, direction: direction ?? 'at-least' })}
      />
      <NumberInput
        label="Minutes"
        min={0}
        max={100_000}
        step={15}
        allowDecimal={false}
        required
        value={goal.minutes}
        onChange={(minutes) => setGoal({ ...goal, minutes: Number(minutes) })}
      />
      <Select
        label="In"
        allowDeselect={false}
        data={goalPeriods.map((value) => ({ value, label: periodNames[value] }))}
        value={goal.period}
        onChange={(period) => setGoal({ ...goal, period: period ?? 'day' })}
      />
    </>
  );
}

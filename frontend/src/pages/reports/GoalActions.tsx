/** What can be done about a goal: change it where it stands, or give it up. */
import { ActionIcon, Group } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useDeleteGoal } from '../../server/reports.ts';

type GoalActionsProps = Readonly<{ id: string; name: string; edit: () => void }>;

export function GoalActions({ id, name, edit }: GoalActionsProps) {
  const giveUp = useDeleteGoal();
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={`Change ${name}`}
        onClick={edit}
      >
        <IconPencil size={18} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={`Give up ${name}`}
        onClick={() => giveUp.mutate(id)}
      >
        <IconTrash size={18} aria-hidden="true" />
      </ActionIcon>
    </Group>
  );
}

/** What can be done about a goal: change it where it stands, or give it up. */
import { ActionIcon, Group, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Confirmation } from '../../components/Confirmation.tsx';
import { useDeleteGoal } from '../../server/reports.ts';

type GoalActionsProps = Readonly<{ id: string; name: string; edit: () => void }>;

export function GoalActions({ id, name, edit }: GoalActionsProps) {
  const [isAsked, setIsAsked] = useState(false);
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
        onClick={() => setIsAsked(true)}
      >
        <IconTrash size={18} aria-hidden="true" />
      </ActionIcon>
      <Confirmation
        title={`Give up ${name}?`}
        confirm="Give up"
        isBusy={giveUp.isPending}
        onConfirm={() => giveUp.mutate(id, { onSuccess: () => setIsAsked(false) })}
        onCancel={() => setIsAsked(false)}
      >
        {isAsked ? <Text>How often it was met is not told any more.</Text> : null}
      </Confirmation>
    </Group>
  );
}

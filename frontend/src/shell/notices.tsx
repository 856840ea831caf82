/** What a command came to, told for a moment at the edge of the page, with *Undo* beside it. */
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { Change } from '../server/ownChanges.ts';
import type { Tell } from '../server/queryClient.ts';
import { useUndo } from '../server/useUndo.ts';

const readMs = 6_000;
const readFailureMs = 12_000;
const closable = { closeButtonProps: { 'aria-label': 'Close' } };

export const notices: Tell = {
  done: (message, change) => {
    const id = notifications.show({
      ...closable,
      color: 'teal',
      autoClose: readMs,
      message:
        change.length === 0 ? (
          message
        ) : (
          <Undoable message={message} change={change} close={() => notifications.hide(id)} />
        ),
    });
  },
  failed: (message) => {
    notifications.show({ ...closable, color: 'red', autoClose: readFailureMs, message });
  },
};

type UndoableProps = Readonly<{ message: string; change: Change; close: () => void }>;

function Undoable({ message, change, close }: UndoableProps) {
  const undo = useUndo();
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <Text size="sm">{message}</Text>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => {
          undo.mutate(change);
          close();
        }}
      >
        Undo
      </Button>
    </Group>
  );
}

/** What a command came to, told for a moment at the edge of the page, with *Undo* beside it. */
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { Tell } from '../server/queryClient.ts';

const readMs = 6_000;
const readFailureMs = 12_000;
const closable = { closeButtonProps: { 'aria-label': 'Close' } };

export function createNotices(undo: (changeId: string) => Promise<void>): Tell {
  return {
    done: (message, changeId) => {
      const id = notifications.show({
        ...closable,
        color: 'teal',
        autoClose: readMs,
        message:
          changeId === null ? (
            message
          ) : (
            <Undoable
              message={message}
              undo={() => {
                notifications.hide(id);
                void undo(changeId);
              }}
            />
          ),
      });
    },
    failed: (message) => {
      notifications.show({ ...closable, color: 'red', autoClose: readFailureMs, message });
    },
  };
}

function Undoable({ message, undo }: { message: string; undo: () => void }) {
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <Text size="sm">{message}</Text>
      <Button size="compact-sm" variant="default" onClick={undo}>
        Undo
      </Button>
    </Group>
  );
}

/** Asks before something is done that costs requests or cannot be taken back by one tap. */
import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

type ConfirmationProps = Readonly<{
  title: string;
  /** Null: nothing is asked. */
  children: ReactNode;
  confirm: string;
  isBusy: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}>;

export function Confirmation({ children, ...asked }: ConfirmationProps) {
  return (
    <Modal
      opened={children !== null}
      onClose={asked.onCancel}
      title={asked.title}
      closeButtonProps={{ 'aria-label': 'Close' }}
      centered
    >
      <Stack>
        {children}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={asked.onCancel}>
            Cancel
          </Button>
          <Button loading={asked.isBusy} onClick={asked.onConfirm}>
            {asked.confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

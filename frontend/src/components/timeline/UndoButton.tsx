/** Takes back the last change that was made from here; again, the one before. */
import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useUndo } from '../../server/useUndo.ts';

export function UndoButton() {
  const undo = useUndo();
  return (
    <Button
      variant="default"
      leftSection={<IconArrowBackUp size={16} aria-hidden="true" />}
      onClick={() => undo.mutate(undefined)}
    >
      Undo
    </Button>
  );
}

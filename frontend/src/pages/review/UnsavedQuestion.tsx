/** Asks before what was written and not saved is left: another page, another day, another tab. */
import { Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { Confirmation } from '../../components/Confirmation.tsx';

export function UnsavedQuestion({ isUnsaved }: { isUnsaved: boolean }) {
  const leaving = useBlocker({
    shouldBlockFn: () => isUnsaved,
    enableBeforeUnload: isUnsaved,
    withResolver: true,
  });
  return (
    <Confirmation
      title="Leave without saving?"
      confirm="Leave"
      isBusy={false}
      onConfirm={() => leaving.proceed?.()}
      onCancel={() => leaving.reset?.()}
    >
      {leaving.status === 'blocked' ? <Text>What you wrote here would be lost.</Text> : null}
    </Confirmation>
  );
}

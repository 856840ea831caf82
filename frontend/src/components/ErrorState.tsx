/** Something could not be read: says why in the words of whoever refused, and tries again. */
import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';

type ErrorStateProps = Readonly<{ error: Error; retry: () => void }>;

export function ErrorState({ error, retry }: ErrorStateProps) {
  return (
    <Alert
      color="red"
      variant="light"
      title="This could not be loaded"
      icon={<IconAlertTriangle aria-hidden="true" />}
    >
      <Stack align="flex-start" gap="sm">
        <Text>{error.message}</Text>
        <Button variant="default" onClick={retry}>
          Try again
        </Button>
      </Stack>
    </Alert>
  );
}

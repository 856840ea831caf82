/** The shape of what is coming. Said once to a screen reader. */
import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';

export function LoadingState({ rows = 4 }: { rows?: number }) {
  return (
    <Stack gap="sm" aria-busy="true">
      <VisuallyHidden role="status">Loading</VisuallyHidden>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
        <Skeleton key={index} height={48} radius="md" />
      ))}
    </Stack>
  );
}

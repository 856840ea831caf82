/** Nothing is here yet: says so, and what to do about it. */
import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

type EmptyStateProps = Readonly<{ title: string; children?: ReactNode; action?: ReactNode }>;

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <Stack align="center" gap="xs" py="xl" px="md" ta="center">
      <Title order={2} size="h4">
        {title}
      </Title>
      {children === undefined ? null : (
        <Text c="dimmed" maw="32rem">
          {children}
        </Text>
      )}
      {action}
    </Stack>
  );
}

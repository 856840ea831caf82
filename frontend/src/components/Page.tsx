/** The frame of a page: its heading, what can be done beside it, its title in the tab. */
import { Group, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';

type PageProps = Readonly<{ title: string; actions?: ReactNode; children: ReactNode }>;

export function Page({ title, actions, children }: PageProps) {
  return (
    <Stack gap="lg">
      <title>{`${title} · Compass`}</title>
      <Group justify="space-between" gap="sm">
        <Title order={1} size="h2">
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </Stack>
  );
}

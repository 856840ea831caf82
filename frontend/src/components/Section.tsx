/** A part of a page under its own heading; a screen reader can jump to it. */
import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

type SectionProps = Readonly<{
  title: string;
  /** One sentence under the heading. */
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}>;

export function Section({ title, about, actions, children }: SectionProps) {
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={id} withBorder p="md">
      <Stack gap="md">
        <Group justify="space-between" align="flex-start" gap="sm">
          <Stack gap={2} flex="1 1 12rem">
            <Title id={id} order={2} size="h4">
              {title}
            </Title>
            {about === undefined ? null : (
              <Text c="dimmed" size="sm">
                {about}
              </Text>
            )}
          </Stack>
          {actions}
        </Group>
        {children}
      </Stack>
    </Paper>
  );
}

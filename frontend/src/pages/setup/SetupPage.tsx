/** Who may use this server, and signing out. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { useSignOut } from '../../server/session.ts';
import { useRevokeToken, useTokens } from '../../server/tokens.ts';

export function SetupPage() {
  const signOut = useSignOut();
  const revoke = useRevokeToken();
  return (
    <Page
      title="Set-up"
      actions={
        <Button variant="default" onClick={() => signOut.mutate()}>
          Sign out
        </Button>
      }
    >
      <QueryView
        query={useTokens()}
        isEmpty={(tokens) => tokens.length === 0}
        empty={<EmptyState title="There is no token" />}
      >
        {(tokens) => (
          <Stack>
            {tokens.map(({ id, name, scope }) => (
              <Group key={id} justify="space-between">
                <Text>{name}</Text>
                <Text c="dimmed">{scope}</Text>
                <Button variant="default" onClick={() => revoke.mutate(id)}>
                  Revoke
                </Button>
              </Group>
            ))}
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

/** Connects Toggl by its token, which is tried with one request, and lets it go again. */
import { Button, Group, NativeSelect, PasswordInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Confirmation } from '../../components/Confirmation.tsx';
import { connectedSentence } from '../../components/connectedSentence.ts';
import { Failure } from '../../components/Failure.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { Section } from '../../components/Section.tsx';
import {
  type TogglStatus,
  useConnectToggl,
  useDisconnectToggl,
  useTogglStatus,
} from '../../server/toggl.ts';

export function TogglConnection() {
  return (
    <Section title="Toggl" about="What runs in your main lane shows in Toggl, and so in Timery.">
      <QueryView query={useTogglStatus()}>
        {(status) => (
          <Stack>
            {status.connected ? <Connected status={status} /> : null}
            <ConnectForm isConnected={status.connected} />
          </Stack>
        )}
      </QueryView>
    </Section>
  );
}

function Connected({ status }: { status: TogglStatus }) {
  const [isAsked, setAsked] = useState(false);
  const disconnect = useDisconnectToggl();
  return (
    <Group justify="space-between" gap="sm">
      <Text>{connectedSentence(status)}</Text>
      <Button variant="default" onClick={() => setAsked(true)}>
        Disconnect
      </Button>
      <Confirmation
        title="Disconnect Toggl"
        confirm="Disconnect"
        isBusy={disconnect.isPending}
        onCancel={() => setAsked(false)}
        onConfirm={() => disconnect.mutate(undefined, { onSettled: () => setAsked(false) })}
      >
        {isAsked ? (
          <Text>Nothing more goes to Toggl. What is there stays, and so does what is here.</Text>
        ) : null}
      </Confirmation>
    </Group>
  );
}

function ConnectForm({ isConnected }: { isConnected: boolean }) {
  const [token, setToken] = useState('');
  const connect = useConnectToggl();
  const { data: connected, variables: accepted } = connect;
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    if (token !== '') connect.mutate({ token }, { onSuccess: () => setToken('') });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Failure error={connect.error} />
        <Group gap="sm" align="flex-end">
          <PasswordInput
            label={isConnected ? 'Another API token' : 'API token'}
            description="At the end of your profile at track.toggl.com. Trying it costs 1 request."
            flex="1 1 16rem"
            autoComplete="off"
            visibilityToggleButtonProps={{ 'aria-label': 'Show the token' }}
            value={token}
            onChange={({ currentTarget }) => setToken(currentTarget.value)}
          />
          <Button
            type="submit"
            variant={isConnected ? 'default' : 'filled'}
            loading={connect.isPending}
          >
            Connect
          </Button>
        </Group>
        {accepted === undefined ||
        connected === undefined ||
        connected.workspaces.length < 2 ? null : (
          <NativeSelect
            label="Workspace of new entries"
            value={connected.workspaceId}
            data={connected.workspaces.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={({ currentTarget }) =>
              connect.mutate({ ...accepted, workspaceId: currentTarget.value })
            }
          />
        )}
      </Stack>
    </form>
  );
}

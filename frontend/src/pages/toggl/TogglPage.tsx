/** How far Toggl is, what it costs, and what a person has to decide. */
import { Button, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { type TogglStatus, useTogglStatus } from '../../server/toggl.ts';
import { CallLog } from './CallLog.tsx';
import { Connection } from './Connection.tsx';
import { ImportPanel } from './ImportPanel.tsx';
import { WaitingSlices } from './WaitingSlices.tsx';
import { Warnings } from './Warnings.tsx';

export function TogglPage() {
  return (
    <Page title="Toggl">
      <QueryView
        query={useTogglStatus()}
        isEmpty={({ connected }) => !connected}
        empty={<NotConnected />}
      >
        {(status) => <Connected status={status} />}
      </QueryView>
    </Page>
  );
}

function Connected({ status }: { status: TogglStatus }) {
  return (
    <Stack>
      <Connection status={status} />
      <WaitingSlices status={status} />
      <Warnings />
      <ImportPanel />
      <CallLog />
    </Stack>
  );
}

function NotConnected() {
  return (
    <EmptyState
      title="Toggl is not connected"
      action={
        <Button component={Link} to="/setup">
          Connect Toggl
        </Button>
      }
    >
      Compass tracks without it. Once it is connected, your main activity shows in Toggl and Timery.
    </EmptyState>
  );
}

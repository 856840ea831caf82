/** How far Toggl is. */
import { Stack, Text } from '@mantine/core';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { useTogglCalls, useTogglStatus, useTogglWarnings } from '../../server/toggl.ts';
import { useWords } from '../../words/wordsContext.tsx';

export function TogglPage() {
  return (
    <Page title="Toggl">
      <QueryView
        query={useTogglStatus()}
        isEmpty={({ connected }) => !connected}
        empty={<EmptyState title="Toggl is not connected" />}
      >
        {({ pending, parked, notes }) => (
          <Stack>
            <Text>
              {pending} pending, {parked} refused
            </Text>
            {notes.map(({ kind, message }) => (
              <Text key={kind}>{message}</Text>
            ))}
          </Stack>
        )}
      </QueryView>
      <QueryView query={useTogglWarnings()}>
        {(warnings) => (
          <Stack>
            {warnings.map(({ id, message }) => (
              <Text key={id}>{message}</Text>
            ))}
          </Stack>
        )}
      </QueryView>
      <Calls />
    </Page>
  );
}

function Calls() {
  const words = useWords();
  return (
    <QueryView query={useTogglCalls()}>
      {(calls) => (
        <Stack gap="xs">
          {calls.map(({ at, method, path, reason }) => (
            <Text key={`${at} ${path}`} size="sm">
              {words.dayAndTime(at)} {method} {path}: {reason}
            </Text>
          ))}
        </Stack>
      )}
    </QueryView>
  );
}

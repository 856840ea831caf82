/** Whom this is connected as, how Toggl is, and both buckets. */
import { Alert, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { connectedSentence } from '../../components/connectedSentence.ts';
import { Section } from '../../components/Section.tsx';
import { type TogglStatus, useTogglCalls } from '../../server/toggl.ts';
import { useWords } from '../../words/wordsContext.tsx';
import { BucketMeter } from './BucketMeter.tsx';
import { quotaShares } from './quotaShares.ts';

/** More than any hour of a free account can hold. */
const callsOfAnHour = 200;

export function Connection({ status }: { status: TogglStatus }) {
  const { data: calls = [] } = useTogglCalls(callsOfAnHour);
  const { organization, user } = status.quota;
  return (
    <Section title="Connection" about={connectedSentence(status)}>
      {status.lastError === null ? null : (
        <Alert color="red" icon={<IconAlertTriangle aria-hidden="true" />} role="alert">
          {status.lastError}
        </Alert>
      )}
      {status.notes.map(({ kind, message }) => (
        <Alert key={kind + message} color="ocean" icon={<IconInfoCircle aria-hidden="true" />}>
          {message}
        </Alert>
      ))}
      <Group gap="xl" align="flex-start">
        <BucketMeter
          title="For entries"
          resetsAt={organization.resetsAt}
          shares={quotaShares({ name: 'organization', bucket: organization, calls })}
        />
        <BucketMeter
          title="For reading"
          resetsAt={user.resetsAt}
          shares={quotaShares({ name: 'user', bucket: user, calls })}
        />
      </Group>
      <LastSeen status={status} />
    </Section>
  );
}

function LastSeen({ status }: { status: TogglStatus }) {
  const words = useWords();
  const { lastCallAt, lastImportAt, clockOffsetMs } = status;
  return (
    <Stack gap={2}>
      <Text size="sm" c="dimmed">
        Last call {lastCallAt === null ? 'never' : words.dayAndTime(lastCallAt)}, last import{' '}
        {lastImportAt === null ? 'never' : words.dayAndTime(lastImportAt)}.
      </Text>
      {clockOffsetMs === null || Math.abs(clockOffsetMs) < 2000 ? null : (
        <Text size="sm" c="dimmed">
          Toggl’s clock is {words.number(Math.abs(clockOffsetMs) / 1000)} s{' '}
          {clockOffsetMs > 0 ? 'ahead of' : 'behind'} this server’s.
        </Text>
      )}
    </Stack>
  );
}

/** History from Toggl: what it would cost, what it brought, and how far it is while it runs. */
import { Alert, Button, Group, Progress, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Failure } from '../../components/Failure.tsx';
import { Section } from '../../components/Section.tsx';
import {
  useImport,
  useImportPrice,
  useImportProgress,
  useLatestImport,
} from '../../server/toggl.ts';
import { counted } from '../../words/counted.ts';
import { useWords } from '../../words/wordsContext.tsx';

export function ImportPanel() {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const price = useImportPrice();
  const run = useImport();
  const days = { ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) };
  const error = run.error ?? price.error;
  const estimate = price.data;
  return (
    <Section
      title="Import"
      about="Takes in what was tracked in Toggl by hand. Without days: what changed lately."
    >
      <Group gap="sm" align="flex-end" grow preventGrowOverflow={false} maw="30rem">
        <TextInput
          type="date"
          label="From"
          value={from}
          max={to}
          onChange={({ currentTarget }) => {
            setFrom(currentTarget.value);
            price.reset();
          }}
        />
        <TextInput
          type="date"
          label="To"
          value={to}
          min={from}
          onChange={({ currentTarget }) => {
            setTo(currentTarget.value);
            price.reset();
          }}
        />
      </Group>
      <Group gap="sm">
        <Button variant="default" loading={price.isPending} onClick={() => price.mutate(days)}>
          Tell the price
        </Button>
        <Button loading={run.isPending} onClick={() => run.mutate(days)}>
          Import
        </Button>
      </Group>
      <Failure error={error} />
      {estimate === undefined ? null : (
        <Text role="status">
          It costs at least {counted(estimate.calls, 'request')}. {estimate.message}
        </Text>
      )}
      <ImportState isAsked={run.isPending} />
    </Section>
  );
}

/** Events are quicker than the reply, which comes once all is read that the bucket allows. */
function ImportState({ isAsked }: { isAsked: boolean }) {
  const words = useWords();
  const { data: latest } = useLatestImport();
  const progress = useImportProgress();
  if (progress?.state === 'reading' || isAsked) {
    const percentage = progress?.state === 'reading' ? progress.percentage : 0;
    return (
      <Stack gap={6}>
        <Progress value={percentage} aria-label="Import" animated />
        <Text size="sm" role="status">
          {percentage} %, {progress?.entries ?? 0} entries read for{' '}
          {counted(progress?.calls ?? 0, 'request')}
        </Text>
      </Stack>
    );
  }
  if (latest === undefined || latest === null)
    return <Text c="dimmed">Nothing was imported yet.</Text>;
  const { message, waitingUntil, finishedAt, error, imported, updated } = latest;
  const kept = `${imported} new, ${updated} changed`;
  const counts = `${kept}, ${latest.deleted} removed, ${latest.skippedCount} left out`;
  return (
    <Stack gap={2}>
      <Text>{message}</Text>
      <Text size="sm" c="dimmed">
        {counts}, for {counted(latest.calls, 'request')}
        {finishedAt === null ? '' : `; ${words.dayAndTime(finishedAt)}`}
      </Text>
      {waitingUntil === null ? null : (
        <Text>The bucket is empty: it goes on by itself at {words.time(waitingUntil)}.</Text>
      )}
      {error === null ? null : <Alert color="red">{error}</Alert>}
    </Stack>
  );
}

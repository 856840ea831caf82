/** What Toggl does not show as it should, and why. */
import { List, Stack, Text } from '@mantine/core';
import { Section } from '../../components/Section.tsx';
import { useRecentSlices } from '../../server/slices.ts';
import type { TogglStatus } from '../../server/toggl.ts';
import { useWords } from '../../words/wordsContext.tsx';

export function WaitingSlices({ status }: { status: TogglStatus }) {
  const { pending, held, parked, parkedSlices } = status;
  return (
    <Section title="Not in Toggl yet">
      {pending + held + parked === 0 ? (
        <Text>Toggl shows everything as it is here.</Text>
      ) : (
        <Stack gap={4}>
          <Count value={pending} name="pending" about="goes as soon as a request is free" />
          <Count value={held} name="held" about="waits for your answer to a difference" />
          <Count value={parked} name="refused" about="stays until the slice is changed" />
        </Stack>
      )}
      {parkedSlices.length === 0 ? null : (
        <List spacing="xs" listStyleType="none">
          {parkedSlices.map(({ sliceId, reason }) => (
            <List.Item key={sliceId}>
              <ParkedSlice sliceId={sliceId} reason={reason} />
            </List.Item>
          ))}
        </List>
      )}
    </Section>
  );
}

function Count({ value, name, about }: Readonly<{ value: number; name: string; about: string }>) {
  if (value === 0) return null;
  return (
    <Text>
      <Text span fw={650}>
        {value} {name}:
      </Text>{' '}
      {about}
    </Text>
  );
}

function ParkedSlice({ sliceId, reason }: Readonly<{ sliceId: string; reason: string }>) {
  const words = useWords();
  const { data: recent = [] } = useRecentSlices();
  const slice = recent.find(({ id }) => id === sliceId);
  return (
    <>
      <Text fw={600}>
        {slice === undefined
          ? 'An older slice'
          : `${slice.category}, ${words.dayAndTime(slice.start)}`}
      </Text>
      <Text size="sm">{reason}</Text>
    </>
  );
}

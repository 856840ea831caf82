/** Every request that was spent at Toggl, and what for. */
import { Button, Group, List, Text } from '@mantine/core';
import { useState } from 'react';
import { QueryView } from '../../components/QueryView.tsx';
import { Section } from '../../components/Section.tsx';
import { type TogglCall, useTogglCalls } from '../../server/toggl.ts';
import { useWords } from '../../words/wordsContext.tsx';

const few = 20;
const many = 500;

export function CallLog() {
  const [limit, setLimit] = useState(few);
  return (
    <Section title="Calls" about="Every request that was made to Toggl, newest first.">
      <QueryView
        query={useTogglCalls(limit)}
        isEmpty={(calls) => calls.length === 0}
        empty={<Text>No call was made yet.</Text>}
      >
        {(calls) => (
          <>
            <List listStyleType="none" spacing="sm" styles={{ itemWrapper: { display: 'block' } }}>
              {calls.map((call) => (
                <List.Item key={`${call.at} ${call.method} ${call.path}`}>
                  <Call call={call} />
                </List.Item>
              ))}
            </List>
            {calls.length < limit || limit === many ? null : (
              <Button variant="default" onClick={() => setLimit(many)}>
                Show more
              </Button>
            )}
          </>
        )}
      </QueryView>
    </Section>
  );
}

function Call({ call }: { call: TogglCall }) {
  const words = useWords();
  const { at, method, path, status, durationMs, reason } = call;
  return (
    <>
      <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
        <Text size="sm">{reason}</Text>
        <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {words.dayAndTime(at)}
        </Text>
      </Group>
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {method} {path} · {status === null ? 'no reply' : status} · {Math.round(durationMs)} ms
      </Text>
    </>
  );
}

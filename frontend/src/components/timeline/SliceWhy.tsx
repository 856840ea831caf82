/** Where a slice came from, why it began and what became of it since. */
import { List, Stack, Text, Title } from '@mantine/core';
import type { Slice } from '../../server/slices.ts';
import { useWhy } from '../../server/slices.ts';
import { sourceNames } from '../../words/sources.ts';
import { useWords } from '../../words/wordsContext.tsx';
import { QueryView } from '../QueryView.tsx';

export function SliceWhy({ slice }: { slice: Slice }) {
  const words = useWords();
  return (
    <Stack gap={6} component="section">
      <Title order={3} size="h6">
        Why
      </Title>
      <Text size="sm">Recorded {sourceNames[slice.source]}.</Text>
      <QueryView query={useWhy(slice.id)}>
        {({ say, changes }) => (
          <>
            <Text size="sm">{say}</Text>
            <List size="sm" c="dimmed" spacing={2}>
              {later(changes).map(({ changeId, command, at, token, cause }) => (
                <List.Item key={changeId}>
                  {words.dayAndTime(at)}: {command} by {cause ?? token}
                </List.Item>
              ))}
            </List>
          </>
        )}
      </QueryView>
    </Stack>
  );
}

/** One that made all of it is in the sentence already. */
function later<Change>(changes: readonly Change[]): readonly Change[] {
  return changes.length === 1 ? [] : changes;
}

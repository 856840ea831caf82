/** The reviews that were written. */
import { Group, Stack, Text } from '@mantine/core';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { useReviews } from '../../server/reviews.ts';
import { useWords } from '../../words/wordsContext.tsx';

export function ReviewPage() {
  const words = useWords();
  return (
    <Page title="Review">
      <QueryView
        query={useReviews()}
        isEmpty={(reviews) => reviews.length === 0}
        empty={<EmptyState title="No review is written yet" />}
      >
        {(reviews) => (
          <Stack>
            {reviews.map(({ id, kind, from, wins }) => (
              <Group key={id}>
                <Text fw={600}>{words.civilDay(from)}</Text>
                <Text c="dimmed">{kind}</Text>
                <Text>{wins.join(' · ')}</Text>
              </Group>
            ))}
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

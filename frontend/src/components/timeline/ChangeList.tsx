/** What a command would change, one line each. */
import { List, Loader, Text } from '@mantine/core';
import type { Preview } from '../../server/sliceCommands.ts';
import { useWords } from '../../words/wordsContext.tsx';
import { changeSentence } from './sliceWords.ts';

type ChangeListProps = Readonly<{
  preview: Readonly<{ data: Preview | undefined; error: Error | null }>;
}>;

export function ChangeList({ preview: { data, error } }: ChangeListProps) {
  const words = useWords();
  if (error !== null) return <Text size="sm">{error.message}</Text>;
  if (data === undefined) return <Loader size="xs" aria-label="Asking what would change" />;
  if (data.changes.length === 0) return <Text size="sm">Nothing would change.</Text>;
  return (
    <List size="sm" spacing={2}>
      {data.changes.map((change) => {
        const sentence = changeSentence(change, words);
        return <List.Item key={`${change.kind} ${sentence}`}>{sentence}</List.Item>;
      })}
    </List>
  );
}

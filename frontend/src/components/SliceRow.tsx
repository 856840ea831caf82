/** One slice in a list: colour, name, when, how long. */
import { Group, Text } from '@mantine/core';
import { useCategoryOf } from '../server/categories.ts';
import type { Slice } from '../server/slices.ts';
import { shortDuration } from '../words/duration.ts';
import { msOf } from '../words/words.ts';
import { useWords } from '../words/wordsContext.tsx';
import { CategoryBadge } from './CategoryBadge.tsx';
import { RunningDuration } from './RunningDuration.tsx';

export function SliceRow({ slice }: { slice: Slice }) {
  const words = useWords();
  const categoryOf = useCategoryOf();
  return (
    <Group gap="sm" wrap="nowrap">
      <CategoryBadge category={categoryOf(slice.category)} />
      <Text flex={1} truncate>
        {slice.category}
      </Text>
      <Text c="dimmed" size="sm" style={{ whiteSpace: 'nowrap' }}>
        {words.range(slice.start, slice.end)}
      </Text>
      <Text size="sm" w="5.5rem" ta="right" style={{ whiteSpace: 'nowrap' }}>
        {slice.end === null ? (
          <RunningDuration since={slice.start} />
        ) : (
          shortDuration((msOf(slice.end) - msOf(slice.start)) / 1000)
        )}
      </Text>
    </Group>
  );
}

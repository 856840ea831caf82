/** What can be started with one tap: favourites first, then what ran lately. */
import { Button, Group, Stack, Title } from '@mantine/core';
import { CategoryBadge } from '../../components/CategoryBadge.tsx';
import { useCategoryOf } from '../../server/categories.ts';
import { useFavorites } from '../../server/favorites.ts';
import { useTaps } from '../../server/running.ts';
import { type Slice, useRecentSlices } from '../../server/slices.ts';

export function StartChoices() {
  const { data: favorites = [] } = useFavorites();
  const { data: recent = [] } = useRecentSlices();
  const taps = useTaps();
  const categoryOf = useCategoryOf();
  return (
    <Stack component="section" gap="sm">
      <Title order={2} size="h4">
        Start
      </Title>
      <Group gap="xs">
        {favorites.map((favorite) => (
          <Button
            key={favorite.id}
            variant="default"
            leftSection={<CategoryBadge category={categoryOf(favorite.category)} />}
            onClick={() => taps.startFavorite(favorite)}
          >
            {favorite.name}
          </Button>
        ))}
        {recentCategories(recent).map((category) => (
          <Button
            key={category}
            variant="default"
            leftSection={<CategoryBadge category={categoryOf(category)} />}
            onClick={() => taps.start({ dimension: 'PRIMARY', category })}
          >
            {category}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}

const mostRecent = 8;

function recentCategories(recent: readonly Slice[]): string[] {
  const primary = recent.filter(({ dimension }) => dimension === 'PRIMARY');
  return [...new Set(primary.map(({ category }) => category))].slice(0, mostRecent);
}

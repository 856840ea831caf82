/** What slices are named by. */
import { Group, Stack, Text } from '@mantine/core';
import { CategoryBadge } from '../../components/CategoryBadge.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { useCategories } from '../../server/categories.ts';

export function CategoriesPage() {
  return (
    <Page title="Categories">
      <QueryView
        query={useCategories()}
        isEmpty={(categories) => categories.length === 0}
        empty={<EmptyState title="There is no category yet">A start makes one.</EmptyState>}
      >
        {(categories) => (
          <Stack>
            {categories.map((category) => (
              <Group key={category.id}>
                <CategoryBadge category={category} />
                <Text>{category.name}</Text>
              </Group>
            ))}
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

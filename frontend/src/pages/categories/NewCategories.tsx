/** Names that automations or starts brought: kept, renamed, or merged into what they mean. */
import { Button, Group, Text } from '@mantine/core';
import { CategoryBadge } from '../../components/CategoryBadge.tsx';
import { Section } from '../../components/Section.tsx';
import { type Category, useEditCategory } from '../../server/categories.ts';

type NewCategoriesProps = Readonly<{
  categories: readonly Category[];
  edit: (category: Category) => void;
  merge: (category: Category) => void;
}>;

export function NewCategories({ categories, edit, merge }: NewCategoriesProps) {
  const change = useEditCategory();
  if (categories.length === 0) return null;
  return (
    <Section title="New" about="A start used these names for the first time.">
      {categories.map((category) => (
        <Group key={category.id} gap="sm">
          <CategoryBadge category={category} />
          <Text flex="1 1 8rem">{category.name}</Text>
          <Group gap="xs" wrap="nowrap">
            <Button
              onClick={() => change.mutate({ id: category.id, patch: { isNew: false } })}
              aria-label={`Keep ${category.name}`}
            >
              Keep
            </Button>
            <Button
              variant="default"
              onClick={() => edit(category)}
              aria-label={`Rename ${category.name}`}
            >
              Rename
            </Button>
            <Button
              variant="default"
              onClick={() => merge(category)}
              aria-label={`Merge ${category.name}`}
            >
              Merge
            </Button>
          </Group>
        </Group>
      ))}
    </Section>
  );
}

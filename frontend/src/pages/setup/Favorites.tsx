/** Saved timers, which start with one tap. */
import { Autocomplete, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { CategoryBadge } from '../../components/CategoryBadge.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { Section } from '../../components/Section.tsx';
import { useCategories, useCategoryOf } from '../../server/categories.ts';
import { useCreateFavorite, useDeleteFavorite, useFavorites } from '../../server/favorites.ts';
import { Failure } from './Failure.tsx';

export function Favorites() {
  const categoryOf = useCategoryOf();
  const remove = useDeleteFavorite();
  return (
    <Section title="Favourites" about="They start with one tap on the first page.">
      <QueryView
        query={useFavorites()}
        isEmpty={(favorites) => favorites.length === 0}
        empty={<Text c="dimmed">There is none yet.</Text>}
      >
        {(favorites) => (
          <Stack gap="xs">
            {favorites.map(({ id, name, category, workMode }) => (
              <Group key={id} gap="sm" wrap="nowrap">
                <CategoryBadge category={categoryOf(category)} />
                <Text flex={1}>
                  {name}
                  {workMode === null ? '' : `, with ${workMode}`}
                </Text>
                <Button
                  variant="default"
                  aria-label={`Remove ${name}`}
                  onClick={() => remove.mutate(id)}
                >
                  Remove
                </Button>
              </Group>
            ))}
          </Stack>
        )}
      </QueryView>
      <NewFavorite />
    </Section>
  );
}

const nothing = { category: '', name: '', workMode: '' };

function NewFavorite() {
  const [draft, setDraft] = useState(nothing);
  const { data: categories = [] } = useCategories();
  const create = useCreateFavorite();
  const names = categories.filter(({ isArchived }) => !isArchived).map(({ name }) => name);
  const set = (part: Partial<typeof nothing>) => setDraft((known) => ({ ...known, ...part }));
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    const { category, name, workMode } = draft;
    if (category === '') return;
    create.mutate(
      {
        category,
        ...(name === '' ? {} : { name }),
        ...(workMode === '' ? {} : { workMode }),
      },
      { onSuccess: () => setDraft(nothing) },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Failure error={create.error} />
        <Group gap="sm" align="flex-end">
          <Autocomplete
            label="Category"
            flex="1 1 10rem"
            data={names}
            value={draft.category}
            onChange={(category) => set({ category })}
          />
          <Autocomplete
            label="Work mode"
            flex="1 1 10rem"
            data={names}
            value={draft.workMode}
            onChange={(workMode) => set({ workMode })}
          />
          <TextInput
            label="Called"
            flex="1 1 10rem"
            value={draft.name}
            onChange={({ currentTarget }) => set({ name: currentTarget.value })}
          />
          <Button type="submit" variant="default" loading={create.isPending}>
            Add
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

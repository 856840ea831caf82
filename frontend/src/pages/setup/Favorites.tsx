/** Saved timers, which start with one tap, in the order a person gives them. */
import { Stack, Text } from '@mantine/core';
import { movedBy } from '../../components/listOrder.ts';
import { QueryView } from '../../components/QueryView.tsx';
import { Section } from '../../components/Section.tsx';
import { useCreateFavorite, useFavorites, useOrderFavorites } from '../../server/favorites.ts';
import { FavoriteForm } from './FavoriteForm.tsx';
import { FavoriteRow } from './FavoriteRow.tsx';

const nothing = { category: '', name: '', workMode: '' };

export function Favorites() {
  const order = useOrderFavorites();
  const create = useCreateFavorite();
  return (
    <Section
      title="Favourites"
      about="They start with one tap on the first page. The first nine have a key there."
    >
      <QueryView
        query={useFavorites()}
        isEmpty={(favorites) => favorites.length === 0}
        empty={<Text c="dimmed">None yet: what you start most often belongs here.</Text>}
      >
        {(favorites) => (
          <Stack gap="xs">
            {favorites.map((favorite, index) => (
              <FavoriteRow
                key={favorite.id}
                favorite={favorite}
                isFirst={index === 0}
                isLast={index === favorites.length - 1}
                move={(direction) => order.mutate(movedBy(favorites, favorite.id, direction))}
              />
            ))}
          </Stack>
        )}
      </QueryView>
      <FavoriteForm
        start={nothing}
        command={create}
        submitName="Add"
        send={(typed, clear) => create.mutate(typed, { onSuccess: clear })}
      />
    </Section>
  );
}

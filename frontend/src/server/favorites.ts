/** Favourites: saved timers. No event tells of them alone. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { favoriteReply } from '../../../contract/favorites.ts';
import { type Api, bodyOf } from './api.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';
import { useCommand } from './useCommand.ts';

export type Favorite = z.output<typeof favoriteReply>;

function favoritesQuery(api: Api) {
  return queryOptions({
    queryKey: queryKeys.favorites,
    queryFn: () => bodyOf(api.favorites()),
    meta: { isKeptOffline: true },
  });
}

export function useFavorites() {
  return useQuery(favoritesQuery(useServer().api));
}

/** As they stand in a form: what is left empty is not there. */
export type FavoriteFields = Readonly<{ category: string; name: string; workMode: string }>;

export function useCreateFavorite() {
  return useCommand({
    send: (api, { category, name, workMode }: FavoriteFields, key) =>
      api.createFavorite(
        {
          category,
          ...(name === '' ? {} : { name }),
          ...(workMode === '' ? {} : { workMode }),
        },
        key,
      ),
    told: ({ name }) => `${name} is a favourite.`,
    changes: ['favorites'],
    isFailureTold: false,
  });
}

type Edit = Readonly<{ id: string; typed: FavoriteFields }>;

export function useEditFavorite() {
  return useCommand({
    send: (api, { id, typed: { category, name, workMode } }: Edit) =>
      api.editFavorite(id, {
        category,
        name: name === '' ? category : name,
        workMode: workMode === '' ? null : workMode,
      }),
    told: ({ name }) => `${name} is saved.`,
    changes: ['favorites'],
    isFailureTold: false,
  });
}

/** The first of the list comes first, and has the first of the keys. */
export function useOrderFavorites() {
  return useCommand({
    send: async (api, ordered: readonly Favorite[]) => {
      const moved = ordered.flatMap((favorite, sortOrder) =>
        favorite.sortOrder === sortOrder ? [] : [{ id: favorite.id, sortOrder }],
      );
      for (const { id, sortOrder } of moved) await bodyOf(api.editFavorite(id, { sortOrder }));
      return api.favorites();
    },
    changes: ['favorites'],
    expects: [
      {
        queryKey: queryKeys.favorites,
        becomes: (_known: readonly Favorite[], ordered) =>
          ordered.map((favorite, sortOrder) => ({ ...favorite, sortOrder })),
      },
    ],
  });
}

export function useDeleteFavorite() {
  return useCommand({
    send: (api, id: string) => api.deleteFavorite(id),
    told: ({ name }) => `${name} is no favourite any more.`,
    changes: ['favorites'],
  });
}

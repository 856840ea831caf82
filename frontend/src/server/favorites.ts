/** Favourites: saved timers. No event tells of them, so a command renews them itself. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { favoriteCreateBody } from '../../../contract/favorites.ts';
import { type Api, bodyOf } from './api.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';
import { useCommand } from './useCommand.ts';

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

export function useCreateFavorite() {
  return useCommand({
    send: (api, favorite: z.input<typeof favoriteCreateBody>, key) =>
      api.createFavorite(favorite, key),
    told: ({ name }) => `${name} is a favourite.`,
    renews: ['favorites', 'categories'],
    isFailureTold: false,
  });
}

export function useDeleteFavorite() {
  return useCommand({
    send: (api, id: string) => api.deleteFavorite(id),
    told: ({ name }) => `${name} is no favourite any more.`,
    renews: ['favorites'],
  });
}

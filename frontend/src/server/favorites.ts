/** Favourites: saved timers. No event tells of them, so a command renews them itself. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { type Api, bodyOf } from './api.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';

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

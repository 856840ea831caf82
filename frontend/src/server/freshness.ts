/**
 * How what is in the cache is replaced by something newer.
 *
 *   read ───asked──────answered by the server──────▶ arrives: shows the time before the change
 *   change              ──────────────────●──told──▶
 *
 * Invariant: once a change is renewed for, no read shows that was asked for before it. The query
 * client by itself would keep a first read that is still on its way, and let an answer on its way
 * take the place of what was set meanwhile.
 */
import type { QueryClient, QueryFilters, QueryKey } from '@tanstack/react-query';

/** Reads anew what is looked at, and marks the rest as old. Without filters that is everything. */
export function renew(queryClient: QueryClient, filters?: QueryFilters): Promise<void> {
  dropReads(queryClient, filters);
  return queryClient.invalidateQueries(filters);
}

/** What the server has told without being asked. */
export function replace(queryClient: QueryClient, queryKey: QueryKey, told: unknown): void {
  dropReads(queryClient, { queryKey, exact: true });
  queryClient.setQueryData(queryKey, told);
}

function dropReads(queryClient: QueryClient, filters: QueryFilters | undefined): void {
  void queryClient.cancelQueries(filters);
}

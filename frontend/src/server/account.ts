/** Where the account's days begin: dates are shown in its zone, wherever the browser is. */
import { useQuery } from '@tanstack/react-query';
import { bodyOf } from './api.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';

export function useAccount() {
  const { api } = useServer();
  return useQuery({
    queryKey: queryKeys.account,
    queryFn: () => bodyOf(api.account()),
    meta: { isKeptOffline: true },
  });
}

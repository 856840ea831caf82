/** Where the account's days begin: dates are shown in its zone, wherever the browser is. */
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { accountPatchBody } from '../../../contract/account.ts';
import { bodyOf } from './api.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';
import { useCommand } from './useCommand.ts';

export function useAccount() {
  const { api } = useServer();
  return useQuery({
    queryKey: queryKeys.account,
    queryFn: () => bodyOf(api.account()),
    meta: { isKeptOffline: true },
  });
}

export function useEditAccount() {
  return useCommand({
    send: (api, days: z.input<typeof accountPatchBody>, key) => api.editAccount(days, key),
    told: () => 'Days begin there from now on.',
    changes: ['account'],
    isFailureTold: false,
  });
}

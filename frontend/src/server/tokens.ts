/** Tokens: what a phone, a tag or a program may do. */
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { pairingBody } from '../../../contract/pairings.ts';
import type { tokenBody, tokenReply } from '../../../contract/tokens.ts';
import { bodyOf } from './api.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';
import { useCommand } from './useCommand.ts';

export type Token = z.output<typeof tokenReply>;

export function useTokens() {
  const { api } = useServer();
  return useQuery({ queryKey: queryKeys.tokens, queryFn: () => bodyOf(api.tokens()) });
}

export function useRevokeToken() {
  return useCommand({
    send: (api, id: string) => api.revokeToken(id),
    told: ({ name }) => `${name} opens nothing any more.`,
    changes: ['tokens'],
    expects: [
      {
        queryKey: queryKeys.tokens,
        becomes: (known: readonly Token[], id) => known.filter((token) => token.id !== id),
      },
    ],
  });
}

/** Its secret is in the reply, and nowhere else afterwards. */
export function useCreateToken() {
  return useCommand({
    send: (api, token: z.input<typeof tokenBody>, key) => api.createToken(token, key),
    changes: ['tokens'],
    isFailureTold: false,
  });
}

export function usePairPhone() {
  return useCommand({
    send: (api, phone: z.input<typeof pairingBody>, key) => api.pair(phone, key),
    changes: ['tokens'],
    isFailureTold: false,
  });
}

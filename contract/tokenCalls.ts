/** The typed client's calls about tokens. */
import type { z } from 'zod';
import type { Send } from './call.ts';
import { type pairingBody, pairingReply } from './pairings.ts';
import {
  newTokenReply,
  type tokenBody,
  tokenListReply,
  type tokenPatchBody,
  tokenReply,
} from './tokens.ts';

export function tokenCalls(send: Send) {
  const path = '/api/tokens';
  const tokenAt = (id: string) => `${path}/${encodeURIComponent(id)}`;
  return {
    tokens: () => send({ method: 'GET', path, reply: tokenListReply }),
    createToken: (body: z.input<typeof tokenBody>, idempotencyKey?: string) =>
      send({ method: 'POST', path, body, idempotencyKey, reply: newTokenReply }),
    editToken: (id: string, body: z.input<typeof tokenPatchBody>) =>
      send({ method: 'PATCH', path: tokenAt(id), body, reply: tokenReply }),
    pair: (body: z.input<typeof pairingBody>, idempotencyKey?: string) =>
      send({ method: 'POST', path: '/api/pairings', body, idempotencyKey, reply: pairingReply }),
    revokeToken: (id: string) => send({ method: 'DELETE', path: tokenAt(id), reply: tokenReply }),
  };
}

/** The typed client's calls about the account. */
import type { z } from 'zod';
import { type accountPatchBody, accountReply } from './account.ts';
import type { Send } from './call.ts';

export function accountCalls(send: Send) {
  const path = '/api/account';
  return {
    account: () => send({ method: 'GET', path, reply: accountReply }),
    editAccount: (body: z.input<typeof accountPatchBody>, idempotencyKey?: string) =>
      send({ method: 'PATCH', path, body, idempotencyKey, reply: accountReply }),
  };
}

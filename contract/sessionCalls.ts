/** The typed client's calls of a browser that signs in and out. */
import type { z } from 'zod';
import type { Send } from './call.ts';
import type { sessionBody } from './session.ts';
import { tokenReply } from './tokens.ts';

export function sessionCalls(send: Send) {
  const path = '/api/session';
  return {
    /** Who calls. */
    session: () => send({ method: 'GET', path, reply: tokenReply }),
    signIn: (body: z.input<typeof sessionBody>) =>
      send({ method: 'POST', path, body, reply: tokenReply }),
    signOut: () => send({ method: 'DELETE', path, reply: tokenReply }),
  };
}

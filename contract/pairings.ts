/** Pairing: a token for a phone, and the code that brings it there. */
import { z } from 'zod';
import { nameInput } from './text.ts';
import { newTokenReply, scopeInput } from './tokens.ts';

export const pairingBody = z.strictObject({
  name: nameInput.meta({ example: 'iPhone' }),
  scope: scopeInput.default('track'),
});

export const pairingReply = newTokenReply
  .extend({
    url: z.string().meta({ description: 'where the phone calls' }),
    svg: z.string().nullable().meta({
      description:
        'a QR code of {"url", "secret"} as JSON; null where an Idempotency-Key repeats the reply',
    }),
  })
  .meta({ id: 'Pairing' });

/** Signing in: a browser shows a secret or the code of a link, and is given a cookie. */
import { z } from 'zod';
import { nameInput } from './text.ts';

const proof = z.string().min(1).max(500).optional();

export const sessionBody = z
  .strictObject({
    secret: proof.meta({ description: "the owner's, or that of a token" }),
    code: proof.meta({ description: 'of a link that the server printed; it works once' }),
    name: nameInput.default('Browser').meta({ description: 'how the list of tokens calls it' }),
  })
  .refine(({ secret, code }) => (secret === undefined) !== (code === undefined), {
    error: 'send the secret, or the code of a link that the server printed',
  });

/** Tokens: what a phone, a tag or a program may do. */
import { z } from 'zod';
import { readScopes } from '../core/automations/scope.ts';
import { idInput, instant, instantInput, nameInput } from './text.ts';

const scopeMeta = {
  example: 'track',
  description: 'track, read, write or admin; several with blanks between them',
};

export const scopeInput = z
  .string()
  .meta(scopeMeta)
  .transform((text, context) => {
    const read = readScopes(text);
    if (read !== null) return read.join(' ');
    context.addIssue('is none of track, read, write, admin, or several with blanks between them');
    return z.NEVER;
  });

const expiresAt = instantInput.nullable().meta({ description: 'null for never' });

/** The id of the token that the owner's secret opens: it cannot be revoked. */
export const ownerTokenId = 'owner';

export const tokenBody = z.strictObject({
  name: nameInput,
  scope: scopeInput,
  expiresAt: expiresAt.default(null),
});

export const tokenPatchBody = z.strictObject({
  name: nameInput.optional(),
  scope: scopeInput.optional(),
  expiresAt: expiresAt.optional(),
});

export const tokenParams = z.strictObject({ id: idInput });

export const tokenReply = z
  .object({
    id: z.string(),
    kind: z.enum(['secret', 'session']).meta({ description: 'a session is a browser' }),
    name: z.string(),
    scope: z.string().meta(scopeMeta),
    expiresAt: instant.nullable(),
    lastUsedAt: instant.nullable().meta({ description: 'to the minute' }),
    createdAt: instant,
  })
  .meta({ id: 'Token' });

export const tokenListReply = z.array(tokenReply);

export const newTokenReply = tokenReply
  .extend({
    secret: z.string().nullable().meta({
      description: 'shown this once; null where an Idempotency-Key repeats the reply',
    }),
  })
  .meta({ id: 'NewToken' });

/** A token as replies show it. */
import type { z } from 'zod';
import type { tokenReply } from '../../../contract/tokens.ts';
import { invariant } from '../../../core/invariant.ts';
import { formatInstant } from '../../../core/time/instant.ts';
import type { ApiToken } from '../store/apiTokens.ts';

export function formatToken(token: ApiToken): z.output<typeof tokenReply> {
  const { id, kind, name, scope, expiresAt, lastUsedAt, createdAt } = token;
  invariant(kind !== 'internal', `the token ${id} is shown, so a secret or a cookie opens it`);
  return {
    id,
    kind,
    name,
    scope,
    expiresAt: expiresAt === null ? null : formatInstant(expiresAt),
    lastUsedAt: lastUsedAt === null ? null : formatInstant(lastUsedAt),
    createdAt: formatInstant(createdAt),
  };
}

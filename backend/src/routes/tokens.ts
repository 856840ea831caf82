/** The door of tokens: made, listed, changed, revoked. A secret is shown once, by the making. */
import type { z } from 'zod';
import {
  newTokenReply,
  tokenBody,
  tokenListReply,
  tokenParams,
  tokenPatchBody,
  tokenReply,
} from '../../../contract/tokens.ts';
import type { HttpApp } from '../http/httpApp.ts';
import type { ApiTokens, TokenDone } from '../services/access/apiTokens.ts';
import { answerCommand } from './commandReply.ts';
import { readSchema, writeSchema } from './routeSchema.ts';
import { formatToken } from './tokenFormat.ts';

export type TokenDoor = Readonly<{
  tokens: Pick<ApiTokens, 'list' | 'create' | 'patch' | 'revoke'>;
}>;

const tag = 'tokens';
const scope = 'admin';

export function addTokenRoutes(app: HttpApp, { tokens }: TokenDoor): void {
  app.get(
    '/tokens',
    {
      schema: readSchema(
        { tag, scope, operationId: 'listTokens', summary: 'Tokens, and when each was last used' },
        tokenListReply,
      ),
    },
    async (request) => (await tokens.list(request.caller.accountId)).map(formatToken),
  );
  app.post(
    '/tokens',
    {
      schema: {
        ...writeSchema(
          { tag, scope, operationId: 'createToken', summary: 'Make a token; its secret is shown' },
          { 201: newTokenReply },
        ),
        body: tokenBody,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        // What is remembered under a key is stored, and no secret ever is.
        run: (key) =>
          tokens.create(
            request.caller,
            request.body,
            key && {
              ...key,
              reply: (done) => ({ status: 201, body: formatNew({ ...done, secret: null }) }),
            },
          ),
        status: () => 201,
        format: formatNew,
      }),
  );
  addChangeRoutes(app, tokens);
}

function addChangeRoutes(app: HttpApp, tokens: TokenDoor['tokens']): void {
  app.patch(
    '/tokens/:id',
    {
      schema: {
        ...writeSchema(
          { tag, scope, operationId: 'editToken', summary: 'Change a token' },
          { 200: tokenReply },
        ),
        params: tokenParams,
        body: tokenPatchBody,
      },
    },
    (request, reply) => {
      const patch = { ...request.body, tokenId: request.params.id };
      return answerCommand(request, reply, {
        run: (key) => tokens.patch(request.caller, patch, key),
        format: formatDone,
      });
    },
  );
  app.delete(
    '/tokens/:id',
    {
      schema: {
        ...writeSchema(
          { tag, scope, operationId: 'revokeToken', summary: 'Revoke; it opens nothing any more' },
          { 200: tokenReply },
        ),
        params: tokenParams,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => tokens.revoke(request.caller, { tokenId: request.params.id }, key),
        format: formatDone,
      }),
  );
}

function formatNew({ token, secret }: TokenDone): z.output<typeof newTokenReply> {
  return { ...formatToken(token), secret };
}

function formatDone({ token }: TokenDone): z.output<typeof tokenReply> {
  return formatToken(token);
}

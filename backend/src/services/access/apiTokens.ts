/**
 * Tokens: one for each phone, tag or program, with what it may do. The secret is shown once, when
 * it is made, and stored as its hash alone.
 *
 * Invariant: a token that expired or was revoked opens nothing from that moment on, nor do the
 * sessions it signed in, which never may more or last longer than it. Writing down when one was
 * last used holds up no call.
 */
import { ownerTokenId } from '../../../../contract/tokens.ts';
import { allows, readScopes, type Scope } from '../../../../core/automations/scope.ts';
import { invariant } from '../../../../core/invariant.ts';
import { formatInstant } from '../../../../core/time/instant.ts';
import {
  type ApiToken,
  findApiToken,
  findApiTokenByHash,
  insertApiToken,
  listApiTokens,
  revokeApiToken,
  revokeSessionsOf,
  touchApiToken,
  updateApiToken,
} from '../../store/apiTokens.ts';
import {
  type Command,
  type CommandOf,
  commandsOver,
  type Done,
  type EngineParts,
  type Refused,
  refusedWith,
} from '../engineCommand.ts';

type TokenFields = Readonly<{ name: string; scope: string; expiresAt: number | null }>;
type TokenPatch = Readonly<{
  tokenId: string;
  name?: string | undefined;
  scope?: string | undefined;
  expiresAt?: number | null | undefined;
}>;

/** `secret` is null wherever it is not just made. */
export type TokenDone = Readonly<{ token: ApiToken; secret: string | null }>;

type KnownToken = Readonly<{
  accountId: string;
  tokenId: string;
  kind: ApiToken['kind'];
  secretHash: string;
  scopes: readonly Scope[];
  expiresAt: number | null;
}>;

export type ApiTokens = Readonly<{
  list(accountId: string): Promise<readonly ApiToken[]>;
  create: CommandOf<TokenFields, TokenDone>;
  patch: CommandOf<TokenPatch, TokenDone>;
  revoke: CommandOf<Readonly<{ tokenId: string }>, TokenDone>;
  findByHash(secretHash: string): Promise<KnownToken | null>;
  /** For what goes on after the call that it opened. */
  mayStill(tokenId: string, scope: Scope): Promise<boolean>;
  /** Notes that it was used, soon and at most once a minute. */
  used(tokenId: string): void;
}>;

type TokenParts = EngineParts &
  Readonly<{
    newSecret: () => string;
    hashSecret: (secret: string) => string;
    onFault: (fault: unknown) => void;
  }>;

export function createApiTokens(parts: TokenParts): ApiTokens {
  const { database, now } = parts;
  const uses = createUses(parts);
  const command = commandsOver(parts);
  return {
    list: async (accountId) => {
      await uses.written();
      const tokens = await listApiTokens(database.reader, accountId);
      return tokens.filter((token) => !isOver(token, now()));
    },
    create: command((given, fields) => create(given, fields, parts)),
    patch: command(patch),
    revoke: command(revoke),
    findByHash: async (secretHash) => {
      const token = await findApiTokenByHash(database.reader, secretHash);
      return token === null ? null : knownOf(token);
    },
    mayStill: async (tokenId, scope) => {
      const token = await findApiToken(database.reader, tokenId);
      if (token === null || (token.expiresAt !== null && token.expiresAt <= now())) return false;
      return allows(knownOf(token).scopes, scope);
    },
    used: uses.used,
  };
}

function knownOf(token: ApiToken): KnownToken {
  const { id, accountId, kind, secretHash, scope, expiresAt } = token;
  const scopes = readScopes(scope);
  invariant(scopes, `the token ${id} holds scopes there are`);
  return { accountId, tokenId: id, kind, secretHash, scopes, expiresAt };
}

/** Nobody can take up an old session again; a token that expired can be given a new end. */
function isOver({ kind, expiresAt }: ApiToken, now: number): boolean {
  return kind === 'session' && expiresAt !== null && expiresAt <= now;
}

const usedAtMostEachMs = 60_000;

/** Behind the calls: a use that is lost in a crash says "last used" a minute too early. */
function createUses({ database, now, onFault }: TokenParts) {
  const lastAt = new Map<string, number>();
  let writing = Promise.resolve();
  return {
    used: (tokenId: string) => {
      const at = now();
      if (Math.abs(at - (lastAt.get(tokenId) ?? Number.NEGATIVE_INFINITY)) < usedAtMostEachMs)
        return;
      lastAt.set(tokenId, at);
      const write = database.write((tx) => touchApiToken(tx, tokenId, at)).catch(onFault);
      writing = Promise.all([writing, write]).then(() => {});
    },
    written: () => writing,
  };
}

async function create(
  { tx, caller, now, newId }: Command,
  fields: TokenFields,
  { newSecret, hashSecret }: TokenParts,
): Promise<Done<TokenDone> | Refused> {
  const { expiresAt } = fields;
  if (expiresAt !== null && expiresAt <= now) return expiryInPast(expiresAt);
  const secret = newSecret();
  const made = { id: newId(), accountId: caller.accountId, ...fields, createdAt: now };
  const token = { ...made, secretHash: hashSecret(secret) };
  await insertApiToken(tx, token);
  return { kind: 'done', token: { ...token, kind: 'secret', lastUsedAt: null }, secret };
}

async function patch(
  command: Command,
  { tokenId, ...fields }: TokenPatch,
): Promise<Done<TokenDone> | Refused> {
  const found = await findChangeable(command, tokenId);
  if (found.kind === 'refused') return found;
  const { name = found.token.name, scope = found.token.scope, expiresAt: end } = fields;
  const isRenamedOnly = fields.scope === undefined && end === undefined;
  if (found.token.kind === 'session' && !isRenamedOnly) return sessionToken;
  if (typeof end === 'number' && end <= command.now) return expiryInPast(end);
  const expiresAt = end === undefined ? found.token.expiresAt : end;
  const token = { ...found.token, name, scope, expiresAt };
  await updateApiToken(command.tx, tokenId, token);
  // What a session may do was settled when it was opened.
  if (scope !== found.token.scope || expiresAt !== found.token.expiresAt) {
    await revokeSessionsOf(command.tx, tokenId, command.now);
  }
  return { kind: 'done', token, secret: null };
}

async function revoke(
  command: Command,
  { tokenId }: Readonly<{ tokenId: string }>,
): Promise<Done<TokenDone> | Refused> {
  const found = await findChangeable(command, tokenId);
  if (found.kind === 'refused') return found;
  await revokeApiToken(command.tx, tokenId, command.now);
  await revokeSessionsOf(command.tx, tokenId, command.now);
  return { kind: 'done', token: found.token, secret: null };
}

async function findChangeable(
  { tx, caller }: Command,
  tokenId: string,
): Promise<Readonly<{ kind: 'found'; token: ApiToken }> | Refused> {
  const token = await findApiToken(tx, tokenId);
  if (token === null || token.accountId !== caller.accountId) return tokenNotFound;
  return token.id === ownerTokenId ? ownerToken : { kind: 'found', token };
}

const tokenNotFound = refusedWith(
  'token_not_found',
  'There is no such token; it may have been revoked. GET /api/tokens lists those there are.',
);

/** A secret that opens nothing would be carried to a phone, and be found out there. */
function expiryInPast(expiresAt: number): Refused {
  return refusedWith(
    'expiry_in_past',
    `A token cannot end at ${formatInstant(expiresAt)}, which has passed. Send a later ` +
      'expiresAt, or null for never; DELETE /api/tokens/:id ends one at once.',
  );
}

const sessionToken = refusedWith(
  'session_token',
  'What a session may do and when it ends was settled when it was opened. Revoke it, and sign in ' +
    'again with a token that may what you want.',
);

const ownerToken = refusedWith(
  'owner_token',
  "The owner's secret stays admin and does not expire. Set API_SECRET to replace it.",
);

/**
 * The table `api_token`: who may call. The secret itself is never stored, only its hash. A token
 * that was revoked keeps its row, because the journal names it; its hash opens nothing any more.
 */
import type { TokenKind } from '../db/accessSchema.ts';
import { compiledQuery } from '../db/compiled.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

type NewApiToken = Readonly<{
  id: string;
  accountId: string;
  name: string;
  /** One or several, with blanks between them: core/automations/scope.ts. */
  scope: string;
  secretHash: string;
  createdAt: number;
}>;

export type ApiToken = NewApiToken &
  Readonly<{ kind: TokenKind; expiresAt: number | null; lastUsedAt: number | null }>;

/** Makes the token, or gives it this secret: the one it had opens nothing any more. */
export async function ensureApiToken(tx: WriteTransaction, token: NewApiToken): Promise<void> {
  await tx
    .insertInto('api_token')
    .values({ ...newRow(token), kind: 'secret' })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ secret_hash: token.secretHash }))
    .execute();
}

export async function insertApiToken(
  tx: WriteTransaction,
  token: NewApiToken & Readonly<{ expiresAt: number | null }>,
): Promise<void> {
  await tx
    .insertInto('api_token')
    .values({ ...newRow(token), kind: 'secret', expires_at: token.expiresAt })
    .execute();
}

export async function insertSession(
  tx: WriteTransaction,
  session: NewApiToken & Readonly<{ expiresAt: number; openedBy: string }>,
): Promise<void> {
  const { expiresAt: expires_at, openedBy: opened_by } = session;
  await tx
    .insertInto('api_token')
    .values({ ...newRow(session), kind: 'session', expires_at, opened_by })
    .execute();
}

/** What acts without a secret, like a tag: the journal needs a name for it. */
export async function ensureInternalToken(
  tx: WriteTransaction,
  token: Omit<NewApiToken, 'secretHash'>,
): Promise<void> {
  // No hash is so short, so no secret ever matches it.
  await tx
    .insertInto('api_token')
    .values({ ...newRow({ ...token, secretHash: token.id }), kind: 'internal' })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

function newRow(token: NewApiToken) {
  return {
    id: token.id,
    account_id: token.accountId,
    name: token.name,
    scope: token.scope,
    secret_hash: token.secretHash,
    created_at: token.createdAt,
    expires_at: null,
    last_used_at: null,
    revoked_at: null,
    opened_by: null,
  };
}

type Changed = Pick<ApiToken, 'name' | 'scope' | 'expiresAt'>;

export async function updateApiToken(
  tx: WriteTransaction,
  tokenId: string,
  { name, scope, expiresAt }: Changed,
): Promise<void> {
  await tx
    .updateTable('api_token')
    .set({ name, scope, expires_at: expiresAt })
    .where('id', '=', tokenId)
    .execute();
}

export async function revokeApiToken(
  tx: WriteTransaction,
  tokenId: string,
  revokedAt: number,
): Promise<void> {
  await tx
    .updateTable('api_token')
    .set({ revoked_at: revokedAt })
    .where('id', '=', tokenId)
    .execute();
}

/** All that were signed in with this token. */
export async function revokeSessionsOf(
  tx: WriteTransaction,
  tokenId: string,
  revokedAt: number,
): Promise<void> {
  await tx
    .updateTable('api_token')
    .set({ revoked_at: revokedAt })
    .where('opened_by', '=', tokenId)
    .where('revoked_at', 'is', null)
    .execute();
}

export async function touchApiToken(
  tx: WriteTransaction,
  tokenId: string,
  lastUsedAt: number,
): Promise<void> {
  await tx
    .updateTable('api_token')
    .set({ last_used_at: lastUsedAt })
    .where('id', '=', tokenId)
    .execute();
}

function selectTokens(connection: ReadConnection) {
  return connection
    .selectFrom('api_token')
    .select([
      'id',
      'account_id as accountId',
      'kind',
      'name',
      'scope',
      'secret_hash as secretHash',
      'created_at as createdAt',
      'expires_at as expiresAt',
      'last_used_at as lastUsedAt',
    ])
    .where('revoked_at', 'is', null);
}

/** null as well for one that was revoked, and for what acts without a secret. */
export async function findApiToken(
  connection: ReadConnection,
  tokenId: string,
): Promise<ApiToken | null> {
  const row = await selectTokens(connection)
    .where('id', '=', tokenId)
    .where('kind', '<>', 'internal')
    .executeTakeFirst();
  return row ?? null;
}

const selectByHash = compiledQuery((connection, { secretHash }: { secretHash: string }) =>
  selectTokens(connection).where('secret_hash', '=', secretHash),
);

/** On the way of every call with a token of its own. */
export async function findApiTokenByHash(
  connection: ReadConnection,
  secretHash: string,
): Promise<ApiToken | null> {
  const { rows } = await selectByHash(connection, { secretHash });
  return rows[0] ?? null;
}

export async function listApiTokens(
  connection: ReadConnection,
  accountId: string,
): Promise<ApiToken[]> {
  return selectTokens(connection)
    .where('account_id', '=', accountId)
    .where('kind', '<>', 'internal')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

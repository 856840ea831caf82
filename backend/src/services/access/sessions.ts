/**
 * Browsers that are signed in. A session is a token like any other, listed and revoked with them;
 * its secret is the value of a cookie. It is opened by a secret, or by the code of a link that
 * the server printed.
 *
 * Invariant: a code opens one session, and soon or never. A session may no more and lives no
 * longer than the token that opened it, and ends with it.
 */
import { ownerTokenId } from '../../../../contract/tokens.ts';
import type { Database } from '../../db/database.ts';
import type { WriteTransaction } from '../../db/transaction.ts';
import {
  type ApiToken,
  findApiToken,
  findApiTokenByHash,
  insertSession,
  revokeApiToken,
} from '../../store/apiTokens.ts';
import { forgetSignInCodes, insertSignInCode, takeSignInCode } from '../../store/signInCodes.ts';
import { type Caller, type Done, type Refused, refusedWith } from '../engineCommand.ts';
import { ownerAccountId } from './owner.ts';

/** What a person shows to be let in. */
type Proof = Readonly<{ kind: 'secret' | 'code'; text: string }>;

type Opened = Readonly<{ session: ApiToken; secret: string; keptMs: number }>;
type Closed = Readonly<{ session: ApiToken }>;

export type Sessions = Readonly<{
  open(proof: Proof, name: string): Promise<Done<Opened> | Refused>;
  /** The token that calls. */
  current(caller: Caller): Promise<Done<Readonly<{ token: ApiToken }>> | Refused>;
  close(caller: Caller): Promise<Done<Closed> | Refused>;
  /** For a link. It lets its owner in once, within a quarter of an hour unless told otherwise. */
  makeCode(validMs?: number): Promise<string>;
}>;

type SessionParts = Readonly<{
  database: Database;
  now: () => number;
  newId: () => string;
  newSecret: () => string;
  hashSecret: (secret: string) => string;
}>;

const sessionMs = 90 * 24 * 3_600_000;
const codeMs = 15 * 60_000;

export function createSessions(parts: SessionParts): Sessions {
  const { database, now, newSecret, hashSecret } = parts;
  return {
    open: (proof, name) => database.write((tx) => open({ ...parts, tx }, proof, name)),
    current: async ({ tokenId }) => {
      const token = await findApiToken(database.reader, tokenId);
      return token === null ? revokedJustNow : { kind: 'done', token };
    },
    close: ({ tokenId }) =>
      database.write(async (tx) => {
        const session = await findApiToken(tx, tokenId);
        if (session?.kind !== 'session') return noSession;
        await revokeApiToken(tx, tokenId, now());
        return { kind: 'done', session };
      }),
    makeCode: async (validMs = codeMs) => {
      const code = newSecret();
      const expiresAt = now() + validMs;
      await database.write(async (tx) => {
        await forgetSignInCodes(tx, now());
        const codeHash = hashSecret(code);
        await insertSignInCode(tx, { codeHash, accountId: ownerAccountId, expiresAt });
      });
      return code;
    },
  };
}

/**
 * What stands behind the # is sent to nobody, so no log of a proxy ever holds a code that works.
 */
export async function makeSignInLink(
  { makeCode }: Pick<Sessions, 'makeCode'>,
  address: string,
  validMs?: number,
): Promise<string> {
  return `${address}/#code=${await makeCode(validMs)}`;
}

type Opening = SessionParts & Readonly<{ tx: WriteTransaction }>;

async function open(opening: Opening, proof: Proof, name: string): Promise<Done<Opened> | Refused> {
  const { tx, now, newId, newSecret, hashSecret } = opening;
  const openedAt = now();
  const hash = hashSecret(proof.text);
  const opener =
    proof.kind === 'code'
      ? await openerByCode(tx, hash, openedAt)
      : await openerBySecret(tx, hash, openedAt);
  if (opener === null) return proof.kind === 'code' ? codeRefused : secretRefused;
  const secret = newSecret();
  const expiresAt = Math.min(openedAt + sessionMs, opener.expiresAt ?? Number.POSITIVE_INFINITY);
  const session = {
    id: newId(),
    accountId: opener.accountId,
    name,
    scope: opener.scope,
    secretHash: hashSecret(secret),
    createdAt: openedAt,
    expiresAt,
  };
  await insertSession(tx, { ...session, openedBy: opener.id });
  return {
    kind: 'done',
    session: { ...session, kind: 'session', lastUsedAt: null },
    secret,
    keptMs: expiresAt - openedAt,
  };
}

async function openerByCode(tx: WriteTransaction, codeHash: string, at: number) {
  await forgetSignInCodes(tx, at);
  const code = await takeSignInCode(tx, codeHash);
  return code === 'taken' ? findApiToken(tx, ownerTokenId) : null;
}

async function openerBySecret(tx: WriteTransaction, secretHash: string, at: number) {
  const token = await findApiTokenByHash(tx, secretHash);
  if (token?.kind !== 'secret') return null;
  return token.expiresAt === null || at < token.expiresAt ? token : null;
}

const codeRefused = refusedWith(
  'sign_in_refused',
  'This link was used already, or is too old. Print another on the server: npm run sign-in',
);

const secretRefused = refusedWith(
  'sign_in_refused',
  'That is not the secret of this server, nor of a token that is still valid. Compare it with ' +
    'the one shown at the first start, or print a link on the server: npm run sign-in',
);

const revokedJustNow = refusedWith('token_not_found', 'This token was just revoked.');

const noSession = refusedWith(
  'no_session',
  'This call came with a secret, so no session is there to end.',
);

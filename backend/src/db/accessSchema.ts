/** The tables that say who may call, as schema.ts tells. */

/**
 * `secret` is sent in a header, `session` is the cookie of a browser, and `internal` is what no
 * secret opens: the taps of tags are journalled under it.
 */
export type TokenKind = 'secret' | 'session' | 'internal';

export type ApiTokenTable = {
  id: string;
  account_id: string;
  kind: TokenKind;
  name: string;
  scope: string;
  secret_hash: string;
  created_at: number;
  expires_at: number | null;
  last_used_at: number | null;
  /** Rows stay when they are revoked: the journal names them. */
  revoked_at: number | null;
  /** Of a session: the token whose secret, or whose link, signed it in. */
  opened_by: string | null;
};

/** Codes in links that sign in. A row goes when its code is used. */
export type SignInCodeTable = {
  code_hash: string;
  account_id: string;
  expires_at: number;
};

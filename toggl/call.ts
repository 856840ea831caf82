/**
 * Makes one call to Toggl and tells how it went. The token travels in the header alone: no path
 * and no reason ever holds it, not even when a reply quotes it back.
 */
import { classify } from './classify.ts';
import type { Outcome, Reply } from './outcome.ts';
import { readQuota } from './quotaHeaders.ts';
import type { Reader } from './reader.ts';
import type { Exchange, HttpReply, HttpRequest, Transport } from './transport.ts';

export type TogglConnection = Readonly<{
  /** Scheme, host and perhaps a folder: `/api/v9` and `/reports/api/v3` are appended. */
  baseUrl: string;
  token: string;
  transport: Transport;
  /** Milliseconds since the epoch. */
  now: () => number;
}>;

export type Call<T> = Readonly<{
  method: HttpRequest['method'];
  path: string;
  body?: string;
  reader: Reader<T>;
}>;

export async function makeCall<T>(connection: TogglConnection, wanted: Call<T>): Promise<Reply<T>> {
  const sentAt = connection.now();
  const ended = await connection.transport(requestOf(connection, wanted));
  const receivedAt = connection.now();
  const reply = ended.kind === 'replied' ? ended.reply : null;
  return {
    outcome: outcomeOf(withoutSecrets(ended, connection.token), wanted.reader),
    method: wanted.method,
    path: wanted.path,
    status: reply?.status ?? null,
    quota: reply && readQuota(reply.headers),
    serverDateAt: reply && readServerDateAt(reply.headers),
    sentAt,
    receivedAt,
  };
}

function requestOf(connection: TogglConnection, wanted: Call<unknown>): HttpRequest {
  const body = wanted.body ?? null;
  return {
    method: wanted.method,
    url: connection.baseUrl.replace(/\/+$/, '') + wanted.path,
    headers: {
      accept: 'application/json',
      authorization: `Basic ${credentialsOf(connection.token)}`,
      ...(body === null ? {} : { 'content-type': 'application/json' }),
    },
    body,
  };
}

function credentialsOf(token: string): string {
  return Buffer.from(`${token}:api_token`).toString('base64');
}

function outcomeOf<T>(ended: Exchange, reader: Reader<T>): Outcome<T> {
  switch (ended.kind) {
    case 'replied':
      return classify(ended.reply, reader);
    case 'unreachable':
      return { kind: 'unreachable', reason: `Toggl cannot be reached: ${ended.reason}` };
    case 'lost':
      return {
        kind: 'unknown',
        reason: `It is not known yet whether Toggl acted: ${ended.reason}`,
      };
  }
}

/**
 * An error may quote what it was sent, and reasons reach logs, pages and the database. Bodies of
 * 2xx replies stay as they are: nothing of them is ever quoted.
 */
function withoutSecrets(ended: Exchange, token: string): Exchange {
  if (ended.kind !== 'replied' || ended.reply.status < 300) return ended;
  const secrets = [token, credentialsOf(token)].filter((secret) => secret !== '');
  const body = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), ended.reply.body);
  return { kind: 'replied', reply: { ...ended.reply, body } };
}

function readServerDateAt(headers: HttpReply['headers']): number | null {
  const instantMs = Date.parse(headers.date ?? '');
  return Number.isNaN(instantMs) ? null : instantMs;
}

/**
 * A small typed client. Every reply is read with its schema, so that a server that strays from
 * the contract is found at the first call. Never retries: whoever calls knows whether to, and an
 * Idempotency-Key makes it safe.
 */
import type { z } from 'zod';
import { accountCalls } from './accountCalls.ts';
import type { Answer, Call, Send } from './call.ts';
import { categoryCalls, connectionCalls } from './categoryCalls.ts';
import { closingCalls } from './closingCalls.ts';
import { engineCalls } from './engineCalls.ts';
import { errorReply } from './error.ts';
import { fileCalls } from './fileCalls.ts';
import { healthCalls } from './healthCalls.ts';
import { reviewCalls } from './reviewCalls.ts';
import { ruleCalls } from './ruleCalls.ts';
import { sessionCalls } from './sessionCalls.ts';
import { triggerCalls, verbCalls } from './tapCalls.ts';
import { taskCalls } from './taskCalls.ts';
import { togglCalls } from './togglCalls.ts';
import { tokenCalls } from './tokenCalls.ts';

type Sent = Readonly<{ method: string; headers: Record<string, string>; body?: string }>;
type Received = Readonly<{
  status: number;
  headers: Readonly<{ get(name: string): string | null }>;
  text(): Promise<string>;
}>;

type ClientOptions = Readonly<{
  baseUrl: string;
  /** None in a browser, where the cookie says who calls. */
  secret?: string;
  /** fetch, or what behaves like it. */
  send: (url: string, init: Sent) => Promise<Received>;
}>;

export function createClient(options: ClientOptions) {
  const send: Send = (sent) => call(options, sent);
  return {
    ...accountCalls(send),
    ...engineCalls(send),
    ...verbCalls(send),
    ...triggerCalls(send),
    ...ruleCalls(send),
    ...tokenCalls(send),
    ...sessionCalls(send),
    ...closingCalls(send),
    ...fileCalls(send),
    ...healthCalls(send),
    ...taskCalls(send),
    ...reviewCalls(send),
    ...categoryCalls(send),
    ...connectionCalls(send),
    ...togglCalls(send),
  };
}

async function call<Reply extends z.ZodType>(
  { baseUrl, secret, send }: ClientOptions,
  { method, path, query = {}, body, file, answers, idempotencyKey, reply }: Call<Reply>,
): Promise<Answer<z.output<Reply>>> {
  const search = new URLSearchParams(Object.entries(query)).toString();
  const headers: Record<string, string> = secret === undefined ? {} : { 'x-api-secret': secret };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (file !== undefined) headers['content-type'] = 'text/plain; charset=utf-8';
  const sent = file ?? (body === undefined ? undefined : JSON.stringify(body));
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
  const received = await send(`${baseUrl}${path}${search === '' ? '' : `?${search}`}`, {
    method,
    headers,
    ...(sent === undefined ? {} : { body: sent }),
  });
  const { status } = received;
  const text = await received.text();
  const json: unknown = answers === 'file' && status < 400 ? text : JSON.parse(text);
  if (status >= 400) return { ok: false, status, error: errorReply.parse(json).error };
  return { ok: true, status, body: reply.parse(json), link: received.headers.get('link') };
}

/** One call of the typed client, what it is answered, and the two kinds that most calls are. */
import type { z } from 'zod';
import type { ErrorReply } from './error.ts';

export type Call<Reply extends z.ZodType> = Readonly<{
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  query?: object | undefined;
  body?: unknown;
  /** Sent as it is, in place of a body. */
  file?: string | undefined;
  /** What comes back is a file, to be handed on as it is. */
  answers?: 'file' | undefined;
  idempotencyKey?: string | undefined;
  reply: Reply;
}>;

export type Answer<Reply> =
  | Readonly<{ ok: true; status: number; body: Reply; link: string | null }>
  | Readonly<{ ok: false; status: number; error: ErrorReply['error'] }>;

export type Send = <Reply extends z.ZodType>(call: Call<Reply>) => Promise<Answer<z.output<Reply>>>;

/** Most calls ask for something, or post something under a key of the caller's. */
export function callsWith(send: Send) {
  return {
    get: <R extends z.ZodType>(path: string, reply: R, query?: object) =>
      send({ method: 'GET', path, query, reply }),
    post: <R extends z.ZodType>(path: string, reply: R, body?: unknown, idempotencyKey?: string) =>
      send({ method: 'POST', path, body, idempotencyKey, reply }),
  };
}

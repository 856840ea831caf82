/**
 * The typed client as the queries of the app use it: what is not a success is thrown, because
 * that is how TanStack Query tells it apart. A refusal says what a person can do; unreachable
 * says that nobody knows whether the server has done it, and so does unreadable.
 */
import { z } from 'zod';
import type { Answer } from '../../../contract/call.ts';
import { createClient } from '../../../contract/client.ts';
import { errorReply } from '../../../contract/error.ts';
import type { Send } from './outside.ts';
import { patienceMs } from './patience.ts';
import type { RepeatedKeys } from './repeatedKeys.ts';
import type { ServerClock } from './serverClock.ts';

export type Api = ReturnType<typeof createClient>;

export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: unknown;
  constructor(
    status: number,
    error: Readonly<{ code: string; message: string; details?: unknown }>,
  ) {
    super(error.message);
    this.name = 'Refusal';
    this.status = status;
    this.code = error.code;
    this.details = error.details;
  }
}

class Unreachable extends Error {
  constructor() {
    super('The server cannot be reached.');
    this.name = 'Unreachable';
  }
}

/** No answer that this page knows: it was opened before an update, or somebody else answers. */
class Unreadable extends Error {
  constructor(cause: unknown) {
    super('This page cannot read what the server answers. Load it anew.', { cause });
    this.name = 'Unreadable';
  }
}

/** By a rule. Signed out is no refusal: what was asked for waits for whoever signs in. */
export function isRefused(error: unknown): error is Refusal {
  return error instanceof Refusal && error.status !== 401 && !isUndecided(error.status);
}

/** Asked again in a moment it may be answered. A fault of the server would be the same again. */
export function isPassing(error: unknown): boolean {
  if (error instanceof Unreachable) return true;
  return error instanceof Refusal && error.status !== 500 && isUndecided(error.status);
}

/** Too slow, too early, too many, and whatever the server has trouble with: no rule has spoken. */
function isUndecided(status: number): boolean {
  return status >= 500 || status === 408 || status === 425 || status === 429;
}

type ApiOptions = Readonly<{
  send: Send;
  now: () => number;
  clock: ServerClock;
  /** None for what keeps its keys itself, as taps do. */
  keys?: RepeatedKeys;
}>;

/** The session's cookie goes along by itself: no secret is ever held here. */
export function createApi({ send, now, clock, keys }: ApiOptions): Api {
  const reach = async (url: string, init: Omit<Parameters<Send>[1], 'timeoutMs'>) => {
    const sentAt = now();
    const timeoutMs = patienceMs({ method: init.method, path: url.replace(/\?.*$/, '') });
    const received = await reached(send(url, { ...init, timeoutMs }));
    const { status, headers } = received;
    clock.heard({ date: headers.get('date'), sentAt, receivedAt: now() });
    const text = await reached(received.text());
    if (isUndecided(status) && !isOurs(text)) throw new Unreachable();
    return { status, headers, text: async () => text };
  };
  return createClient({
    baseUrl: '',
    send: async (url, init) => {
      const made = init.headers['idempotency-key'];
      if (made === undefined || keys === undefined) return reach(url, init);
      const attempt = keys.attempt({ method: init.method, url, body: init.body }, made);
      const headers = { ...init.headers, 'idempotency-key': attempt.key };
      const received = await reach(url, { ...init, headers }).catch((error: unknown) => {
        attempt.lost();
        throw error;
      });
      if (isUndecided(received.status)) attempt.lost();
      else attempt.answered();
      return received;
    },
  });
}

/** A line that is cut between the head of an answer and its end is cut all the same. */
function reached<Part>(part: Promise<Part>): Promise<Part> {
  return part.catch(() => {
    throw new Unreachable();
  });
}

/** A proxy without its server has words of its own for that. */
function isOurs(text: string): boolean {
  try {
    return errorReply.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/** The body of a success; a refusal is thrown. */
export async function bodyOf<Body>(asked: Promise<Answer<Body>>): Promise<Body> {
  const answer = await asked.catch((error: unknown) => {
    throw isMisread(error) ? new Unreadable(error) : error;
  });
  if (answer.ok) return answer.body;
  throw new Refusal(answer.status, answer.error);
}

/** No JSON, or not of the shape that the contract had when this page was built. */
function isMisread(error: unknown): boolean {
  return error instanceof SyntaxError || error instanceof z.ZodError;
}

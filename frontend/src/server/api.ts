/**
 * The typed client as the queries of the app use it: what is not a success is thrown, because
 * that is how TanStack Query tells it apart. A refusal says what a person can do; unreachable
 * says that nobody knows whether the server has done it.
 */
import type { Answer } from '../../../contract/call.ts';
import { createClient } from '../../../contract/client.ts';
import type { Send } from './outside.ts';
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

export class Unreachable extends Error {
  constructor() {
    super('The server cannot be reached.');
    this.name = 'Unreachable';
  }
}

type ApiOptions = Readonly<{ send: Send; now: () => number; clock: ServerClock }>;

/** The session's cookie goes along by itself: no secret is ever held here. */
export function createApi({ send, now, clock }: ApiOptions): Api {
  return createClient({
    baseUrl: '',
    send: async (url, init) => {
      const sentAt = now();
      const received = await send(url, init).catch(() => {
        throw new Unreachable();
      });
      clock.heard({ date: received.headers.get('date'), sentAt, receivedAt: now() });
      if (isAbsent(received.status)) throw new Unreachable();
      return received;
    },
  });
}

/** A proxy without its server, or a server that is just ending or has had enough. */
function isAbsent(status: number): boolean {
  return status === 429 || (status >= 502 && status <= 504);
}

/** The body of a success; a refusal is thrown. */
export async function bodyOf<Body>(asked: Promise<Answer<Body>>): Promise<Body> {
  const answer = await asked;
  if (answer.ok) return answer.body;
  throw new Refusal(answer.status, answer.error);
}

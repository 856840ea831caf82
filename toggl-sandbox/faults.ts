/**
 * What can go wrong between a client and Toggl, and plans that say when. The same plan serves the
 * in-process transport and the HTTP server. A plan decides; `carryOut` does.
 *
 *   client   ──request──▶   Toggl applies   ──reply──▶   client
 *         -before: cut here            -after: cut here
 */
import type { HttpReply, HttpRequest } from '../toggl/transport.ts';
import { rateLimitedAnswer } from './rateLimiter.ts';
import type { Sandbox } from './sandbox.ts';

export type Fault =
  /** Nothing was sent. */
  | 'unreachable'
  /** The connection breaks; `before` = never applied, `after` = applied. */
  | 'lost-before'
  | 'lost-after'
  /** No reply ever. */
  | 'hang-before'
  | 'hang-after'
  /** A 502 in front of Toggl. */
  | 'server-error-before'
  | 'server-error-after'
  | 'rate-limited'
  /** Another client of the same user has emptied the bucket: a real 402 follows. */
  | 'quota-exhausted';

/** Asked once for each request; null lets it pass. */
export type FaultPlan = Readonly<{ next(request: HttpRequest): Fault | null }>;

export const noFaults: FaultPlan = { next: () => null };

type ScriptedFault = Readonly<{
  fault: Fault;
  /** How many matching requests it strikes; 1 when absent. */
  times?: number;
  /** Every request matches when absent. */
  matches?: (request: HttpRequest) => boolean;
}>;

export type ScriptedFaults = FaultPlan & Readonly<{ add(scripted: ScriptedFault): void }>;

/** Strikes the next requests that match; the fault added first goes first. */
export function scriptedFaults(): ScriptedFaults {
  const waiting: { fault: Fault; left: number; matches: (request: HttpRequest) => boolean }[] = [];
  return {
    add: ({ fault, times = 1, matches = () => true }) => {
      waiting.push({ fault, left: times, matches });
    },
    next(request) {
      const scripted = waiting.find(({ left, matches }) => left > 0 && matches(request));
      if (scripted === undefined) return null;
      scripted.left -= 1;
      return scripted.fault;
    },
  };
}

type SeededFaults = Readonly<{
  random: () => number;
  /** Chance of each fault for one request, from 0 to 1; together at most 1. */
  chances: Readonly<Partial<Record<Fault, number>>>;
}>;

/** One draw for each request, so a run repeats with its seed. */
export function seededFaults({ random, chances }: SeededFaults): FaultPlan {
  const kinds = Object.entries(chances) as [Fault, number][];
  return {
    next() {
      let draw = random();
      for (const [fault, chance] of kinds) {
        if (draw < chance) return fault;
        draw -= chance;
      }
      return null;
    },
  };
}

export type Carried =
  | Readonly<{ kind: 'replied'; reply: HttpReply }>
  | Readonly<{ kind: 'cut'; reason: string }>
  | Readonly<{ kind: 'hanging' }>
  | Readonly<{ kind: 'unreachable'; reason: string }>;

export function carryOut(sandbox: Sandbox, faults: FaultPlan, request: HttpRequest): Carried {
  const fault = faults.next(request);
  switch (fault) {
    case null:
      return { kind: 'replied', reply: sandbox.handle(request) };
    case 'unreachable':
      return { kind: 'unreachable', reason: 'connect ECONNREFUSED' };
    case 'lost-before':
      return { kind: 'cut', reason: 'read ECONNRESET' };
    case 'lost-after':
      sandbox.handle(request);
      return { kind: 'cut', reason: 'read ECONNRESET' };
    case 'hang-before':
      return { kind: 'hanging' };
    case 'hang-after':
      sandbox.handle(request);
      return { kind: 'hanging' };
    case 'server-error-before':
      return { kind: 'replied', reply: badGateway(sandbox) };
    case 'server-error-after':
      sandbox.handle(request);
      return { kind: 'replied', reply: badGateway(sandbox) };
    case 'rate-limited':
      return { kind: 'replied', reply: tooManyRequests(sandbox) };
    case 'quota-exhausted':
      sandbox.drain(/\/me(\/|\?|$)/.test(request.url) ? 'user' : 'organization');
      return { kind: 'replied', reply: sandbox.handle(request) };
  }
}

function badGateway(sandbox: Sandbox): HttpReply {
  return nginxReply(sandbox, 502, '<html><body><h1>502 Bad Gateway</h1></body></html>');
}

function tooManyRequests(sandbox: Sandbox): HttpReply {
  return nginxReply(sandbox, 429, rateLimitedAnswer('absent').body);
}

function nginxReply(sandbox: Sandbox, status: number, body: string): HttpReply {
  return {
    status,
    body,
    headers: {
      date: new Date(sandbox.togglNow()).toUTCString(),
      server: 'nginx',
      'content-type': 'text/html',
      'content-length': String(Buffer.byteLength(body)),
    },
  };
}

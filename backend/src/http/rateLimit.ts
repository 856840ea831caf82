/**
 * A ceiling for each address, so that nobody tries secrets or fills the disk at full speed.
 * Calls from this machine pass unlimited: they cannot come from outside (unless a proxy hides
 * who calls, which TRUST_PROXY mends), and scripts here may write as fast as they like.
 */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { answer } from './errors.ts';

/** Twenty a second: no household taps so fast, and a random secret outlives it by far. */
export const defaultRequestsPerMinute = 1200;

const loopback = /^(::ffff:)?127\.|^::1$/;

/** Of the socket, never of a header: whoever calls through a proxy writes its headers. */
function isFromThisMachine({ socket, headers }: FastifyRequest): boolean {
  return headers['x-forwarded-for'] === undefined && loopback.test(socket.remoteAddress ?? '');
}

const tooMany = answer(
  429,
  'too_many_requests',
  'Too many requests from this address. Wait as many seconds as Retry-After says.',
);

/** A person mistypes no faster. */
const attemptsPerMinute = 10;

/** Whether this address tried secrets too often. */
export type AttemptLimit = (request: FastifyRequest) => Promise<boolean>;

/** One counts for all places that ask for secrets: two would allow twice as many. */
export function createAttemptLimit(app: FastifyInstance): AttemptLimit {
  const take = app.createRateLimit({
    max: attemptsPerMinute,
    timeWindow: 60_000,
    keyGenerator: ({ ip }: FastifyRequest) => `attempt ${ip}`,
  });
  return async (request) => {
    if (isFromThisMachine(request)) return false;
    const rate = await take(request);
    return !rate.isAllowed && rate.isExceeded;
  };
}

export async function limitRates(app: FastifyInstance, requestsPerMinute: number): Promise<void> {
  await app.register(rateLimit, { global: false, max: requestsPerMinute, timeWindow: 60_000 });
  const take = app.createRateLimit();
  app.addHook('onRequest', (request, reply, next) => {
    if (isFromThisMachine(request)) return next();
    take(request).then((rate) => {
      if (rate.isAllowed || !rate.isExceeded) return next();
      reply.code(tooMany.status).header('retry-after', rate.ttlInSeconds).send(tooMany.body);
    }, next);
  });
}

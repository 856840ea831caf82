/**
 * What is answered where no route is: 405 with the methods that the path knows, else 404.
 * Fastify alone answers 404 to both, and a caller then doubts the path that was right.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answer } from './errors.ts';

type Route = Readonly<{ method: string; path: RegExp }>;

/** Call before routes are added: it listens to them. */
export function createNotFound(app: FastifyInstance) {
  const routes: Route[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    const literal = url.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+');
    const path = new RegExp(`^${literal}$`);
    routes.push(...[method].flat().map((one) => ({ method: one, path })));
  });
  return (request: FastifyRequest, reply: FastifyReply) => {
    const [path = ''] = request.url.split('?');
    const allowed = routes.filter((route) => route.path.test(path)).map(({ method }) => method);
    // Where the method is known and was sent here all the same, what it named is not there.
    const isUnknown = allowed.length === 0 || allowed.includes(request.method);
    const { status, body } = isUnknown ? noRoute(path) : noMethod(request.method);
    if (status === 405) reply.header('allow', allowed.join(', '));
    return reply.code(status).send(body);
  };
}

function noRoute(path: string) {
  return answer(404, 'not_found', `Nothing is at ${path.slice(0, 100)}. GET /docs lists all.`);
}

function noMethod(method: string) {
  return answer(405, 'method_not_allowed', `${method} is not known here; the header Allow says.`);
}

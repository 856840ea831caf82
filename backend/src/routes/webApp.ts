/**
 * The web app: the files that `npm run web` built, and its one page at every address that no
 * route has. They are read as they lie there, so a new build needs no new start.
 *
 *   /assets/…    named by their content: kept for a year
 *   /<file>      asked for anew each time: the page, the service worker, the manifest
 *   /day, /…     the page, for browsers; anything else is told that nothing is there
 *
 * Invariant: nothing below the addresses of programs is ever answered by a page.
 */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpApp } from '../http/httpApp.ts';
import { notBuiltPage, sendPage } from './plainPage.ts';

const yearMs = 365 * 24 * 3_600_000;
const forPrograms = /^\/(api|t|docs|assets|openapi\.json|metrics|healthz)(\/|$)/;

type Answer = (request: FastifyRequest, reply: FastifyReply) => void;

/** Answers what to do where no route is; `notFound` is for whoever is no browser. */
export async function addWebApp(
  app: HttpApp,
  { folder, notFound }: Readonly<{ folder: string; notFound: Answer }>,
) {
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    dotfiles: 'ignore',
    preCompressed: true,
    // It may be built later.
    suppressWarning: true,
  });
  const schema = { hide: true };
  app.get<{ Params: { '*': string } }>('/assets/*', { schema }, (request, reply) => {
    reply.sendFile(`assets/${request.params['*']}`, { immutable: true, maxAge: yearMs });
  });
  app.get<{ Params: { file: string } }>('/:file', { schema }, (request, reply) => {
    sendFresh(reply, request.params.file);
  });
  // Neither waits for the reply, which may have been waited for on the way here already.
  return (request: FastifyRequest, reply: FastifyReply): void => {
    if (wantsPage(request)) sendApp(reply, folder);
    else notFound(request, reply);
  };
}

const page = 'index.html';

function wantsPage({ method, url, headers: { accept = '' } }: FastifyRequest): boolean {
  const isRead = method === 'GET' || method === 'HEAD';
  const [path = ''] = url.split('?');
  return isRead && accept.includes('text/html') && !forPrograms.test(path);
}

function sendApp(reply: FastifyReply, folder: string): void {
  access(join(folder, page)).then(
    () => sendFresh(reply, page),
    () => sendPage(reply, 503, notBuiltPage),
  );
}

function sendFresh(reply: FastifyReply, file: string): void {
  reply.header('cache-control', 'no-cache').sendFile(file, { cacheControl: false });
}

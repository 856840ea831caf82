/**
 * Keeps the files of the app, so that it opens without a network. What the server knows is never
 * kept: an old answer shown as a new one is worse than none.
 *
 *   a page            → network first, the kept index.html when there is none, when it takes too
 *                       long, and when who answers is not well
 *   a file of the app → the kept one (its name changes with its content)
 *   anything else     → untouched: /api, /docs, tags
 */
declare const self: ServiceWorkerGlobalScope;

type Shell = Readonly<{ version: string; files: readonly string[] }>;

/** Written in by the build (shellFiles.ts). */
const shell: Shell = JSON.parse('__SHELL_FILES__');
const cacheName = `compass-${shell.version}`;
const files = new Set(shell.files);
/** Pages of the server that are not this app. */
const notOurs = /^\/(api|t|docs|healthz|metrics|openapi\.json)(\/|$)/;

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (notOurs.test(pathname)) return;
  if (request.mode === 'navigate') event.respondWith(pageOrKept(request));
  else if (files.has(pathname)) event.respondWith(keptOrFetched(request));
});

async function keepShell(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll(shell.files.map((file) => new Request(file, { cache: 'reload' })));
  await self.skipWaiting();
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** A line that carries nothing looks like one that is slow: nobody stands before it for longer. */
const patienceMs = 3_000;

async function pageOrKept(request: Request): Promise<Response> {
  const asked = fetch(request);
  const noAnswer = () => null;
  const answer = await Promise.race([asked.catch(noAnswer), rest(patienceMs).then(noAnswer)]);
  if (answer !== null && answer.status < 500) return answer;
  return (await caches.match('/index.html', { cacheName })) ?? asked;
}

/** Not a signal on the request: it would cut the page off that has begun to come. */
function rest(delayMs: number): Promise<void> {
  return new Promise((rested) => setTimeout(rested, delayMs));
}

async function keptOrFetched(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName })) ?? fetch(request);
}

export {};

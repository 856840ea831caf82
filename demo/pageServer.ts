/**
 * Serves the page of the demo: three files, a stream of snapshots, and one address that takes what
 * the buttons ask for. It listens on loopback alone. A request that acts must be JSON, which no
 * other site can make a browser send without asking first.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Hand, handSchema } from './hand.ts';
import type { Snapshot } from './snapshot.ts';

export type PageServer = Readonly<{
  url: string;
  isWatched: () => boolean;
  show: (snapshot: Snapshot) => void;
  close: () => Promise<void>;
}>;

type File = Readonly<{ name: string; type: string }>;

const files: Readonly<Record<string, File>> = {
  '/': { name: 'index.html', type: 'text/html; charset=utf-8' },
  '/page.js': { name: 'page.js', type: 'text/javascript; charset=utf-8' },
  '/lanes.js': { name: 'lanes.js', type: 'text/javascript; charset=utf-8' },
  '/elements.js': { name: 'elements.js', type: 'text/javascript; charset=utf-8' },
  '/style.css': { name: 'style.css', type: 'text/css; charset=utf-8' },
};

const headers = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:",
  'x-content-type-options': 'nosniff',
};

const bodyMaximumCharacters = 10_000;

export async function startPageServer(onHand: (hand: Hand) => Promise<void>): Promise<PageServer> {
  const watchers = new Set<ServerResponse>();
  let latest: string | null = null;
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (request.method === 'POST' && path === '/act') return void act(request, response, onHand);
    if (path === '/events') return watch(response);
    return void sendFile(response, files[path]);
  });

  function watch(response: ServerResponse): void {
    response.writeHead(200, { ...headers, 'content-type': 'text/event-stream' });
    response.flushHeaders();
    if (latest !== null) response.write(latest);
    watchers.add(response);
    response.once('close', () => watchers.delete(response));
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // Only a pipe has a text for an address.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    isWatched: () => watchers.size > 0,
    show: (snapshot) => {
      latest = `data: ${JSON.stringify(snapshot)}\n\n`;
      for (const watcher of watchers) watcher.write(latest);
    },
    close: () =>
      new Promise((resolve) => {
        for (const watcher of watchers) watcher.end();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function sendFile(response: ServerResponse, file: File | undefined): Promise<void> {
  if (file === undefined) return answer(response, 404, 'Nothing is here. The page is at /.');
  const text = await readFile(join(import.meta.dirname, 'page', file.name));
  response.writeHead(200, { ...headers, 'content-type': file.type }).end(text);
}

async function act(
  request: IncomingMessage,
  response: ServerResponse,
  onHand: (hand: Hand) => Promise<void>,
): Promise<void> {
  if (request.headers['content-type'] !== 'application/json') {
    return answer(response, 415, 'Send application/json.');
  }
  const hand = handSchema.safeParse(jsonOf(await bodyOf(request)));
  if (!hand.success) return answer(response, 400, 'That is nothing the demo can do.');
  try {
    await onHand(hand.data);
  } catch (error) {
    return answer(response, 422, error instanceof Error ? error.message : String(error));
  }
  answer(response, 200, 'Done.');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > bodyMaximumCharacters) return '';
  }
  return text;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function answer(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { ...headers, 'content-type': 'application/json' });
  response.end(JSON.stringify({ message }));
}

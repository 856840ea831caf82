/**
 * The sandbox over HTTP, for the demo and for clients that want a base URL. A cut call destroys its
 * socket, a hanging one holds it open until the client or `close` ends it; `unreachable` is a cut
 * too, since a server that listens cannot refuse. Bodies are bounded. Not for the open network: it
 * binds to loopback unless told otherwise.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpReply, HttpRequest } from '../toggl/transport.ts';
import { type Carried, carryOut, type FaultPlan, noFaults } from './faults.ts';
import type { Sandbox } from './sandbox.ts';

type SandboxServerOptions = Readonly<{
  sandbox: Sandbox;
  faults?: FaultPlan;
  host?: string;
  /** 0 takes a free one. */
  port?: number;
  bodyMaximumBytes?: number;
}>;

export type SandboxServer = Readonly<{ url: string; close(): Promise<void> }>;

export async function startSandboxServer(options: SandboxServerOptions): Promise<SandboxServer> {
  const { sandbox, faults = noFaults, bodyMaximumBytes = 1_000_000 } = options;
  const { host = '127.0.0.1', port = 0 } = options;
  const server = createServer(async (incoming, response) => {
    const body = await boundedBody(incoming, bodyMaximumBytes);
    if (body === null) return send(response, plainReply(413, 'Request body is too large'));
    const request = requestOf(incoming, body);
    if (request === null) return send(response, plainReply(405, 'Method not allowed'));
    finish(response, carryOut(sandbox, faults, request));
  });
  const boundPort = await listen(server, { host, port });
  return { url: `http://${host}:${boundPort}`, close: () => shut(server) };
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      // Only a pipe has a text for an address.
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** null when it is too large; the rest is read and dropped, so that the refusal can be read. */
async function boundedBody(incoming: IncomingMessage, maximumBytes: number) {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maximumBytes) chunks.push(chunk);
  }
  return size > maximumBytes ? null : Buffer.concat(chunks).toString();
}

const methods: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

function requestOf(incoming: IncomingMessage, body: string): HttpRequest | null {
  const { method = '', headers, url = '/' } = incoming;
  if (!methods.includes(method)) return null;
  return {
    method: method as HttpRequest['method'],
    url: new URL(url, 'http://sandbox').href,
    headers: Object.fromEntries(Object.entries(headers).map(([name, it]) => [name, String(it)])),
    body: body === '' ? null : body,
  };
}

/** A hanging call is left as it is: its socket stays open. */
function finish(response: ServerResponse, carried: Carried): void {
  if (carried.kind === 'replied') send(response, carried.reply);
  else if (carried.kind !== 'hanging') response.destroy();
}

function send(response: ServerResponse, { status, headers, body }: HttpReply): void {
  response.writeHead(status, headers).end(body);
}

function plainReply(status: number, body: string): HttpReply {
  return { status, headers: { 'content-type': 'text/plain' }, body };
}

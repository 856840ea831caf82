/**
 * The wire breaking in every way it can, on real sockets where loopback can show it and with
 * the errors that Node makes where it cannot.
 */
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createFetchTransport } from './fetchTransport.ts';
import type { HttpRequest } from './transport.ts';

const servers: Server[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(servers.splice(0).map(closed));
});

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

/** A server that answers each request by `answer`, and keeps what it was sent. */
async function serve(answer: (socket: Socket) => void) {
  const received: string[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes) => {
      received.push(bytes.toString());
      answer(socket);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { server, received, url: `http://127.0.0.1:${address.port}/api/v9/me` };
}

function requestTo(url: string): HttpRequest {
  return { method: 'POST', url, headers: { authorization: 'Basic c2VjcmV0' }, body: '{"a":1}' };
}

const transport = createFetchTransport({ fetch: globalThis.fetch, timeoutMs: 150 });
const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

describe('createFetchTransport', () => {
  it('makes one exchange and gives header names in lower case', async () => {
    const { url, received } = await serve((socket) =>
      socket.end(`${head}X-Toggl-Quota-Remaining: 29\r\nContent-Length: 9\r\n\r\n{"äb":1}`),
    );
    const exchange = await transport(requestTo(url));
    expect(exchange).toMatchObject({
      kind: 'replied',
      reply: { status: 200, body: '{"äb":1}', headers: { 'x-toggl-quota-remaining': '29' } },
    });
    expect(received).toHaveLength(1);
    expect(received[0]).toMatch(/^POST \/api\/v9\/me HTTP[\s\S]*Basic c2VjcmV0[\s\S]*{"a":1}$/);
  });

  it('gives an error status as a reply', async () => {
    const { url } = await serve((socket) =>
      socket.end('HTTP/1.1 402 Payment Required\r\nContent-Length: 0\r\n\r\n'),
    );
    expect(await transport(requestTo(url))).toMatchObject({ reply: { status: 402, body: '' } });
  });

  it('never follows a redirect', async () => {
    const elsewhere = await serve((socket) => socket.end(`${head}Content-Length: 0\r\n\r\n`));
    const { url } = await serve((socket) =>
      socket.end(`HTTP/1.1 302 Found\r\nLocation: ${elsewhere.url}\r\nContent-Length: 0\r\n\r\n`),
    );
    expect(await transport(requestTo(url))).toMatchObject({ reply: { status: 302 } });
    expect(elsewhere.received).toEqual([]);
  });

  it('says unreachable when the port refuses', async () => {
    const { url, server } = await serve((socket) => socket.destroy());
    await closed(server);
    expect(await transport(requestTo(url))).toEqual({
      kind: 'unreachable',
      reason: 'no connection to the host (ECONNREFUSED)',
    });
  });

  it.each<{ what: string; answer: (socket: Socket) => void }>([
    { what: 'is reset before a reply', answer: (socket) => socket.resetAndDestroy() },
    { what: 'is closed before a reply', answer: (socket) => socket.end() },
    { what: 'hangs before a reply', answer: () => undefined },
    { what: 'breaks off in the headers', answer: (socket) => socket.end(head) },
    { what: 'answers what is not HTTP', answer: (socket) => socket.end('hello\r\n\r\n') },
    {
      what: 'is reset in the body',
      answer: (socket) =>
        socket.write(`${head}Content-Length: 99\r\n\r\n{"a"`, () => socket.resetAndDestroy()),
    },
    {
      what: 'ends in the body',
      answer: (socket) => socket.end(`${head}Content-Length: 99\r\n\r\n{"a"`),
    },
    {
      what: 'ends between chunks',
      answer: (socket) => socket.end(`${head}Transfer-Encoding: chunked\r\n\r\n4\r\n{"a"\r\n`),
    },
    {
      what: 'hangs in the body',
      answer: (socket) => socket.write(`${head}Content-Length: 99\r\n\r\n{"a"`),
    },
  ])('says lost, and sends nothing twice, when the connection $what', async ({ answer }) => {
    const { url, received } = await serve(answer);
    expect(await transport(requestTo(url))).toMatchObject({ kind: 'lost' });
    expect(received).toHaveLength(1);
  });

  it.each([
    {
      kind: 'unreachable',
      cause: { code: 'ENOTFOUND', syscall: 'getaddrinfo' },
      reason: 'no name',
    },
    { kind: 'unreachable', cause: { code: 'EAI_AGAIN', syscall: 'getaddrinfo' }, reason: 'no DNS' },
    {
      kind: 'unreachable',
      cause: { code: 'EHOSTUNREACH', syscall: 'connect' },
      reason: 'no route',
    },
    { kind: 'unreachable', cause: { code: 'ENETUNREACH', syscall: 'connect' }, reason: 'offline' },
    { kind: 'unreachable', cause: { code: 'ETIMEDOUT', syscall: 'connect' }, reason: 'no SYN-ACK' },
    {
      kind: 'unreachable',
      cause: { code: 'UND_ERR_CONNECT_TIMEOUT' },
      reason: 'fetch’s own limit',
    },
    { kind: 'unreachable', cause: { code: 'CERT_HAS_EXPIRED' }, reason: 'before the request' },
    {
      kind: 'unreachable',
      cause: { code: 'ECONNREFUSED', errors: [{ syscall: 'connect' }, { syscall: 'connect' }] },
      reason: 'every address of the host refused',
    },
    {
      kind: 'lost',
      cause: { code: 'ECONNRESET', errors: [{ syscall: 'connect' }, { syscall: 'read' }] },
      reason: 'one address was connected',
    },
    { kind: 'lost', cause: { code: 'ETIMEDOUT', syscall: 'read' }, reason: 'a cable pulled later' },
    { kind: 'lost', cause: { code: 'ECONNRESET', syscall: 'read' }, reason: 'reset later' },
    { kind: 'lost', cause: { code: 'EPIPE', syscall: 'write' }, reason: 'part may have arrived' },
    { kind: 'lost', cause: { code: 'UND_ERR_SOCKET' }, reason: 'the other side closed' },
    { kind: 'lost', cause: undefined, reason: 'nothing is known' },
  ])('takes $cause for $kind: $reason', async ({ kind, cause }) => {
    const broken = createFetchTransport({
      fetch: () => Promise.reject(new TypeError('fetch failed at https://x:secret@y', { cause })),
    });
    const exchange = await broken(requestTo('https://toggl.test'));
    expect(exchange.kind).toBe(kind);
    expect(JSON.stringify(exchange)).not.toContain('secret');
  });
});

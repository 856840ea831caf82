/** Answers what is not even HTTP, in the one error shape, and ends the connection. */
import type { Socket } from 'node:net';
import type { ConnectionError } from 'fastify';
import { type Answer, answer } from './errors.ts';

const tooLarge = answer(431, 'too_large', 'The headers are too large. Send less in them.');
const tooSlow = answer(408, 'timeout', 'The request took too long to arrive. Send it again.');
const notHttp = answer(400, 'bad_request', 'That is not HTTP. Look at how the request was made.');

export function brokenConnection(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, body } = answerTo(error.code);
  const json = JSON.stringify(body);
  socket.end(
    `HTTP/1.1 ${status} Error\r\ncontent-type: application/json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(json)}\r\nconnection: close\r\n\r\n${json}`,
  );
}

function answerTo(code: string): Answer {
  if (code === 'HPE_HEADER_OVERFLOW') return tooLarge;
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? tooSlow : notHttp;
}

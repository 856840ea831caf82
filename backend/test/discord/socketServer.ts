/**
 * The other side of a WebSocket on a server of this machine: as much of RFC 6455 as a gateway
 * needs. Text frames and closes, whole messages only.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

export type Socket = Readonly<{
  send: (text: string) => void;
  /** Says goodbye with a code, as Discord does. */
  close: (code: number) => void;
  /** Goes without a word, as a broken line does. */
  cut: () => void;
}>;

type Listeners = Readonly<{ text: (text: string) => void; closed: (code: number | null) => void }>;

const keySuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const textFrame = 1;
const closeFrame = 8;

export function acceptSockets(server: Server, accept: (socket: Socket) => Listeners): void {
  server.on('upgrade', (request, stream) => {
    greet(request, stream);
    const socket: Socket = {
      send: (text) => void stream.write(frame(textFrame, Buffer.from(text))),
      close: (code) => void stream.end(frame(closeFrame, codeOf(code))),
      cut: () => void stream.destroy(),
    };
    const listeners = accept(socket);
    let code: number | null = null;
    const take = ({ kind, payload }: Frame): void => {
      if (kind === textFrame) listeners.text(payload.toString());
      if (kind !== closeFrame) return;
      code = payload.length >= 2 ? payload.readUInt16BE(0) : null;
      stream.end(frame(closeFrame, payload));
    };
    let received = Buffer.alloc(0);
    stream.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      for (let next = readFrame(received); next !== null; next = readFrame(received)) {
        received = received.subarray(next.length);
        take(next);
      }
    });
    stream.on('error', () => {});
    stream.on('close', () => listeners.closed(code));
  });
}

function greet(request: IncomingMessage, stream: Duplex): void {
  const key = `${request.headers['sec-websocket-key']}${keySuffix}`;
  const accepted = createHash('sha1').update(key).digest('base64');
  stream.write(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Accept: ${accepted}\r\n\r\n`,
  );
}

function codeOf(code: number): Buffer {
  const payload = Buffer.alloc(2);
  payload.writeUInt16BE(code);
  return payload;
}

function frame(kind: number, payload: Buffer): Buffer {
  const head = payload.length < 126 ? Buffer.alloc(2) : Buffer.alloc(10);
  head[0] = 0x80 | kind;
  head[1] = payload.length < 126 ? payload.length : 127;
  if (payload.length >= 126) head.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([head, payload]);
}

type Frame = Readonly<{ kind: number; payload: Buffer; length: number }>;

/** What a client sends is masked. null until all of it is there. */
function readFrame(bytes: Buffer): Frame | null {
  if (bytes.length < 6) return null;
  const kind = bytes.readUInt8(0) & 0x0f;
  const short = bytes.readUInt8(1) & 0x7f;
  const head = { 126: 4, 127: 10 }[short] ?? 2;
  if (bytes.length < head + 4) return null;
  const size = sizeOf(bytes, short);
  const length = head + 4 + size;
  if (bytes.length < length) return null;
  const mask = bytes.subarray(head, head + 4);
  const masked = bytes.subarray(head + 4, length);
  const payload = Buffer.from(masked.map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
  return { kind, payload, length };
}

function sizeOf(bytes: Buffer, short: number): number {
  if (short === 126) return bytes.readUInt16BE(2);
  return short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
}

/**
 * Receives the body of a request as a file of the machine's temporary folder, so that a large one
 * is off the wire before its slow reading begins, and never lies in memory.
 *
 * Invariant: a body above the limit, cut off, or not in UTF-8 leaves no file and is refused.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BadRequest } from './errors.ts';

type ReceivedFile = Readonly<{
  sha256: string;
  text(): AsyncIterable<string>;
  remove(): Promise<void>;
}>;

/** Told apart from a bad request: the answer is 413. */
class FileTooLarge extends Error {
  readonly statusCode = 413;
}

export async function receiveFile(
  body: AsyncIterable<Uint8Array>,
  { largestBytes }: Readonly<{ largestBytes: number }>,
): Promise<ReceivedFile> {
  const folder = await mkdtemp(join(tmpdir(), 'compass-file-'));
  const path = join(folder, 'file');
  const remove = () => rm(folder, { recursive: true, force: true });
  const sha256 = createHash('sha256');
  const seen = (chunk: Uint8Array) => void sha256.update(chunk);
  try {
    await pipeline(body, checked(largestBytes, seen), createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await remove();
    throw error;
  }
  const text = () => createReadStream(path, { encoding: 'utf8' });
  return { sha256: sha256.digest('hex'), text, remove };
}

function checked(largestBytes: number, seen: (chunk: Uint8Array) => void) {
  return async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const utf8 = new TextDecoder('utf-8', { fatal: true });
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > largestBytes) throw new FileTooLarge(tooLarge(largestBytes));
      read(() => utf8.decode(chunk, { stream: true }));
      seen(chunk);
      yield chunk;
    }
    read(() => utf8.decode());
  };
}

function read(decode: () => string): void {
  try {
    decode();
  } catch {
    throw new BadRequest('The file is not UTF-8. Save it as UTF-8 and send it again.');
  }
}

function tooLarge(largestBytes: number): string {
  const megabytes = Math.floor(largestBytes / 1_000_000);
  return `The file is larger than ${megabytes} MB. Send it in parts, or set IMPORT_FILE_MEGABYTES.`;
}

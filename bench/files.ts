/**
 * Measures files of a large history: how long each format takes out, how long a CSV takes in, how
 * far the heap grows meanwhile, and how long a start waits beside the import. It is started with
 * the database that fillHistory.ts made, and ends when it has printed its lines:
 *
 *     node bench/fillHistory.ts history.db && node --expose-gc bench/files.ts history.db
 */
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { compose } from '../backend/src/compose.ts';
import { readConfig } from '../backend/src/config.ts';
import { realWorld } from '../backend/src/outerWorld.ts';

const secret = 'secret-of-the-benchmark';
const [, , history = 'history.db'] = process.argv;
const folder = mkdtempSync(join(tmpdir(), 'compass-files-'));

async function serve(file: string) {
  const settings = { API_SECRET: secret, PORT: '0', DATABASE_URL: `file:${file}` };
  const read = readConfig({ ...settings, IMPORT_FILE_MEGABYTES: '1000' }, 'UTC');
  if (read.kind === 'bad') throw new Error(read.line);
  const logger = { error: console.error, warn: () => {}, info: () => {} };
  const server = await compose({ config: read.config, logger, ...realWorld });
  return { address: await server.start(), stop: server.stop };
}

function heapBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** How far the heap that is in use grows while something is done; garbage does not count. */
async function measured<Value>(what: string, work: () => Promise<Value>): Promise<Value> {
  const before = heapBytes();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, heapBytes());
  }, 250);
  const startedAt = performance.now();
  const value = await work();
  clearInterval(watch);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const megabytes = ((Math.max(most, heapBytes()) - before) / 1e6).toFixed(1);
  process.stdout.write(`${what}: ${seconds} s, the heap grew by ${megabytes} MB at most\n`);
  return value;
}

const headers = { 'x-api-secret': secret };

async function exportTo(address: string, format: string): Promise<string> {
  const path = join(folder, `slices.${format}`);
  const reply = await fetch(`${address}/api/files/export?format=${format}`, { headers });
  if (reply.body === null) throw new Error('The export has no body.');
  await pipeline(Readable.fromWeb(reply.body), createWriteStream(path));
  return path;
}

async function importFrom(address: string, path: string): Promise<unknown> {
  const reply = await fetch(`${address}/api/files/import?format=toggl-csv`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'text/csv' },
    body: Readable.toWeb(createReadStream(path)) as ReadableStream,
    duplex: 'half',
  } as RequestInit);
  return reply.json();
}

/** Starts beside the import, each timed, until told to end. */
async function tapUntil(address: string, end: Readonly<{ isReached: boolean }>) {
  const waits: number[] = [];
  for (let i = 0; !end.isReached; i += 1) {
    const startedAt = performance.now();
    const reply = await fetch(`${address}/api/engine/start`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ dimension: 'SOCIAL', category: `Call ${i % 2}` }),
    });
    await reply.text();
    waits.push(performance.now() - startedAt);
    await sleep(20);
  }
  return waits.toSorted((a, b) => a - b);
}

const old = await serve(history);
let csv = '';
for (const format of ['json', 'ics', 'csv']) {
  const path = await measured(`export as ${format}`, () => exportTo(old.address, format));
  process.stdout.write(`  ${(statSync(path).size / 1e6).toFixed(1)} MB\n`);
  if (format === 'csv') csv = path;
}
await old.stop();
const fresh = await serve(join(folder, 'fresh.db'));
const end = { isReached: false };
const tapping = tapUntil(fresh.address, end);
const first = await measured('import of the CSV', () => importFrom(fresh.address, csv));
end.isReached = true;
const waits = await tapping;
const wait = (share: number) => (waits[Math.floor((waits.length - 1) * share)] ?? 0).toFixed(0);
process.stdout.write(`  ${JSON.stringify(first)}\n`);
process.stdout.write(
  `  a start beside it waits ${wait(0.5)} ms, ${wait(0.99)} ms (p99), ${wait(1)} ms at most\n`,
);
const again = await measured('the same again', () => importFrom(fresh.address, csv));
process.stdout.write(`  ${JSON.stringify(again)}\n`);
await fresh.stop();
rmSync(folder, { recursive: true, force: true });

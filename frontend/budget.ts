/**
 * What a first visit loads, measured on the build: every script that the page needs before it can
 * show anything. Ends with exit code 1 above the budget, and names what it found.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

type Chunk = Readonly<{ file: string; isEntry?: boolean; imports?: readonly string[] }>;
type Manifest = Readonly<Record<string, Chunk>>;

const budgetBytes = 250_000;
const dist = join(import.meta.dirname, 'dist');
const manifest: Manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));

const first = [...reach('index.html', new Set())].map((key) => manifest[key]?.file ?? '');
const scripts = ['colorScheme.js', ...first].map((file) => ({ file, bytes: zippedBytes(file) }));
const total = scripts.reduce((sum, { bytes }) => sum + bytes, 0);
for (const { file, bytes } of scripts) process.stdout.write(`${kilobytes(bytes)}  ${file}\n`);
process.stdout.write(`${kilobytes(total)}  first load, ${kilobytes(budgetBytes)} allowed\n`);
if (total > budgetBytes) {
  process.stdout.write('The first load is too big. Load what it does not need with import().\n');
  process.exitCode = 1;
}

/** A chunk and all that it imports before it runs; what is loaded later is left out. */
function reach(key: string, seen: Set<string>): Set<string> {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key]?.imports ?? []) reach(next, seen);
  return seen;
}

function zippedBytes(file: string): number {
  return gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1).padStart(7)} kB`;
}
